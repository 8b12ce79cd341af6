import type { Annotation } from '../../annotation/annotation';
import { compareIds } from '../../annotation/document';
import type { Rect } from '../../geometry/rect';
import { loweredAnnotation } from './annotation';
import { countForeign } from './facts';
import { flattened } from './flat';
import { withoutLooseLinks } from './links';
import { merged } from './merged';
import type { Plan } from './plan';
import { Spread } from './spread';
import type { Tally } from './tally';

/** The annotations of one image, sorted by id; the same list when nothing in it is lost. */
export function loweredAnnotations(
  annotations: readonly Annotation[],
  plan: Plan,
  within: Rect | undefined,
  tally: Tally,
): readonly Annotation[] {
  const own = eachLowered(annotations, plan, within, tally);
  const { flat, merged: isMerged } = plan.holds;
  const apart = flat ? flattened(own, within, tally) : own;
  const one = isMerged ? merged(apart, tally) : apart;
  if (one === annotations) return annotations;
  return withoutLooseLinks(sorted(one), tally);
}

function eachLowered(
  annotations: readonly Annotation[],
  plan: Plan,
  within: Rect | undefined,
  tally: Tally,
): readonly Annotation[] {
  let out: Annotation[] | undefined;
  let spread: Spread | undefined;
  let i = -1;
  for (const was of annotations) {
    i++;
    if (isUntouched(was, plan)) {
      if (was.extra && plan.options.family !== undefined) countForeign(was.extra, plan, tally);
      out?.push(was);
      continue;
    }
    const lowered = loweredAnnotation(was, plan, within, tally);
    const [shape, ...others] = lowered.shapes;
    const isSame = lowered.annotation === was && shape === was.shape && others.length === 0;
    if (isSame && !out) continue;
    out ??= annotations.slice(0, i);
    if (isSame) out.push(was);
    else if (shape && others.length === 0) out.push(withShape(lowered.annotation, shape));
    else if (shape) out.push(...(spread ??= new Spread(annotations, plan)).of(lowered));
  }
  return out ?? annotations;
}

/** Most annotations of most sets lose nothing: no object is made for them. */
function isUntouched(annotation: Annotation, { holds, lost, holdsRings }: Plan): boolean {
  const { shape } = annotation;
  if (holds.wholePixels || holds.shapes[shape.kind] !== shape.kind) return false;
  if (!holdsRings && shape.kind === 'polygon' && shape.rings.length > 1) return false;
  for (const name of lost) if (annotation[name] !== undefined) return false;
  return true;
}

function withShape(annotation: Annotation, shape: Annotation['shape']): Annotation {
  return annotation.shape === shape ? annotation : { ...annotation, shape };
}

function sorted(annotations: readonly Annotation[]): readonly Annotation[] {
  const isSorted = annotations.every(({ id }, i) => i === 0 || (annotations[i - 1]?.id ?? '') < id);
  return isSorted ? annotations : [...annotations].sort(compareIds);
}
