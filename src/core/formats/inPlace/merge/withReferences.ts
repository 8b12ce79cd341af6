import { listEdits } from '../jsonPatch';
import { jsonStyleOf } from '../jsonStyle';
import { withEdits, type TextEdit } from '../textEdits';
import { cocoRows, type CocoRows } from './cocoRows';
import { JsonSource } from './jsonSource';

const REFERENCES = [
  ['images', 'imageIds'],
  ['categories', 'categoryIds'],
] as const;

/**
 * A merged COCO file in which nothing refers to what one side removed while the other annotated it: such images and
 * categories are taken back from the side that has them. Readers stop at an annotation without its image. Throws what
 * `JSON.parse` throws when the merged text is no JSON.
 */
export function withReferences(merged: string, ...sides: readonly JsonSource[]): string {
  const source = new JsonSource(merged);
  const rows = cocoRows(source);
  const top = source.members(source.top);
  const edits = REFERENCES.flatMap(([list, key]): readonly TextEdit[] => {
    const missing = missingIn(rows, list, key);
    const node = top?.get(list)?.value;
    if (missing.size === 0 || !node) return [];
    const back = sides.flatMap((side) => taken(side, list, missing));
    return back.length === 0
      ? []
      : listEdits(merged, node, rows[list].spans, new Set(), back, jsonStyleOf(merged));
  });
  if (edits.length === 0) return merged;
  const text = withEdits(merged, edits);
  cocoRows(new JsonSource(text));
  return text;
}

function missingIn(
  rows: CocoRows,
  list: 'images' | 'categories',
  key: 'imageIds' | 'categoryIds',
): Set<string> {
  const known = new Set(rows[list].ids);
  const missing = new Set<string>();
  for (const id of rows.annotations[key]) if (id !== undefined && !known.has(id)) missing.add(id);
  return missing;
}

/** Takes what is missing from a side, where that has it. */
function taken(side: JsonSource, list: 'images' | 'categories', missing: Set<string>): readonly string[] {
  if (missing.size === 0) return [];
  const { ids, spans } = cocoRows(side)[list];
  return ids.flatMap((id, i) => {
    const span = spans[i];
    return span && id !== undefined && missing.delete(id) ? [side.text.slice(span.start, span.end)] : [];
  });
}
