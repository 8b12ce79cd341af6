import { isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import { endOfLine, lineBreakOf, lineStart } from '../../schema/textInsertion';
import { parseDataYaml } from '../yolo/dataYaml';
import { printScalar } from '../yolo/yamlText';
import { withEdits, type TextEdit } from './textEdits';

export type AddedName =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/**
 * The text of a `data.yaml` with one class more at the end of `names`, in the style of the last one, and `nc` one
 * higher where it stands; nothing else changes. Ultralytics wants ids from 0 without gaps, so it gets the next one.
 */
export function addYoloName(text: string, name: string): AddedName {
  const before = namesIn(text);
  if (!before) return refused('it cannot be read as YAML');
  if ([...before.values()].includes(name)) return { ok: true, text };
  const id = before.size === 0 ? 0 : Math.max(...before.keys()) + 1;
  const added = withName(text, id, name);
  const after = added === undefined ? undefined : namesIn(added);
  const isRight = after && after.size === before.size + 1 && after.get(id) === name;
  return added !== undefined && isRight
    ? { ok: true, text: added }
    : refused('its form is not one that can be extended without rewriting it. Add the class by hand');
}

function refused(why: string): AddedName {
  return { ok: false, message: `The class was not added: ${why}.` };
}

function namesIn(text: string): ReadonlyMap<number, string> | undefined {
  return parseDataYaml(text, () => undefined)?.names;
}

function withName(text: string, id: number, name: string): string | undefined {
  const root = parseDocument(text, { uniqueKeys: false, logLevel: 'silent' }).contents as Node | null;
  const names = member(root, 'names');
  const count = member(root, 'nc');
  const edit = isSeq(names)
    ? intoList(text, names, printScalar(name))
    : isMap(names)
      ? intoMap(text, names, `${id}: ${printScalar(name)}`)
      : undefined;
  if (!edit) return undefined;
  const range = isScalar(count) ? count.range : undefined;
  const counted = range ? [{ start: range[0], end: range[1], text: String(id + 1) }] : [];
  return withEdits(text, [edit, ...counted]);
}

function member(root: Node | null, key: string): unknown {
  return isMap(root) ? root.get(key, true) : undefined;
}

function intoList(text: string, list: YAMLSeq, item: string): TextEdit | undefined {
  const last = (list.items.at(-1) as Node | undefined)?.range;
  if (list.flow) return intoFlow(last?.[1] ?? (list.range?.[0] ?? 0) + 1, list.items.length > 0, item);
  return last ? newLine(text, last[0], last[1], item) : undefined;
}

function intoMap(text: string, map: YAMLMap, item: string): TextEdit | undefined {
  const last = map.items.at(-1);
  const [key, value] = [(last?.key as Node | undefined)?.range, (last?.value as Node | undefined)?.range];
  if (map.flow) return intoFlow(value?.[1] ?? (map.range?.[0] ?? 0) + 1, map.items.length > 0, item);
  return key && value ? newLine(text, key[0], value[1], item) : undefined;
}

function intoFlow(from: number, hasItems: boolean, item: string): TextEdit {
  return { start: from, end: from, text: hasItems ? `, ${item}` : item };
}

/** A line behind the one on which the last item ends, that begins as its line does. */
function newLine(text: string, start: number, end: number, item: string): TextEdit {
  const at = endOfLine(text, end);
  const lead = text.slice(lineStart(text, start), start);
  return { start: at, end: at, text: `${lineBreakOf(text)}${lead}${item}` };
}
