import { sameValue } from '../../annotation/document';
import type { FlatPoints } from '../../geometry/polyline';
import type { Rect } from '../../geometry/rect';
import { boxOf } from '../../shapes/box';
import type { Shape } from '../../shapes/index';
import type { Joint } from '../../shapes/shapeData';
import { mapped } from '../../shapes/splinePath';
import type { Tally } from './tally';

/** The shapes with every coordinate on the border of a pixel; boxes by their sides. Those that are so already stay. */
export function wholePixelsOf(shapes: readonly Shape[], tally: Tally): readonly Shape[] {
  const whole = shapes.map((shape) => {
    const moved = onGrid(shape);
    return sameValue(moved, shape) ? shape : moved;
  });
  if (whole.some((shape, i) => shape !== shapes[i]))
    tally.add('coordinates-rounded', 'annotations are rounded to whole pixels');
  return whole;
}

function onGrid(shape: Shape): Shape {
  switch (shape.kind) {
    case 'box':
      return boxOf(gridRect(shape.x, shape.y, shape.width, shape.height));
    case 'rotatedBox':
    case 'ellipse':
      return turnedOnGrid(shape);
    case 'polygon':
      return { ...shape, rings: shape.rings.map(gridPoints) };
    case 'polyline':
      return { ...shape, points: gridPoints(shape.points) };
    case 'point':
      return { ...shape, x: whole(shape.x), y: whole(shape.y) };
    case 'cuboid':
      return { ...shape, front: gridPoints(shape.front), back: gridPoints(shape.back) };
    case 'skeleton':
      return { ...shape, joints: Object.fromEntries(Object.entries(shape.joints).map(gridJoint)) };
    case 'spline':
      return mapped(shape, ({ x, y }) => ({ x: whole(x), y: whole(y) }));
    case 'mask':
      return shape;
  }
}

/** By the sides of what it is before it is turned. */
function turnedOnGrid(shape: Extract<Shape, { kind: 'rotatedBox' | 'ellipse' }>): Shape {
  const { cx, cy } = shape;
  const [rx, ry] = shape.kind === 'ellipse' ? [shape.rx, shape.ry] : [shape.width / 2, shape.height / 2];
  const { x, y, width, height } = gridRect(cx - rx, cy - ry, 2 * rx, 2 * ry);
  const centre = { cx: x + width / 2, cy: y + height / 2 };
  if (shape.kind === 'ellipse') return { ...shape, ...centre, rx: width / 2, ry: height / 2 };
  return { ...shape, ...centre, width, height };
}

function gridJoint([name, joint]: [string, Joint]): [string, Joint] {
  return [name, { ...joint, x: whole(joint.x), y: whole(joint.y) }];
}

function gridRect(x: number, y: number, width: number, height: number): Rect {
  const [left, top] = [whole(x), whole(y)];
  return { x: left, y: top, width: whole(x + width) - left, height: whole(y + height) - top };
}

function gridPoints(points: FlatPoints): FlatPoints {
  return points.map(whole);
}

/** Never -0. */
function whole(valuePx: number): number {
  return Math.round(valuePx) + 0;
}
