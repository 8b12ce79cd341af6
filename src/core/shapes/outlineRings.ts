import { kindOf, type Shape } from './index';
import type { FlatPoints } from '../geometry/polyline';

/** Straight pieces that stand for one curve. */
const CURVE_STEPS = 16;

/** A shape's outline as closed rings of straight edges, image pixels; they combine by the even-odd rule. */
export function outlineRings(shape: Shape): readonly FlatPoints[] {
  const rings: number[][] = [];
  let ring: number[] = [];
  kindOf(shape).trace(shape, {
    moveTo(x, y) {
      ring = [x, y];
      rings.push(ring);
    },
    lineTo(x, y) {
      ring.push(x, y);
    },
    bezierCurveTo(x1, y1, x2, y2, x, y) {
      const [fromX = x, fromY = y] = ring.slice(-2);
      for (let i = 1; i <= CURVE_STEPS; i++)
        ring.push(cubic(i / CURVE_STEPS, fromX, x1, x2, x), cubic(i / CURVE_STEPS, fromY, y1, y2, y));
    },
    closePath() {},
  });
  return rings;
}

function cubic(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}
