import { turn } from '../../../geometry/rotate';
import type { Ellipse } from '../../../shapes/shapeData';

const TOLERANCE_PX = 0.1;
const MOST_CORNERS = 4096;

/** The ring of points on an ellipse, its four axis ends among them, that is off by 0.1 px at most. */
export function ellipseRing({ cx, cy, rx, ry, angle }: Ellipse): number[] {
  const count = cornersOf(Math.max(rx, ry));
  const [cos, sin] = turn(angle);
  return Array.from({ length: count }, (_, i) => {
    const [u, v] = turn((360 * i) / count);
    return [cx + u * rx * cos - v * ry * sin, cy + u * rx * sin + v * ry * cos];
  }).flat();
}

/** Between two corners a circle lies r (1 - cos(step / 2)) outside of their chord. */
function cornersOf(radiusPx: number): number {
  if (radiusPx <= TOLERANCE_PX) return 4;
  const step = 2 * Math.acos(1 - TOLERANCE_PX / radiusPx);
  return Math.min(MOST_CORNERS, 4 * Math.ceil(Math.PI / 2 / step));
}
