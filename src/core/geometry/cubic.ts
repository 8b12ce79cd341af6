import { nearestOnSegment } from './polyline';
import type { Point, Rect } from './rect';

/** A cubic Bezier curve: start, two control points, end, flat. */
export type Cubic = readonly [
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
];

/** A value of the cubic with these four coefficients on one axis, t from 0 to 1. */
export function cubicAt(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

export function cubicPoint([x0, y0, x1, y1, x2, y2, x3, y3]: Cubic, t: number): Point {
  return { x: cubicAt(t, x0, x1, x2, x3), y: cubicAt(t, y0, y1, y2, y3) };
}

/** Straight pieces are this near to the curve they stand for, in image pixels. */
const FLATNESS_PX = 0.02;
const MAX_STEPS = 256;

/** How many equal steps of t stay within `FLATNESS_PX` of the curve (Wang's bound on second differences). */
export function cubicSteps([x0, y0, x1, y1, x2, y2, x3, y3]: Cubic): number {
  const first = Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2);
  const second = Math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3);
  const steps = Math.ceil(Math.sqrt((0.75 * Math.max(first, second)) / FLATNESS_PX));
  return Math.min(MAX_STEPS, Math.max(1, steps));
}

/** Appends the curve as straight pieces, without its start. */
export function flattenCubic(curve: Cubic, into: number[]): void {
  const steps = cubicSteps(curve);
  for (let i = 1; i < steps; i++) {
    const { x, y } = cubicPoint(curve, i / steps);
    into.push(x, y);
  }
  into.push(curve[6], curve[7]);
}

/** The two halves at t (de Casteljau): together they are the same curve. */
export function splitCubic([x0, y0, x1, y1, x2, y2, x3, y3]: Cubic, t: number): readonly [Cubic, Cubic] {
  const mix = (a: number, b: number) => a + t * (b - a);
  const [ax, ay, bx, by, cx, cy] = [
    mix(x0, x1),
    mix(y0, y1),
    mix(x1, x2),
    mix(y1, y2),
    mix(x2, x3),
    mix(y2, y3),
  ];
  const [dx, dy, ex, ey] = [mix(ax, bx), mix(ay, by), mix(bx, cx), mix(by, cy)];
  const [x, y] = [mix(dx, ex), mix(dy, ey)];
  return [
    [x0, y0, ax, ay, dx, dy, x, y],
    [x, y, ex, ey, cx, cy, x3, y3],
  ];
}

/** The tight bounds: ends and extrema, not control points. */
export function cubicBounds([x0, y0, x1, y1, x2, y2, x3, y3]: Cubic): Rect {
  const [left, right] = rangeOf(x0, x1, x2, x3);
  const [top, bottom] = rangeOf(y0, y1, y2, y3);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function rangeOf(a: number, b: number, c: number, d: number): readonly [number, number] {
  let [low, high] = [Math.min(a, d), Math.max(a, d)];
  if (b >= low && b <= high && c >= low && c <= high) return [low, high];
  for (const t of extrema(a, b, c, d)) {
    const value = cubicAt(t, a, b, c, d);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Where the derivative is zero, 0 < t < 1. Solved in the form that does not cancel. */
function extrema(a: number, b: number, c: number, d: number): readonly number[] {
  const [square, half, constant] = [d - a + 3 * (b - c), a - 2 * b + c, b - a];
  const root = half * half - square * constant;
  if (root < 0) return [];
  const q = -(half + (half < 0 ? -1 : 1) * Math.sqrt(root));
  return [q / square, constant / q].filter((t) => t > 0 && t < 1);
}

/** Twice the signed area between the curve and the origin (Green's theorem); adds up over a closed path. */
export function doubleCubicArea([x0, y0, x1, y1, x2, y2, x3, y3]: Cubic): number {
  const sum =
    x0 * (6 * y1 + 3 * y2 + y3) +
    3 * (x1 * (-2 * y0 + y2 + y3) - x2 * (y0 + y1 - 2 * y3)) -
    x3 * (y0 + 3 * y1 + 6 * y2);
  return sum / 10;
}

/** The curve's parameter nearest to p, and the distance there: from the flattened curve, then refined. */
export function nearestOnCubic(curve: Cubic, p: Point): { t: number; distance: number } {
  const steps = Math.max(8, cubicSteps(curve));
  let best = { t: 0, distance: Infinity };
  let from = cubicPoint(curve, 0);
  for (let i = 0; i < steps; i++) {
    const to = cubicPoint(curve, (i + 1) / steps);
    const foot = nearestOnSegment(p, from, to);
    const distance = Math.hypot(foot.x - p.x, foot.y - p.y);
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const part = length === 0 ? 0 : Math.hypot(foot.x - from.x, foot.y - from.y) / length;
    if (distance < best.distance) best = { t: (i + part) / steps, distance };
    from = to;
  }
  return refined(curve, p, best.t, 1 / steps);
}

/** Narrows in on the nearest point around t by halving steps. */
function refined(curve: Cubic, p: Point, start: number, reach: number): { t: number; distance: number } {
  const at = (t: number) => {
    const { x, y } = cubicPoint(curve, t);
    return Math.hypot(x - p.x, y - p.y);
  };
  let best = { t: start, distance: at(start) };
  for (let step = reach; step > 1e-9; step /= 2)
    for (const t of [Math.max(0, best.t - step), Math.min(1, best.t + step)]) {
      const distance = at(t);
      if (distance < best.distance) best = { t, distance };
    }
  return best;
}
