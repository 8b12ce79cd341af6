import type { Point } from '../geometry/rect';
import { endsUpTo, rowFrom, rowTo, type Spans } from './spans';

/** How far rows are looked through above and below a point: pointers grab what is a few screen pixels away. */
const REACH_PX = 40;

/**
 * Distance from the border of the set pixels; Infinity when there is none within about 40 rows above and below. The
 * nearest border point lies on a vertical border or straight above or below, so one look per row is enough. Rows
 * beyond `limit` are not looked at: what is farther than that may come out as too far.
 */
export function maskDistance(spans: Spans, { x, y }: Point, limit = Infinity): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const isInside = isSet(spans, column, row);
  let best = sideDistance(spans, row, x, 0);
  for (let step = 1; step <= REACH_PX; step++) {
    const up = y - row + step - 1;
    const down = row + step - y;
    if (Math.min(up, down) >= best || Math.min(up, down) > limit) break;
    if (isSet(spans, column, row - step) !== isInside) best = Math.min(best, up);
    best = Math.min(best, sideDistance(spans, row - step, x, up));
    if (isSet(spans, column, row + step) !== isInside) best = Math.min(best, down);
    best = Math.min(best, sideDistance(spans, row + step, x, down));
  }
  return best;
}

function isSet(spans: Spans, column: number, row: number): boolean {
  const from = rowFrom(spans, row);
  return (endsUpTo(spans, from, rowTo(spans, row), column) - from) % 2 === 1;
}

/** From a point to the nearest vertical border of a row that is `dy` above or below it. */
function sideDistance(spans: Spans, row: number, x: number, dy: number): number {
  const from = rowFrom(spans, row);
  const to = rowTo(spans, row);
  const at = endsUpTo(spans, from, to, x);
  const before = at > from ? x - (spans.xs[at - 1] as number) : Infinity;
  const after = at < to ? (spans.xs[at] as number) - x : Infinity;
  const dx = before < after ? before : after;
  return dx === Infinity ? Infinity : Math.sqrt(dx * dx + dy * dy);
}
