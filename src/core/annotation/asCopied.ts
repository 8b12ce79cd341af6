import type { Annotation } from './annotation';
import { withoutRemarks } from './withoutRemarks';

/** What a copy takes along: not what belongs to a place or a model: page, lock and hide, score and proposal, remarks. */
export function asCopied(annotation: Annotation): Annotation {
  const {
    score: _,
    model: _m,
    proposed: _p,
    locked: _l,
    hidden: _h,
    page: _g,
    ...rest
  } = withoutRemarks(annotation);
  return rest;
}
