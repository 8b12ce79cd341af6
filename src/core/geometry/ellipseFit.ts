import { normalAngle } from './angle';
import { normalised, type Rings } from './booleans';
import type { FlatPoints } from './polyline';

/** An ellipse: centre and half axes in pixels, angle of the first axis in degrees clockwise on the screen. */
export interface FittedEllipse {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
}

/**
 * The ellipse with an area's centroid and second moments, then scaled to its area: that of an ellipse is itself.
 * Undefined for what covers nothing. Moments of polygons: Steger, "On the calculation of arbitrary moments", 1996.
 */
export function ellipseOfMoments(area: Rings): FittedEllipse | undefined {
  const m = normalised(area).map(momentsOf).reduce(sum, NONE);
  if (!(m.area > 0)) return undefined;
  const [cx, cy] = [m.x / m.area, m.y / m.area];
  const [xx, yy, xy] = [m.xx / m.area - cx * cx, m.yy / m.area - cy * cy, m.xy / m.area - cx * cy];
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  const [long, short] = [(xx + yy) / 2 + spread, Math.max(0, (xx + yy) / 2 - spread)];
  const [rx, ry] = [2 * Math.sqrt(long), 2 * Math.sqrt(short)];
  if (!(ry > 0)) return undefined;
  const scale = Math.sqrt(m.area / (Math.PI * rx * ry));
  const angle = (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI;
  return { cx, cy, rx: rx * scale, ry: ry * scale, angle: normalAngle(angle) };
}

interface Moments {
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

const NONE: Moments = { area: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };

function sum(a: Moments, b: Moments): Moments {
  return {
    area: a.area + b.area,
    x: a.x + b.x,
    y: a.y + b.y,
    xx: a.xx + b.xx,
    yy: a.yy + b.yy,
    xy: a.xy + b.xy,
  };
}

/** Integrals over the inside of a ring; negative for one that runs the other way, as holes do. */
function momentsOf(ring: FlatPoints): Moments {
  let [area, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [x0, y0] = [ring[j] ?? 0, ring[j + 1] ?? 0];
    const [x1, y1] = [ring[i] ?? 0, ring[i + 1] ?? 0];
    const cross = x0 * y1 - x1 * y0;
    area += cross / 2;
    x += (cross * (x0 + x1)) / 6;
    y += (cross * (y0 + y1)) / 6;
    xx += (cross * (x0 * x0 + x0 * x1 + x1 * x1)) / 12;
    yy += (cross * (y0 * y0 + y0 * y1 + y1 * y1)) / 12;
    xy += (cross * (x0 * y1 + 2 * x0 * y0 + 2 * x1 * y1 + x1 * y0)) / 24;
  }
  return { area, x, y, xx, yy, xy };
}
