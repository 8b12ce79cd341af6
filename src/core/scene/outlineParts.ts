import { cubicAt } from '../geometry/cubic';
import type { FlatPoints } from '../geometry/polyline';
import { kindOf, type Shape } from '../shapes/index';

/** Straight pieces that stand for one curve. */
const CURVE_STEPS = 16;

/** One line of a shape's outline; a closed one runs on from its last point to its first. */
export interface OutlinePart {
  readonly points: FlatPoints;
  readonly isClosed: boolean;
}

const known = new WeakMap<Shape, readonly OutlinePart[]>();

/** A shape's outline as straight lines, image pixels, found once per shape value. */
export function outlineParts(shape: Shape): readonly OutlinePart[] {
  const cached = known.get(shape);
  if (cached) return cached;
  const parts = tracedParts(shape);
  known.set(shape, parts);
  return parts;
}

function tracedParts(shape: Shape): readonly OutlinePart[] {
  const parts: { points: number[]; isClosed: boolean }[] = [];
  let points: number[] = [];
  kindOf(shape).trace(shape, {
    moveTo(x, y) {
      points = [x, y];
      parts.push({ points, isClosed: false });
    },
    lineTo: (x, y) => points.push(x, y),
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      const [fromX = x, fromY = y] = points.slice(-2);
      for (let i = 1; i <= CURVE_STEPS; i++)
        points.push(cubicAt(i / CURVE_STEPS, fromX, x1, x2, x), cubicAt(i / CURVE_STEPS, fromY, y1, y2, y));
    },
    closePath() {
      const last = parts.at(-1);
      if (last) last.isClosed = true;
    },
  });
  return parts.map(withoutRepeat);
}

/** A curve that closes ends where it began: that point need not stand twice. */
function withoutRepeat(part: OutlinePart): OutlinePart {
  const { points, isClosed } = part;
  const repeats = points[0] === points.at(-2) && points[1] === points.at(-1);
  return isClosed && repeats && points.length > 2 ? { points: points.slice(0, -2), isClosed } : part;
}
