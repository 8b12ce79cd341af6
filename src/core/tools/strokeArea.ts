import { convexHull } from '../geometry/convexHull';
import { unite, type Rings } from '../geometry/booleans';
import { pointAt, pointCount, type FlatPoints } from '../geometry/polyline';
import { simplifyLine } from '../geometry/simplify';

/** How far the drawn way may be left to save corners, image pixels. */
const TOLERANCE_PX = 0.25;
/** How far the corners of a round tip may lie inside its circle, image pixels. */
const ARC_ERROR_PX = 0.1;
const MOST_CORNERS = 128;

/** The area that the brush's tip passes over, as rings: what a stroke takes from a polygon. */
export function strokeArea(points: FlatPoints, sizePx: number, tip: 'round' | 'square'): Rings {
  const corners = tipCorners(sizePx / 2, tip);
  const way = simplifyLine(points, TOLERANCE_PX);
  const pieces = Array.from({ length: Math.max(1, pointCount(way) - 1) }, (_, i) => {
    const next = Math.min(i + 1, pointCount(way) - 1);
    return [convexHull([...placed(corners, way, i), ...placed(corners, way, next)])];
  });
  return unite(pieces);
}

function tipCorners(half: number, tip: 'round' | 'square'): FlatPoints {
  if (tip === 'square') return [-half, -half, half, -half, half, half, -half, half];
  const turn = 2 * Math.acos(Math.max(0, 1 - ARC_ERROR_PX / Math.max(half, ARC_ERROR_PX)));
  const count = Math.min(MOST_CORNERS, Math.max(8, Math.ceil((2 * Math.PI) / turn)));
  return Array.from({ length: 2 * count }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / count;
    return half * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

function placed(corners: FlatPoints, way: FlatPoints, index: number): FlatPoints {
  const { x, y } = pointAt(way, index);
  return corners.map((value, i) => value + (i % 2 === 0 ? x : y));
}
