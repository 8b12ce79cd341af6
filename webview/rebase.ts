import { byId, sameValue, type AnnotationDoc, type DocFacts } from '../src/core/annotation/document';
import { mergeComments } from '../src/core/annotation/merge/mergeComments';
import { mergeList } from '../src/core/annotation/merge/mergeList';
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
  const facts = edit.facts && ([factsOf(doc), factsOn(doc, edit.facts)] as const);
  const fitted: Edit = {
    label: edit.label,
    added,
    removed,
    updated,
    ...(facts && { facts }),
    ...(edit.image && { image: [doc.image, edit.image[1]] }),
  };
  const { doc: next, skipped } = apply(doc, facts ? { ...edit, facts } : edit);
  return { doc: next, edit: fitted, skipped };
}

/** What the edit changed of the image's facts, on those of the document: what it left alone stays as it is there. */
function factsOn(doc: DocFacts, [from, to]: Change<DocFacts>): DocFacts {
  const chosen = <K extends keyof DocFacts>(key: K): DocFacts[K] =>
    sameValue(from[key], to[key]) ? doc[key] : to[key];
  const [state, conflict, extra] = [chosen('state'), chosen('conflict'), chosen('extra')];
  const comments = mergeComments(from.comments, doc.comments, to.comments);
  return {
    tags: mergeList(from.tags, doc.tags, to.tags, (tag) => tag),
    ...(state && { state }),
    ...(comments.length > 0 && { comments }),
    ...(conflict && { conflict }),
    ...(extra && { extra }),
  };
}
