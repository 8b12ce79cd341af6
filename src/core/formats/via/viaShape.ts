import { normalAngle } from '../../geometry/angle';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Shape } from '../../shapes/shapeData';

const KNOWN: Readonly<Record<string, readonly string[]>> = {
  rect: ['x', 'y', 'width', 'height'],
  circle: ['cx', 'cy', 'r'],
  ellipse: ['cx', 'cy', 'rx', 'ry', 'theta'],
  polygon: ['all_points_x', 'all_points_y'],
  polyline: ['all_points_x', 'all_points_y'],
  point: ['cx', 'cy'],
};

/** A region's shape, or a sentence that says why it is none. */
export function shapeOfVia(value: Json | undefined): Shape | string {
  if (value === undefined || !isObject(value)) return 'it has no shape_attributes';
  const name = value['name'];
  const has = (key: string): number => {
    const number = value[key];
    return typeof number === 'number' && Number.isFinite(number) ? number : NaN;
  };
  if (name === 'rect')
    return checked({ kind: 'box', x: has('x'), y: has('y'), width: has('width'), height: has('height') });
  if (name === 'point') return checked({ kind: 'point', x: has('cx'), y: has('cy') });
  const [cx, cy] = [has('cx'), has('cy')];
  if (name === 'circle') return checked({ kind: 'ellipse', cx, cy, rx: has('r'), ry: has('r'), angle: 0 });
  if (name === 'ellipse') {
    const angle = normalAngle(((has('theta') || 0) * 180) / Math.PI);
    return checked({ kind: 'ellipse', cx, cy, rx: has('rx'), ry: has('ry'), angle });
  }
  if (name !== 'polygon' && name !== 'polyline') return `its shape is "${String(name).slice(0, 40)}"`;
  const points = pointsOf(value);
  if (typeof points === 'string') return points;
  if (name === 'polyline')
    return points.length < 4 ? 'it has fewer than 2 points' : { kind: 'polyline', points };
  return points.length < 6 ? 'it has fewer than 3 points' : { kind: 'polygon', rings: [points] };
}

function checked(shape: Shape): Shape | string {
  const wrong = Object.values(shape).some((value) => typeof value === 'number' && !Number.isFinite(value));
  return wrong ? 'its shape lacks a number' : shape;
}

function pointsOf(value: JsonObject): readonly number[] | string {
  const [xs, ys] = [value['all_points_x'], value['all_points_y']];
  if (!isArray(xs) || !isArray(ys) || xs.length !== ys.length)
    return 'its points are not two lists of one length';
  const points = xs.flatMap((x, i) => [x, ys[i] ?? null]);
  const isRight = points.every((each) => typeof each === 'number' && Number.isFinite(each));
  return isRight ? (points as readonly number[]) : 'one of its points is not a number';
}

/** Members that the shape's kind does not have, and that a circle was one. */
export function shapeExtra(value: JsonObject): JsonObject | undefined {
  const name = String(value['name']);
  const known = Object.hasOwn(KNOWN, name) ? (KNOWN[name] ?? []) : [];
  const rest = Object.entries(value).filter(([key]) => key !== 'name' && !known.includes(key));
  if (name === 'circle') rest.unshift(['name', name]);
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

/** The members of VIA's shape; undefined for kinds that it does not hold. */
export function viaShape(shape: Shape, extra: JsonObject | undefined): JsonObject | undefined {
  const made = plainShape(shape, extra?.['name'] === 'circle');
  return made && { ...made, ...extra, name: made['name'] ?? '' };
}

function plainShape(shape: Shape, wasCircle: boolean): JsonObject | undefined {
  if (shape.kind === 'box')
    return { name: 'rect', x: shape.x, y: shape.y, width: shape.width, height: shape.height };
  if (shape.kind === 'point') return { name: 'point', cx: shape.x, cy: shape.y };
  if (shape.kind === 'polygon') return withPoints('polygon', shape.rings[0] ?? []);
  if (shape.kind === 'polyline') return withPoints('polyline', shape.points);
  if (shape.kind !== 'ellipse') return undefined;
  const { cx, cy, rx, ry, angle } = shape;
  if (wasCircle && rx === ry && angle === 0) return { name: 'circle', cx, cy, r: rx };
  return { name: 'ellipse', cx, cy, rx, ry, theta: (angle * Math.PI) / 180 };
}

function withPoints(name: string, points: readonly number[]): JsonObject {
  const coordinate = (odd: number): number[] => points.filter((_, i) => i % 2 === odd);
  return { name, all_points_x: coordinate(0), all_points_y: coordinate(1) };
}
