import { boundsOfPoints } from '../../geometry/flatPoints';
import { ringContains, type FlatPoints } from '../../geometry/polyline';
import { intersect, type Rect } from '../../geometry/rect';

/** Beyond this many pairs of rings, or of edges of two rings, they are taken to overlap. */
const MOST_PAIRS = 250_000;

/** True when two of the rings may share some area: one lies in the other, or their edges cross. */
export function ringsOverlap(rings: readonly FlatPoints[]): boolean {
  if (rings.length * rings.length > MOST_PAIRS) return true;
  const bounds = rings.map((ring) => boundsOfPoints(ring));
  return rings.some((a, i) => rings.some((b, j) => j > i && meet(bounds[i], bounds[j]) && twoOverlap(a, b)));
}

function meet(a: Rect | undefined, b: Rect | undefined): boolean {
  if (!a || !b) return false;
  const { width, height } = intersect(a, b);
  return width > 0 && height > 0;
}

function twoOverlap(a: FlatPoints, b: FlatPoints): boolean {
  if (a.length * b.length > 4 * MOST_PAIRS) return true;
  return liesIn(a, b) || liesIn(b, a) || edgesCross(a, b);
}

/** Rings whose edges do not cross lie in each other whole or not at all; a point of contact proves nothing. */
function liesIn(inner: FlatPoints, outer: FlatPoints): boolean {
  const last = inner.length - 2;
  const middleX = ((inner[0] ?? 0) + (inner[last] ?? 0)) / 2;
  const middleY = ((inner[1] ?? 0) + (inner[last + 1] ?? 0)) / 2;
  return (
    ringContains(outer, { x: middleX, y: middleY }) &&
    ringContains(outer, { x: inner[0] ?? 0, y: inner[1] ?? 0 })
  );
}

function edgesCross(a: FlatPoints, b: FlatPoints): boolean {
  for (let i = 0, p = a.length - 2; i < a.length; p = i, i += 2)
    for (let j = 0, q = b.length - 2; j < b.length; q = j, j += 2) if (cross(a, p, i, b, q, j)) return true;
  return false;
}

/** Each edge has the ends of the other on both of its sides. */
function cross(a: FlatPoints, p: number, i: number, b: FlatPoints, q: number, j: number): boolean {
  const [ax, ay, bx, by] = [a[p] as number, a[p + 1] as number, a[i] as number, a[i + 1] as number];
  const [cx, cy, dx, dy] = [b[q] as number, b[q + 1] as number, b[j] as number, b[j + 1] as number];
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) < 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) < 0
  );
}

function side(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}
