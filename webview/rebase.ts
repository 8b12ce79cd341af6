import { byId, type AnnotationDoc } from '../src/core/annotation/document';
import { apply, factsOf, type Change, type Edit } from '../src/core/edit/edit';
import type { Annotation } from '../src/core/annotation/annotation';

/**
 * The edit as it has to read on another document than the one it was made for, so that its undo restores what was
 * really there; parts whose annotation is gone (or, for an addition, there already) fall away and are counted.
 */
export function rebase(
  doc: AnnotationDoc,
  edit: Edit,
): { readonly doc: AnnotationDoc; readonly edit: Edit; readonly skipped: number } {
  const known = byId(doc);
  const removed = edit.removed.flatMap(({ id }) => known.get(id) ?? []);
  const gone = new Set(removed.map(({ id }) => id));
  const updated = edit.updated.flatMap(([, to]): Change<Annotation>[] => {
    const from = known.get(to.id);
    return from ? [[from, to]] : [];
  });
  const added = edit.added.filter(({ id }) => !known.has(id) || gone.has(id));
  const fitted: Edit = {
    label: edit.label,
    added,
    removed,
    updated,
    ...(edit.facts && { facts: [factsOf(doc), edit.facts[1]] }),
    ...(edit.image && { image: [doc.image, edit.image[1]] }),
  };
  const { doc: next, skipped } = apply(doc, edit);
  return { doc: next, edit: fitted, skipped };
}
