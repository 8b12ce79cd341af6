import { withGroups } from '../edit/group';
import { rectOfCorners, type Point } from '../geometry/rect';
import { marksDraft, marksIn, NO_MARKS, type Marks } from './marks';
import type { Step, ToolContext } from './tool';

/**
 * A rectangle drawn over empty ground: selects what lies wholly inside, beside what was selected with Shift. When
 * that is nothing and one shape was selected before, it marks that one's vertices; with Alt vertices only.
 */
export interface Banding {
  readonly kind: 'banding';
  readonly from: Point;
  readonly to: Point;
  /** Selected before, and staying so. */
  readonly base: ReadonlySet<string>;
  /** Whose vertices can be marked. */
  readonly markable: ReadonlySet<string>;
  readonly vertices: 'only' | 'otherwise';
}

/** The band at its new size, and the selection if that has changed. */
export function bandStep(state: Banding, context: ToolContext): Step<Banding> {
  const rubberBand = rectOfCorners(state.from, state.to);
  const { selection, marks } = caughtBy(state, context);
  const step = { state, draft: { shapes: [], rubberBand, ...marksDraft(marks, context) } };
  return isSameSet(selection, context.selection) ? step : { ...step, selection };
}

/** What the band selects, and the vertices that it marks. */
export function caughtBy(
  { from, to, base, markable, vertices }: Banding,
  context: ToolContext,
): { readonly selection: ReadonlySet<string>; readonly marks: Marks } {
  const rect = rectOfCorners(from, to);
  if (vertices === 'only') return { selection: markable, marks: marksIn(rect, markable, context) };
  const inside = context.within(rect);
  const marks = inside.length > 0 ? NO_MARKS : marksIn(rect, markable, context);
  if (marks.size > 0) return { selection: markable, marks };
  return { selection: new Set([...base, ...withGroups(context.doc, inside)]), marks };
}

function isSameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}
