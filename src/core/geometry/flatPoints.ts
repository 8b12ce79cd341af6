import type { FlatPoints } from './polyline';
import type { Rect } from './rect';
import { roundPx } from './round';

/** The smallest rectangle around flat points; all zero without points. */
export function boundsOfPoints(points: FlatPoints): Rect {
  return boundsOfRings([points]);
}

/** The smallest rectangle around several runs of flat points; all zero without points. */
export function boundsOfRings(rings: readonly FlatPoints[]): Rect {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const ring of rings)
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i] ?? 0;
      const y = ring[i + 1] ?? 0;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  if (left > right) return { x: 0, y: 0, width: 0, height: 0 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function translatePoints(points: FlatPoints, dxPx: number, dyPx: number): FlatPoints {
  return points.map((value, i) => value + (i % 2 === 0 ? dxPx : dyPx));
}

export function scalePoints(points: FlatPoints, factorX: number, factorY: number): FlatPoints {
  return points.map((value, i) => value * (i % 2 === 0 ? factorX : factorY));
}

export function roundPoints(points: FlatPoints): FlatPoints {
  return points.map(roundPx);
}
