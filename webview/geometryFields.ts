import { roundPx } from '../src/core/geometry/round';
import { kindOf, type Shape } from '../src/core/shapes/index';

/** A number of a shape that can be typed. */
export interface GeometryField {
  readonly name: string;
  readonly title: string;
  readonly value: number;
  readonly unit: 'px' | '°';
  readonly min?: number;
}

/** The numbers of a shape in the order in which they are shown; places and sizes in image pixels, angles in degrees. */
export function geometryOf(shape: Shape): readonly GeometryField[] {
  if (shape.kind === 'rotatedBox')
    return [...centre(shape), ...size(shape.width, shape.height), angle(shape.angle)];
  if (shape.kind === 'ellipse')
    return [
      ...centre(shape),
      px('rx', 'Radius 1', shape.rx, 0),
      px('ry', 'Radius 2', shape.ry, 0),
      angle(shape.angle),
    ];
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  const isFixed = shape.kind === 'point' || shape.kind === 'mask';
  return [...place(x, y), ...(isFixed ? [] : size(width, height))];
}

/** The shape with one of these numbers changed; the same shape when that cannot be. */
export function withGeometry(shape: Shape, name: string, value: number): Shape {
  const field = geometryOf(shape).find((each) => each.name === name);
  if (!field || !Number.isFinite(value) || value < (field.min ?? -Infinity)) return shape;
  if (shape.kind === 'box' || shape.kind === 'rotatedBox' || shape.kind === 'ellipse')
    return { ...shape, [name]: name === 'angle' ? ((value % 360) + 360) % 360 : value };
  return name === 'x' || name === 'y' ? moved(shape, name, value) : stretched(shape, name, value);
}

function moved(shape: Shape, axis: 'x' | 'y', to: number): Shape {
  const by = to - kindOf(shape).bounds(shape)[axis];
  return kindOf(shape).translate(shape, axis === 'x' ? by : 0, axis === 'y' ? by : 0);
}

/** Scaled along one axis; the left or top side of its bounds stays. */
function stretched(shape: Shape, name: string, to: number): Shape {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  const isWide = name === 'width';
  const now = isWide ? width : height;
  if (now <= 0 || to <= 0) return shape;
  const scaled = kindOf(shape).scale(shape, isWide ? to / now : 1, isWide ? 1 : to / now);
  return moved(moved(scaled, 'x', x), 'y', y);
}

function px(name: string, title: string, value: number, min?: number): GeometryField {
  return { name, title, value: roundPx(value), unit: 'px', ...(min !== undefined && { min }) };
}

function place(x: number, y: number): readonly GeometryField[] {
  return [px('x', 'X', x), px('y', 'Y', y)];
}

function centre({ cx, cy }: { readonly cx: number; readonly cy: number }): readonly GeometryField[] {
  return [px('cx', 'Centre X', cx), px('cy', 'Centre Y', cy)];
}

function size(width: number, height: number): readonly GeometryField[] {
  return [px('width', 'Width', width, 0), px('height', 'Height', height, 0)];
}

function angle(value: number): GeometryField {
  return { name: 'angle', title: 'Angle', value: Math.round(value * 100) / 100, unit: '°' };
}
