import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Problem } from '../problem';
import type { LabelClass } from './labelSchema';
import { parseSchema } from './parseSchema';
import { closingBracket, endOfLine, insert, lineBreakOf, lineStart, type Insertion } from './textInsertion';

export type AddedClass =
  | { readonly ok: true; readonly text: string }
  /** The file is in a state in which nothing can be added without risk. */
  | { readonly ok: false; readonly problem: Problem };

/**
 * The text of `relabel.yaml` with one class more at the end of `classes`, in the style of the last one, and not
 * a byte changed elsewhere. Gives it the next free id when the other classes have ids.
 */
export function addClass(text: string, name: string): AddedClass {
  const before = parseSchema(text);
  if (before.schema.classes.some((known) => known.name === name)) return { ok: true, text };
  const broken = before.problems.find(({ code }) => code === 'yaml' || code === 'too-large');
  if (broken) return refuse(`the file has an error in line ${broken.line ?? 1}: ${broken.message}`);
  const doc = parseDocument(text, { version: '1.2', keepSourceTokens: true });
  const added = placed(text, doc, { name, id: nextId(before.schema.classes) });
  const after = added === undefined ? undefined : parseSchema(added).schema;
  const expected = [...before.schema.classes.map((known) => known.name), name];
  const isRight =
    after && JSON.stringify(after.classes.map((known) => known.name)) === JSON.stringify(expected);
  return added !== undefined && isRight
    ? { ok: true, text: added }
    : refuse('its form is not one that Relabel can extend without rewriting it. Add the class by hand.');
}

function refuse(why: string): AddedClass {
  const message = `The class was not added to relabel.yaml: ${why}`;
  return { ok: false, problem: { severity: 'error', code: 'class-not-added', message } };
}

interface NewClass {
  readonly name: string;
  readonly id: number | undefined;
}

/** One above the highest id when all classes have one. */
function nextId(classes: readonly LabelClass[]): number | undefined {
  const ids = classes.map(({ id }) => id).filter((id) => id !== undefined);
  return ids.length > 0 && ids.length === classes.length ? Math.max(...ids) + 1 : undefined;
}

function placed(text: string, doc: Document, item: NewClass): string | undefined {
  const root = doc.contents;
  if (root === null || (isScalar(root) && root.value === null)) return append(text, item);
  if (!isMap(root)) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'classes');
  if (!pair) return root.flow ? undefined : appendKey(text, root, item);
  const value = pair.value as Node | null;
  if (isSeq(value)) return value.flow ? intoFlow(text, value, item) : intoBlock(text, value, item);
  return isScalar(value) && value.value === null
    ? intoNothing(text, pair.key as Node, value, item)
    : undefined;
}

/** At the end of a file of comments only. */
function append(text: string, item: NewClass): string {
  const eol = lineBreakOf(text);
  const gap = text === '' || text.endsWith('\n') ? '' : eol;
  return `${text}${gap}classes:${eol}  - ${blockItem(item, undefined, eol)}${eol}`;
}

/** A `classes` key behind the last key there is. */
function appendKey(text: string, root: YAMLMap, item: NewClass): string | undefined {
  const last = root.items.at(-1);
  const end = endOf(last?.value as Node | null) ?? endOf(last?.key as Node | null);
  const first = (root.items[0]?.key as Node | undefined)?.range?.[0];
  if (end === undefined || first === undefined) return undefined;
  const eol = lineBreakOf(text);
  const indent = text.slice(lineStart(text, first), first);
  return addLines(text, end, `${indent}classes:${eol}${indent}  - ${blockItem(item, undefined, eol)}`);
}

/** `classes:` with nothing, or a null, behind it. */
function intoNothing(text: string, key: Node, value: Node, item: NewClass): string | undefined {
  const [start, end] = [key.range?.[0], value.range?.[1]];
  if (start === undefined || end === undefined || value.range === undefined || value.range === null)
    return undefined;
  const indent = text.slice(lineStart(text, start), start);
  if (indent.trim() !== '') return undefined;
  const cleared = text.slice(0, value.range[0]) + text.slice(end);
  const eol = lineBreakOf(text);
  return addLines(cleared, key.range?.[1] ?? start, `${indent}  - ${blockItem(item, undefined, eol)}`);
}

function intoBlock(text: string, list: YAMLSeq, item: NewClass): string | undefined {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  const dash = token.items.at(-1)?.start.find(({ type }) => type === 'seq-item-ind');
  if (!dash) return undefined;
  const last = list.items.at(-1) as Node | null;
  const indent = text.slice(lineStart(text, dash.offset), dash.offset);
  const end = Math.max(endOf(last) ?? 0, dash.offset + 1);
  const body = blockItem(item, last, `${lineBreakOf(text)}${indent}  `);
  return indent.trim() === '' ? addLines(text, end, `${indent}- ${body}`) : undefined;
}

/** Whole lines after the line in which `end` lies; the file keeps having or not having a final line break. */
function addLines(text: string, end: number, lines: string): string {
  const eol = lineBreakOf(text);
  if (end > 0 && text[end - 1] === '\n') return insert(text, [{ at: end, text: lines + eol }]);
  return insert(text, [{ at: endOfLine(text, end), text: eol + lines }]);
}

function intoFlow(text: string, list: YAMLSeq, item: NewClass): string | undefined {
  const range = list.range;
  if (!range) return undefined;
  const last = list.items.at(-1) as Node | undefined;
  const end = endOf(last ?? null);
  const body = flowItem(item, last ?? null);
  if (end === undefined) return insert(text, [{ at: range[0] + 1, text: body }]);
  const { at: bracket, comma } = closingBracket(text, end);
  const lineEnd = endOfLine(text, comma ?? end);
  if (bracket <= lineEnd) return insert(text, [{ at: end, text: `, ${body}` }]);
  return insert(text, ownLine(text, end, comma, lineEnd, body));
}

/** In a list with one item a line, the new one gets a line too, and a comma behind it if the last one had it. */
function ownLine(
  text: string,
  end: number,
  comma: number | undefined,
  lineEnd: number,
  body: string,
): readonly Insertion[] {
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, end)))?.[0] ?? '';
  const line = `${lineBreakOf(text)}${indent}${body}${comma === undefined ? '' : ','}`;
  return [...(comma === undefined ? [{ at: end, text: ',' }] : []), { at: lineEnd, text: line }];
}

function endOf(node: Node | null): number | undefined {
  return node?.range?.[1];
}

/** Like the last item: plain text, a mapping on one line, or one over several lines. */
function blockItem(item: NewClass, last: Node | null | undefined, nextLine: string): string {
  if (isMap(last) && !last.flow) {
    const id = item.id === undefined ? '' : `${nextLine}id: ${item.id}`;
    return `name: ${quoted(item.name, nameOf(last))}${id}`;
  }
  return flowItem(item, last ?? null);
}

function flowItem(item: NewClass, last: Node | null): string {
  const name = quoted(item.name, nameOf(last));
  if (!isMap(last) && item.id === undefined) return name;
  return item.id === undefined ? `{ name: ${name} }` : `{ name: ${name}, id: ${item.id} }`;
}

function nameOf(node: Node | null): Node | null {
  return isMap(node) ? ((node.get('name', true) as Node | undefined) ?? null) : node;
}

const PLAIN = /^[\p{L}_][\p{L}\p{N}_ /.()+-]*(?<! )$/u;
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Quoted as its neighbour is, and wherever plain text would mean something else. */
function quoted(name: string, like: Node | null): string {
  const style = isScalar(like) ? like.type : undefined;
  if (style === 'QUOTE_SINGLE' && !/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/.test(name))
    return `'${name.replaceAll("'", "''")}'`;
  const isPlain = style !== 'QUOTE_DOUBLE' && PLAIN.test(name) && !RESERVED.test(name);
  return isPlain ? name : JSON.stringify(name);
}
