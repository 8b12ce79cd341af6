import { sameValue } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { indentAt, isBlock, printLike, styleLike, type JsonStyle } from './jsonStyle';
import type { JsonNode } from './jsonTree';
import type { TextEdit } from './textEdits';

/** Replaces what differs between two values in the text of the first; what is equal keeps its text. */
export function patch(
  text: string,
  node: JsonNode,
  from: Json,
  to: Json,
  style: JsonStyle,
): readonly TextEdit[] {
  if (sameValue(from, to)) return [];
  if (isObject(from) && isObject(to) && node.members) return patchObject(text, node, from, to, style);
  if (isArray(from) && isArray(to) && node.items?.length === to.length && from.length === to.length)
    return node.items.flatMap((item, i) => patch(text, item, from[i] ?? null, to[i] ?? null, style));
  const printed = printLike(to, text, node, style, indentAt(text, node.start), isBlock(text, node) ?? false);
  return [{ start: node.start, end: node.end, text: printed }];
}

function patchObject(
  text: string,
  node: JsonNode,
  from: JsonObject,
  to: JsonObject,
  fileStyle: JsonStyle,
): readonly TextEdit[] {
  const style = styleLike(text, node, fileStyle);
  const members = node.members ?? new Map<string, never>();
  const edits: TextEdit[] = [];
  const fresh: [string, Json][] = [];
  for (const [key, value] of Object.entries(to)) {
    const member = members.get(key);
    if (!member) fresh.push([key, value]);
    else if (Object.hasOwn(from, key))
      edits.push(...patch(text, member.value, from[key] ?? null, value, style));
  }
  const gone = [...members.keys()].filter((key) => Object.hasOwn(from, key) && !Object.hasOwn(to, key));
  const parts = [...members.values()].map(({ start, value }) => ({ start, end: value.end }));
  const removed = new Set([...members.keys()].flatMap((key, i) => (gone.includes(key) ? [i] : [])));
  const block = isBlock(text, node) ?? false;
  const indent = memberIndent(text, node, style);
  const added = fresh.map(
    ([key, value]) =>
      `${JSON.stringify(key)}:${style.colon}${printLike(value, text, undefined, style, indent, block)}`,
  );
  return [...edits, ...listEdits(text, node, parts, removed, added, style)];
}

function memberIndent(text: string, node: JsonNode, style: JsonStyle): string {
  const first = node.members?.values().next().value;
  return first && isBlock(text, node) ? indentAt(text, first.start) : indentAt(text, node.start) + style.unit;
}

/** Takes items out of an array and puts others at its end, printed as the last one or `sample` is. */
export function editItems(
  text: string,
  node: JsonNode,
  removed: ReadonlySet<number>,
  added: readonly Json[],
  style: JsonStyle,
  block: boolean,
  sample?: JsonNode,
): readonly TextEdit[] {
  const items = node.items ?? [];
  const like = sample ?? items.at(-1);
  const own = isBlock(text, node) ?? block;
  const indent =
    like && own ? indentAt(text, like.start) : indentAt(text, node.start) + (own ? style.unit : '');
  const spaced = styleLike(text, like, style);
  const texts = added.map((value) => printLike(value, text, like, spaced, indent, block));
  return listEdits(text, node, items, removed, texts, style, block);
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Parts of an object or array go with one comma each; new ones stand behind the last as it stands behind its own comma. */
export function listEdits(
  text: string,
  node: JsonNode,
  parts: readonly Part[],
  removed: ReadonlySet<number>,
  added: readonly string[],
  style: JsonStyle,
  block = false,
): readonly TextEdit[] {
  const kept = parts.filter((_, i) => !removed.has(i));
  const last = kept.at(-1);
  const gap = gapOf(text, node, parts, style, block);
  if (!last) return emptied(text, node, parts, removed.size > 0, added, gap, style, block);
  const removals = runsOf(parts, removed).map(([first, end]): TextEdit => {
    const before = parts[first - 1];
    return before
      ? { start: before.end, end: parts[end]?.end ?? before.end, text: '' }
      : { start: parts[0]?.start ?? 0, end: parts[end + 1]?.start ?? 0, text: '' };
  });
  const tail = added.map((part) => `,${gap}${part}`).join('');
  return added.length === 0 ? removals : [...removals, { start: last.end, end: last.end, text: tail }];
}

/** Nothing of the old parts stays. */
function emptied(
  text: string,
  node: JsonNode,
  parts: readonly Part[],
  hadParts: boolean,
  added: readonly string[],
  gap: string,
  style: JsonStyle,
  block: boolean,
): readonly TextEdit[] {
  if (!hadParts && added.length === 0) return [];
  const [start, end] = [node.start + 1, node.end - 1];
  if (added.length === 0) return [{ start, end, text: '' }];
  const lead = parts[0]
    ? text.slice(start, parts[0].start)
    : gap.trim() === '' && gap.includes('\n')
      ? gap
      : '';
  const isOpen = lead.includes('\n') || (block && parts.length === 0);
  const close = isOpen ? style.eol + indentAt(text, node.start) : '';
  return [{ start, end, text: `${lead}${added.join(`,${gap}`)}${close}` }];
}

/** The white space between a comma and the next part. */
function gapOf(
  text: string,
  node: JsonNode,
  parts: readonly Part[],
  style: JsonStyle,
  block: boolean,
): string {
  const last = parts.at(-1);
  if (last && parts.length > 1)
    return /\s*$/.exec(text.slice(Math.max(0, last.start - 300), last.start))?.[0] ?? '';
  const lead = last ? text.slice(node.start + 1, last.start) : '';
  if (lead.includes('\n')) return lead;
  return block && !last ? style.eol + indentAt(text, node.start) + style.unit : style.comma;
}

/** First and last index of each run of removed parts. */
function runsOf(
  parts: readonly Part[],
  removed: ReadonlySet<number>,
): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  parts.forEach((_, i) => {
    const run = runs.at(-1);
    if (!removed.has(i)) return;
    if (run && run[1] === i - 1) run[1] = i;
    else runs.push([i, i]);
  });
  return runs;
}
