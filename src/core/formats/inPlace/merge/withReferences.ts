import { listEdits } from '../jsonPatch';
import { jsonStyleOf } from '../jsonStyle';
import { withEdits, type TextEdit } from '../textEdits';
import { cocoRows, type CocoRow } from './renumberCoco';
import { membersOf, spanFrom } from './shallowJson';

const REFERENCES = [
  ['images', 'image_id'],
  ['categories', 'category_id'],
] as const;

/**
 * A merged COCO file in which nothing refers to what one side removed while the other annotated it: such images and
 * categories are taken back from the side that has them. Readers stop at an annotation without its image.
 */
export function withReferences(merged: string, ...sides: readonly string[]): string {
  const rows = cocoRows(merged);
  const top = membersOf(merged, spanFrom(merged, 0));
  const edits = REFERENCES.flatMap(([list, key]): readonly TextEdit[] => {
    const missing = missingIn(merged, rows.annotations, rows[list], key);
    const node = top?.get(list)?.value;
    if (missing.size === 0 || !node) return [];
    const back = sides.flatMap((side) =>
      cocoRows(side)[list].flatMap(({ id, span }) =>
        id !== undefined && missing.delete(id) ? [side.slice(span.start, span.end)] : [],
      ),
    );
    const parts = rows[list].map(({ span }) => span);
    return back.length === 0 ? [] : listEdits(merged, node, parts, new Set(), back, jsonStyleOf(merged));
  });
  return edits.length === 0 ? merged : withEdits(merged, edits);
}

function missingIn(
  text: string,
  annotations: readonly CocoRow[],
  known: readonly CocoRow[],
  key: string,
): Set<string> {
  const ids = new Set(known.map(({ id }) => id));
  const missing = new Set<string>();
  for (const { members } of annotations) {
    const value = members.get(key)?.value;
    const id = value && text.slice(value.start, value.end);
    if (id !== undefined && !ids.has(id)) missing.add(id);
  }
  return missing;
}
