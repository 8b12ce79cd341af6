import type { Annotation } from '../annotation/annotation';

/** Back to front: by `order`, those of the same order as they stand in the list. The list itself where none has one. */
export function inPaintOrder(annotations: readonly Annotation[]): readonly Annotation[] {
  if (!annotations.some(({ order }) => order !== undefined && order !== 0)) return annotations;
  return [...annotations].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
}
