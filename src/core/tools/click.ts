import { withGroups } from '../edit/group';
import type { Point } from '../geometry/rect';
import { DRAG_THRESHOLD_PX, isApart } from './limits';
import type { Hit, ToolContext } from './tool';

/** Where a click last selected something, so that the next one at the same place reaches what lies below. */
export interface LastClick {
  readonly at: Point;
  readonly id: string;
}

/** What selecting an annotation selects: its whole group, or with Alt itself alone. */
export function picked(id: string, alone: boolean, { doc }: ToolContext): ReadonlySet<string> {
  return alone ? new Set([id]) : withGroups(doc, [id]);
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
    context.selection.has(last.id) &&
    context.selection.size <= withGroups(context.doc, [last.id]).size &&
    !isApart(at, last.at, DRAG_THRESHOLD_PX, context.scale);
  return ids[isRepeat ? (ids.indexOf(last.id) + 1) % ids.length : 0];
}

/** The selection with these added, or without them when they are all in it. */
export function toggled(selection: ReadonlySet<string>, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = [...ids].every((id) => selection.has(id));
  return all ? new Set([...selection].filter((id) => !ids.has(id))) : new Set([...selection, ...ids]);
}
