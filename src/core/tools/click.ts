import type { Point } from '../geometry/rect';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import type { Hit, ToolContext } from './tool';

/** Where a click last selected something, so that the next one at the same place reaches what lies below. */
export interface LastClick {
  readonly at: Point;
  readonly id: string;
}

/** The id a plain click selects: the best one, or after a click at the same place the next one, round and round. */
export function clickedId(
  hits: readonly Hit[],
  at: Point,
  last: LastClick | undefined,
  context: ToolContext,
): string | undefined {
  const ids = [...new Set(hits.filter(({ part }) => part !== 'handle').map(({ id }) => id))];
  const isRepeat =
    last !== undefined &&
    context.selection.size === 1 &&
    context.selection.has(last.id) &&
    !isApart(at, last.at, DRAG_THRESHOLD_PX, context.scale);
  return ids[isRepeat ? (ids.indexOf(last.id) + 1) % ids.length : 0];
}

export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}
