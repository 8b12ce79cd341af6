import type { Annotation } from './annotation';

/**
 * The annotation without what people and merges said about this very one: comments, verdict, conflict, and what it is
 * kept apart from. A copy of it is another annotation, of which nobody said that.
 */
export function withoutRemarks(annotation: Annotation): Annotation {
  const { comments: _, review: _r, conflict: _c, apart: _a, ...rest } = annotation;
  return rest;
}
