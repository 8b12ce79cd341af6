import { ellipseOfMoments } from '../geometry/ellipseFit';
import { minAreaRect, rectOfFour } from '../geometry/minAreaRect';
import type { FlatPoints } from '../geometry/polyline';
import type { Rect } from '../geometry/rect';
import { maskOfShape } from '../mask/maskOfShape';
import { polygonOfMask } from '../mask/polygonOfMask';
import { boxOf } from '../shapes/box';
import { kindOf, type Shape, type ShapeKindName } from '../shapes/index';
import { outlineRings } from '../shapes/outlineRings';
import { flattened, splineOf } from '../shapes/splinePath';
import { smoothAnchors } from './smoothAnchors';

export interface ConvertOptions {
  /** How far a polygon may be off a mask's exact pixel border; 0 keeps every pixel's corner. Default 0.75. */
  readonly tolerancePx?: number;
}

/** Takes the steps off a pixel border and moves it by less than a pixel. */
const STEPS_PX = 0.75;

/**
 * A shape as another kind, or undefined where that makes no sense. To a box: the bounds. To a rotated box: four
 * corners as they are, else the smallest one around. To an ellipse: of the same moments, in a box the one that
 * touches its sides. To a polygon or a mask: the area. To a polyline or a spline: the outline. To a point: the middle
 * of the bounds. Masks hold only pixels in `within`, the image.
 */
export function convertShape(
  shape: Shape,
  toKind: ShapeKindName,
  within: Rect,
  options: ConvertOptions = {},
): Shape | undefined {
  const bounds = kindOf(shape).bounds(shape);
  if (toKind === 'box') return boxOf(bounds);
  if (toKind === 'mask') return maskOfShape(shape, within);
  if (toKind === 'polygon') return polygonFrom(shape, options);
  if (toKind === 'rotatedBox') return rotatedBoxFrom(shape);
  if (toKind === 'ellipse') return ellipseFrom(shape);
  if (toKind === 'point')
    return { kind: 'point', x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  return toKind === 'polyline' || toKind === 'spline' ? lineFrom(shape, toKind) : undefined;
}

function polygonFrom(shape: Shape, { tolerancePx = STEPS_PX }: ConvertOptions): Shape | undefined {
  if (shape.kind === 'mask') return polygonOfMask(shape, tolerancePx);
  const rings = shape.kind === 'polyline' ? [opened(shape.points)] : outlineRings(shape);
  return rings.length > 0 && rings.every((ring) => ring.length >= 6) ? { kind: 'polygon', rings } : undefined;
}

/** A line that ends where it began, without that second end. */
function opened(points: FlatPoints): FlatPoints {
  const isClosed = points[0] === points.at(-2) && points[1] === points.at(-1);
  return isClosed ? points.slice(0, -2) : points;
}

function rotatedBoxFrom(shape: Shape): Shape | undefined {
  if (shape.kind === 'box') {
    const { x, y, width, height } = shape;
    return { kind: 'rotatedBox', cx: x + width / 2, cy: y + height / 2, width, height, angle: 0 };
  }
  const points = pointsOf(shape);
  const rect = shape.kind === 'polygon' ? rectOfFour(points) : minAreaRect(points);
  return rect && { kind: 'rotatedBox', ...rect };
}

/** Points whose hull is the shape's: of its outline, or of the line itself. */
function pointsOf(shape: Shape): FlatPoints {
  if (shape.kind === 'polyline') return shape.points;
  if (shape.kind === 'spline') return flattened(shape);
  const rings = outlineRings(shape);
  return rings.length === 1 ? (rings[0] ?? []) : rings.flat();
}

function ellipseFrom(shape: Shape): Shape | undefined {
  if (shape.kind === 'box' || shape.kind === 'rotatedBox') {
    const angle = shape.kind === 'box' ? 0 : shape.angle;
    const [cx, cy] =
      shape.kind === 'box' ? [shape.x + shape.width / 2, shape.y + shape.height / 2] : [shape.cx, shape.cy];
    return { kind: 'ellipse', cx, cy, rx: shape.width / 2, ry: shape.height / 2, angle };
  }
  const fitted = ellipseOfMoments(outlineRings(shape));
  return fitted && { kind: 'ellipse', ...fitted };
}

/** Only one outline can be a line. */
function lineFrom(shape: Shape, toKind: 'polyline' | 'spline'): Shape | undefined {
  const isOpen = shape.kind === 'polyline' || (shape.kind === 'spline' && !shape.closed);
  const rings = isOpen ? [pointsOf(shape)] : outlineRings(shape);
  const [ring] = rings;
  if (!ring || rings.length !== 1 || ring.length < 4) return undefined;
  if (toKind === 'spline') return splineOf(smoothAnchors(ring, !isOpen), !isOpen);
  return { kind: 'polyline', points: isOpen ? ring : [...ring, ...ring.slice(0, 2)] };
}
