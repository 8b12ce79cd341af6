import type { Annotation } from '../annotation/annotation';

/** Those that may be changed: a locked annotation keeps its shape, class and attributes until it is unlocked. */
export function unlocked(annotations: readonly Annotation[]): readonly Annotation[] {
  return annotations.filter(({ locked }) => !locked);
}

/** "1 annotation", "3 annotations": for the names of edits. */
export function countOf({ length }: readonly Annotation[]): string {
  return length === 1 ? '1 annotation' : `${length} annotations`;
}
