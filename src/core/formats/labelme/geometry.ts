import { angleOf, normalAngle } from '../../geometry/angle';
import { distance } from '../../geometry/polyline';
import { rectOfCorners, type Point } from '../../geometry/rect';
import { rectOfFour } from '../../geometry/minAreaRect';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { RotatedBox, Shape, Skeleton } from '../../shapes/shapeData';
import { maskOfCrop } from './maskCrop';
import { OWN_KEY } from './ownFacts';

/*
 * What the shapes of a LabelMe file mean. Frame: edge coordinates in pixels of the upright image, as ours.
 * Sources: wkentaro/labelme: labelme/_label_file.py, _utils/shape.py; CVHub520/X-AnyLabeling:
 * anylabeling/views/labeling/shape.py (`rotation`, `quadrilateral`, `cuboid`, rectangles of four corners).
 */

/** A shape of a file, by its `shape_type`; or a sentence that says what is wrong with it. */
export function shapeOfJson(type: string, points: readonly Point[], json: JsonObject): Shape | string {
  const read = READERS.get(type);
  if (!read) return `its shape_type "${type.slice(0, 40)}" is none of LabelMe or X-AnyLabeling`;
  return points.length === 0 ? 'it has no points' : read(points, json);
}

type Reader = (points: readonly Point[], json: JsonObject) => Shape | string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['polygon', polygonOf],
  ['quadrilateral', polygonOf],
  ['rectangle', rectangleOf],
  ['oriented_rectangle', orientedOf],
  ['rotation', orientedOf],
  ['circle', circleOf],
  ['point', pathOf],
  ['points', pointsOf],
  ['line', pathOf],
  ['linestrip', pathOf],
  ['cuboid', cuboidOf],
  ['mask', maskOf],
]);

export function pointsOfJson(value: Json | undefined): readonly Point[] | undefined {
  if (!isArray(value)) return undefined;
  const points = value.map((point) =>
    isArray(point) && isFinitePair(point) ? { x: point[0], y: point[1] } : undefined,
  );
  return points.every((point) => point !== undefined) ? points : undefined;
}

function isFinitePair(value: readonly Json[]): value is readonly [number, number] {
  return value.length === 2 && value.every((each) => typeof each === 'number' && Number.isFinite(each));
}

export function flat(points: readonly Point[]): readonly number[] {
  return points.flatMap(({ x, y }) => [x, y]);
}

/** Two points or one cannot be an area: LabelMe loads them, so they are kept as what they look like. */
function polygonOf(points: readonly Point[], json: JsonObject): Shape | string {
  const ellipse = ellipseOf(json);
  if (ellipse) return ellipse;
  return points.length < 3 ? pathOf(points) : { kind: 'polygon', rings: [flat(points)] };
}

/** An ellipse that was written as a polygon and has not been changed since. */
function ellipseOf(json: JsonObject): Shape | undefined {
  const own = json[OWN_KEY];
  const numbers = isObject(own) && isArray(own['ellipse']) ? own['ellipse'] : [];
  const [cx, cy, rx, ry, angle] = numbers.filter((each) => typeof each === 'number');
  if (cx === undefined || cy === undefined || rx === undefined || ry === undefined || angle === undefined)
    return undefined;
  const ellipse = { kind: 'ellipse', cx, cy, rx, ry, angle: normalAngle(angle) } as const;
  const expected = ellipsePoints(ellipse);
  const points = pointsOfJson(json['points']) ?? [];
  const isSame =
    points.length === expected.length &&
    points.every((point, i) => distance(point, expected[i] ?? { x: NaN, y: NaN }) < 0.01);
  return isSame && rx >= 0 && ry >= 0 ? ellipse : undefined;
}

const ELLIPSE_POINTS = 72;

/** The polygon that stands for an ellipse where only circles are known. */
export function ellipsePoints(ellipse: {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
}): readonly Point[] {
  const [cos, sin] = [Math.cos((ellipse.angle * Math.PI) / 180), Math.sin((ellipse.angle * Math.PI) / 180)];
  return Array.from({ length: ELLIPSE_POINTS }, (_, i) => {
    const turn = (2 * Math.PI * i) / ELLIPSE_POINTS;
    const [u, v] = [ellipse.rx * Math.cos(turn), ellipse.ry * Math.sin(turn)];
    return { x: ellipse.cx + u * cos - v * sin, y: ellipse.cy + u * sin + v * cos };
  });
}

/** Two opposite corners in any order, or (X-AnyLabeling since 2.2) four. */
function rectangleOf(points: readonly Point[]): Shape | string {
  const [a, b] = points;
  if (a && b && points.length === 2) return { kind: 'box', ...rectOfCorners(a, b) };
  if (points.length !== 4) return `a rectangle has 2 points, or 4, and this one has ${points.length}`;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [low, high] = [
    { x: Math.min(...xs), y: Math.min(...ys) },
    { x: Math.max(...xs), y: Math.max(...ys) },
  ];
  return { kind: 'box', ...rectOfCorners(low, high) };
}

function orientedOf(points: readonly Point[]): Shape | string {
  if (points.length !== 4) return `a rectangle of any angle has 4 points, and this one has ${points.length}`;
  const rect = rectOfFour(flat(points)) ?? flatRect(points);
  return { kind: 'rotatedBox', ...rect };
}

/** Four corners without an area: the width still runs from the first to the second. */
function flatRect(points: readonly Point[]): Omit<RotatedBox, 'kind'> {
  const [a, b, c] = points as readonly [Point, Point, Point, Point];
  const [width, height] = [distance(a, b), distance(b, c)];
  const angle = width > 0 ? angleOf(b.x - a.x, b.y - a.y) : normalAngle(angleOf(c.x - b.x, c.y - b.y) - 90);
  const centre = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / 4;
  return { cx: centre(points.map(({ x }) => x)), cy: centre(points.map(({ y }) => y)), width, height, angle };
}

function circleOf([centre, rim, ...rest]: readonly Point[], json: JsonObject): Shape | string {
  if (!centre || !rim || rest.length > 0) return 'a circle has 2 points: its centre and one on its rim';
  const radius = distance(centre, rim);
  const own = json[OWN_KEY];
  const turned = isObject(own) && typeof own['angle'] === 'number' ? normalAngle(own['angle']) : 0;
  return { kind: 'ellipse', cx: centre.x, cy: centre.y, rx: radius, ry: radius, angle: turned };
}

function pathOf(points: readonly Point[]): Shape {
  const [only] = points;
  if (only && points.length === 1) return { kind: 'point', x: only.x, y: only.y };
  return { kind: 'polyline', points: flat(points) };
}

/** A set of points, which are joints by the names of our own key, or else by their numbers from 1. */
function pointsOf(points: readonly Point[], json: JsonObject): Shape | string {
  const own = json[OWN_KEY];
  const names = isObject(own) && isArray(own['joints']) ? own['joints'] : [];
  const hidden = new Set(isObject(own) && isArray(own['occluded']) ? own['occluded'] : []);
  const isNamed = names.length === points.length && new Set(names).size === names.length;
  const joints = points.map(({ x, y }, i) => {
    const name = names[i];
    const key = isNamed && typeof name === 'string' ? name : String(i + 1);
    return [key, { x, y, visibility: hidden.has(key) ? 1 : 2 }] as const;
  });
  return { kind: 'skeleton', joints: Object.fromEntries(joints) } satisfies Skeleton;
}

function cuboidOf(points: readonly Point[]): Shape | string {
  if (points.length !== 8) return `a cuboid has 8 points, and this one has ${points.length}`;
  return { kind: 'cuboid', front: flat(points.slice(0, 4)), back: flat(points.slice(4)) };
}

function maskOf([origin]: readonly Point[], json: JsonObject): Shape | string {
  const { mask } = json;
  if (typeof mask !== 'string' || !origin) return 'a mask needs "mask", a PNG in Base64, and points';
  return maskOfCrop(mask, origin);
}
