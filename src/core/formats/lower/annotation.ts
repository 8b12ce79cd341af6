import type { Annotation } from '../../annotation/annotation';
import type { Rect } from '../../geometry/rect';
import type { Shape } from '../../shapes/index';
import { CONVERSIONS } from './convert/index';
import { loweredFacts } from './facts';
import type { Plan } from './plan';
import { loweredRings } from './rings';
import type { Tally } from './tally';
import { wholePixelsOf } from './wholePixels';
import { FACT_WORDS, KIND_WORDS } from './words';

/** What is left of an annotation before groups and links are looked at: one with the shapes that it becomes. */
export interface Lowered {
  readonly annotation: Annotation;
  /** None: it is dropped. One that is the annotation's own: it is as it was. */
  readonly shapes: readonly Shape[];
}

export function loweredAnnotation(
  annotation: Annotation,
  plan: Plan,
  within: Rect | undefined,
  tally: Tally,
): Lowered {
  if (isLeftOut(annotation, plan, tally)) return { annotation, shapes: [] };
  const shapes = loweredShapes(annotation.shape, plan, within, tally);
  if (shapes.length === 0) return { annotation, shapes };
  return { annotation: loweredFacts(annotation, plan, tally), shapes };
}

function isLeftOut({ page, proposed }: Annotation, { holds, options }: Plan, tally: Tally): boolean {
  if (page !== undefined && !holds.fields.includes('page')) {
    tally.add('page-dropped', FACT_WORDS.page);
    return true;
  }
  if (!proposed || holds.fields.includes('proposed') || options.proposals === 'include') return false;
  tally.add('proposal-dropped', 'proposals of models that nobody accepted are left out');
  return true;
}

function loweredShapes(shape: Shape, plan: Plan, within: Rect | undefined, tally: Tally): readonly Shape[] {
  const to = plan.holds.shapes[shape.kind];
  const shapes = to === shape.kind ? [shape] : converted(shape, to, within, tally);
  const ringed = plan.holdsRings ? shapes : shapes.flatMap((each) => byRings(each, plan, within, tally));
  return plan.holds.wholePixels ? wholePixelsOf(ringed, tally) : ringed;
}

function byRings(shape: Shape, plan: Plan, within: Rect | undefined, tally: Tally): readonly Shape[] {
  if (shape.kind !== 'polygon' || shape.rings.length < 2) return [shape];
  return loweredRings(shape, plan, within, tally);
}

function converted(
  shape: Shape,
  to: Shape['kind'] | undefined,
  within: Rect | undefined,
  tally: Tally,
): readonly Shape[] {
  const made = to ? CONVERSIONS[to](shape, within) : [];
  const words = KIND_WORDS[shape.kind];
  if (!to) tally.add(`${shape.kind}-dropped`, `${words} are dropped`);
  else if (made.length === 0)
    tally.add(
      `${shape.kind}-without-${to}`,
      `${words} are dropped: nothing of them is left as ${KIND_WORDS[to]}`,
    );
  else tally.add(`${shape.kind}-to-${to}`, `${words} become ${KIND_WORDS[to]}`);
  return made;
}
