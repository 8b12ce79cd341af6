import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { findAnnotation } from '../annotation/find';
import { emptyEdit, type Edit } from './edit';
import { update } from './edits';
import { countOf } from './unlocked';

/** The lowest number above every group of the document. */
export function nextGroup({ annotations }: AnnotationDoc): number {
  return annotations.reduce((most, { group = 0 }) => Math.max(most, group), 0) + 1;
}

/**
 * Makes one group of them, under the next free number; those that were in other groups leave these. Nothing changes
 * when they are a whole group already, or fewer than two.
 */
export function group(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  const label = `Group ${countOf(annotations)}`;
  if (annotations.length < 2 || isWholeGroup(doc, annotations)) return emptyEdit(label);
  const number = nextGroup(doc);
  return update(label, annotations, (annotation) => ({ ...annotation, group: number }));
}

function isWholeGroup(doc: AnnotationDoc, annotations: readonly Annotation[]): boolean {
  const number = annotations[0]?.group;
  if (number === undefined || annotations.some((annotation) => annotation.group !== number)) return false;
  return doc.annotations.filter((annotation) => annotation.group === number).length === annotations.length;
}

/** Takes the annotations out of their groups. */
export function ungroup(annotations: readonly Annotation[]): Edit {
  const grouped = annotations.filter((annotation) => annotation.group !== undefined);
  return update(`Ungroup ${countOf(grouped)}`, grouped, ({ group: _, ...rest }) => rest);
}

/** The ids, and with each the others of its group on the same page. */
export function withGroups(doc: AnnotationDoc, ids: Iterable<string>): ReadonlySet<string> {
  const all = new Set(ids);
  const groups = new Set<string>();
  for (const id of all) {
    const annotation = findAnnotation(doc, id);
    if (annotation?.group !== undefined) groups.add(groupKey(annotation));
  }
  if (groups.size === 0) return all;
  for (const annotation of doc.annotations)
    if (annotation.group !== undefined && groups.has(groupKey(annotation))) all.add(annotation.id);
  return all;
}

function groupKey({ group: number, page = 0 }: Annotation): string {
  return `${number ?? ''}/${page}`;
}
