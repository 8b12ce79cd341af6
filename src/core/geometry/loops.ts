import { pointAt, pointCount, type FlatPoints } from './polyline';
import type { Point } from './rect';

/** An open line that does not cross itself, and the closed rings that it made where it did; none crosses itself. */
export interface Unlooped {
  readonly line: FlatPoints;
  readonly loops: readonly FlatPoints[];
}

const LEAST = 1e-9;

/** Takes the loops out of a line in the order in which they are drawn: each ends where the line meets itself again. */
export function unloop(line: FlatPoints): Unlooped {
  const kept: Point[] = [pointAt(line, 0)];
  const loops: FlatPoints[] = [];
  for (let i = 1; i < pointCount(line); i++) {
    const to = pointAt(line, i);
    for (let met = firstMeeting(kept, to); met; met = firstMeeting(kept, to)) {
      const ring = [met.at, ...kept.splice(met.segment + 1)];
      if (ring.length >= 3) loops.push(flat(ring));
      kept.push(met.at);
    }
    const last = kept.at(-1);
    if (!last || Math.hypot(to.x - last.x, to.y - last.y) > LEAST) kept.push(to);
  }
  return { line: flat(kept), loops };
}

function flat(points: readonly Point[]): FlatPoints {
  return points.flatMap(({ x, y }) => [x, y]);
}

/** Where the way from the last kept point first meets a segment that does not end there. */
function firstMeeting(kept: readonly Point[], to: Point): { segment: number; at: Point } | undefined {
  const from = kept.at(-1);
  let best = { t: Infinity, segment: -1 };
  for (let k = 0; from && k + 2 < kept.length; k++) {
    const t = meetingOf(from, to, kept[k] ?? from, kept[k + 1] ?? from);
    if (t !== undefined && t < best.t) best = { t, segment: k };
  }
  if (!from || best.segment < 0) return undefined;
  const { t, segment } = best;
  return { segment, at: { x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) } };
}

/** How far along p-q, 0 to 1, it meets a-b; not at p itself. */
function meetingOf(p: Point, q: Point, a: Point, b: Point): number | undefined {
  const [dx, dy, ex, ey] = [q.x - p.x, q.y - p.y, b.x - a.x, b.y - a.y];
  const cross = dx * ey - dy * ex;
  if (cross === 0) return undefined;
  const t = ((a.x - p.x) * ey - (a.y - p.y) * ex) / cross;
  const u = ((a.x - p.x) * dy - (a.y - p.y) * dx) / cross;
  return t > LEAST && t <= 1 && u >= 0 && u <= 1 ? t : undefined;
}
