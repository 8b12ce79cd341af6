import { rectOfCorners, type Point } from '../geometry/rect';
import type { Step, ToolContext } from './tool';

/** A rectangle drawn over empty ground: selects what lies wholly inside, beside what was selected with Shift. */
export interface Banding {
  readonly kind: 'banding';
  readonly from: Point;
  readonly to: Point;
  /** Selected before, and staying so. */
  readonly base: ReadonlySet<string>;
}

/** The band at its new size, and the selection if that has changed. */
export function bandStep(state: Banding, context: ToolContext): Step<Banding> {
  const rubberBand = rectOfCorners(state.from, state.to);
  const step = { state, draft: { shapes: [], rubberBand } };
  const selection = new Set([...state.base, ...context.within(rubberBand)]);
  return isSameSet(selection, context.selection) ? step : { ...step, selection };
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
