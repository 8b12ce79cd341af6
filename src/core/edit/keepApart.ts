import type { Annotation } from '../annotation/annotation';
import { keptApart } from '../annotation/apart';
import type { Edit } from './edit';
import { update } from './edits';

/**
 * Says that two annotations which cover nearly the same are two things. It stands in the one with the higher id, so
 * that two people who say so make no two different changes.
 */
export function keepApart(a: Annotation, b: Annotation): Edit {
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  return update('Keep both', [second], (annotation) => keptApart(annotation, first.id));
}
