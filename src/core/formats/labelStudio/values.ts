import { normalAngle } from '../../geometry/angle';
import { rotatePoint, turn } from '../../geometry/rotate';
import type { Point } from '../../geometry/rect';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { fromBase64 } from '../lib/base64';
import { spansOfPng } from '../lib/pngSpans';
import { decodePng } from '../png/decodePng';
import { maskOfSpans } from '../../mask/rle';
import type { Anchor, Shape } from '../../shapes/shapeData';
import { decodeBrush } from './brush';

/*
 * Values of results and the shapes they mean. A value is in percent of the image's width and height; a rectangle turns
 * about its top left corner, in pixels (never in percent: a turned rectangle is none in those units). Ours are edge
 * coordinates in pixels of the upright image, and so are theirs once multiplied.
 * Sources: HumanSignal/label-studio: web/libs/editor/src/regions/*.jsx (`serialize`), VectorRegion.jsx,
 * components/KonvaVector.
 */

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A value that was understood. `keeps` says that writing the shape would not give all of the value again. */
export interface ReadValue {
  readonly shape: Shape;
  readonly keeps?: true;
}

type Reader = (value: JsonObject, size: Size) => ReadValue | string;

/** By the type of a result without its `labels`. */
export const VALUE_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['rectangle', rectangleOf],
  ['ocr', rectangleOf],
  ['ellipse', ellipseOf],
  ['polygon', polygonOf],
  ['keypoint', keypointOf],
  ['vector', vectorOf],
  ['brush', brushOf],
  ['magicwand', brushOf],
  ['bitmask', bitmaskOf],
]);

/** The kind of value that a result holds: by its type, or by what stands in it (`labels`, `choices` of a region). */
export function valueKind(type: string, value: JsonObject): string | undefined {
  const base = type.endsWith('labels') ? type.slice(0, -'labels'.length) : type;
  if (VALUE_READERS.has(base)) return base;
  if (type.startsWith('video') || type.startsWith('timeseries')) return undefined;
  if (value['rle'] !== undefined) return 'brush';
  if (value['imageDataURL'] !== undefined) return 'bitmask';
  if (value['vertices'] !== undefined) return 'vector';
  if (value['points'] !== undefined) return 'polygon';
  if (value['radiusX'] !== undefined) return 'ellipse';
  if (typeof value['x'] !== 'number' || typeof value['y'] !== 'number') return undefined;
  return value['height'] === undefined ? 'keypoint' : 'rectangle';
}

function numbers(value: JsonObject, keys: readonly string[]): readonly number[] | string {
  const wrong = keys.find((key) => typeof value[key] !== 'number' || !Number.isFinite(value[key]));
  return wrong === undefined ? keys.map((key) => Number(value[key])) : `"${wrong}" is not a number`;
}

/** Degrees. */
export const FULL_TURN = 360;

function rectangleOf(value: JsonObject, { widthPx, heightPx }: Size): ReadValue | string {
  const read = numbers(value, ['x', 'y', 'width', 'height']);
  if (typeof read === 'string') return read;
  const [px, py, pw, ph] = read as readonly [number, number, number, number];
  const [x, y] = [(px * widthPx) / 100, (py * heightPx) / 100];
  const [width, height] = [(pw * widthPx) / 100, (ph * heightPx) / 100];
  if (width < 0 || height < 0) return 'its width or height is negative';
  const angle = angleOf(value['rotation']);
  if (angle === undefined) return '"rotation" is not a number';
  // A full turn is how a rotated box says that it is one.
  if (angle === 0 && value['rotation'] !== FULL_TURN) return { shape: { kind: 'box', x, y, width, height } };
  const centre = rotatePoint({ x: x + width / 2, y: y + height / 2 }, angle, { x, y });
  return { shape: { kind: 'rotatedBox', cx: centre.x, cy: centre.y, width, height, angle } };
}

function angleOf(rotation: Json | undefined): number | undefined {
  if (rotation === undefined || rotation === null) return 0;
  return typeof rotation === 'number' && Number.isFinite(rotation) ? normalAngle(rotation) : undefined;
}

/** The top left corner before the turn, which is the pivot. */
export function pivotOf(shape: Extract<Shape, { kind: 'rotatedBox' }>): Point {
  const [cos, sin] = turn(shape.angle);
  const [u, v] = [shape.width / 2, shape.height / 2];
  return { x: shape.cx - u * cos + v * sin, y: shape.cy - u * sin - v * cos };
}

function ellipseOf(value: JsonObject, { widthPx, heightPx }: Size): ReadValue | string {
  const read = numbers(value, ['x', 'y', 'radiusX', 'radiusY']);
  if (typeof read === 'string') return read;
  const [x, y, rx, ry] = read as readonly [number, number, number, number];
  const angle = angleOf(value['rotation']);
  if (angle === undefined || rx < 0 || ry < 0) return 'its radius is negative, or "rotation" is not a number';
  const [cx, cy] = [(x * widthPx) / 100, (y * heightPx) / 100];
  return { shape: { kind: 'ellipse', cx, cy, rx: (rx * widthPx) / 100, ry: (ry * heightPx) / 100, angle } };
}

function polygonOf(value: JsonObject, { widthPx, heightPx }: Size): ReadValue | string {
  const { points, closed } = value;
  if (!isArray(points) || points.length === 0) return '"points" is not a list of points';
  const flat: number[] = [];
  for (const point of points) {
    const [x, y] = isArray(point) ? point : [];
    if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
      return '"points" has something that is no [x, y]';
    flat.push((x * widthPx) / 100, (y * heightPx) / 100);
  }
  if (flat.length === 2) return { shape: { kind: 'point', x: flat[0] ?? 0, y: flat[1] ?? 0 }, keeps: true };
  if (flat.length < 6 || closed === false) return { shape: { kind: 'polyline', points: flat }, keeps: true };
  return { shape: { kind: 'polygon', rings: [flat] } };
}

function keypointOf(value: JsonObject, { widthPx, heightPx }: Size): ReadValue | string {
  const read = numbers(value, ['x', 'y']);
  if (typeof read === 'string') return read;
  const [x = 0, y = 0] = read;
  return { shape: { kind: 'point', x: (x * widthPx) / 100, y: (y * heightPx) / 100 } };
}

interface Vertex extends Point {
  readonly id: string | undefined;
  readonly previous: string | undefined;
  readonly into?: Point;
  readonly out?: Point;
}

function vectorOf(value: JsonObject, size: Size): ReadValue | string {
  const { vertices, closed } = value;
  const read = isArray(vertices) ? vertices.map((vertex) => vertexOf(vertex, size)) : [];
  const path = read.filter((vertex) => vertex !== undefined);
  if (path.length === 0 || path.length < read.length) return '"vertices" is not a list of points';
  if (isBranched(path)) return 'its path branches, which a line cannot';
  const flat = path.flatMap(({ x, y }) => [x, y]);
  if (path.some(({ into, out }) => into ?? out))
    return path.length < 2
      ? 'it has one point only'
      : { shape: { kind: 'spline', closed: closed === true, anchors: anchorsOf(path, closed === true) } };
  if (path.length === 1) return { shape: { kind: 'point', x: flat[0] ?? 0, y: flat[1] ?? 0 }, keeps: true };
  if (closed === true && path.length >= 3) return { shape: { kind: 'polygon', rings: [flat] }, keeps: true };
  return { shape: { kind: 'polyline', points: flat } };
}

function vertexOf(json: Json, size: Size): Vertex | undefined {
  if (isArray(json)) return vertexOf({ x: json[0] ?? null, y: json[1] ?? null }, size);
  if (!isObject(json)) return undefined;
  const at = pointOf(json, size);
  if (!at) return undefined;
  const { id, prevPointId, isBezier, controlPoint1, controlPoint2 } = json;
  const [into, out] = [controlPoint1, controlPoint2].map((control) =>
    isBezier === true && isObject(control) ? pointOf(control, size) : undefined,
  );
  return {
    ...at,
    id: typeof id === 'string' ? id : undefined,
    previous: typeof prevPointId === 'string' ? prevPointId : undefined,
    ...(into && { into }),
    ...(out && { out }),
  };
}

function pointOf({ x, y }: JsonObject, { widthPx, heightPx }: Size): Point | undefined {
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
    return undefined;
  return { x: (x * widthPx) / 100, y: (y * heightPx) / 100 };
}

/** True unless every vertex follows on the one before it in the list (a closed path's first may follow its last). */
function isBranched(path: readonly Vertex[]): boolean {
  return path.some(({ previous }, i) => {
    const before = path[(i + path.length - 1) % path.length]?.id;
    return previous !== undefined && previous !== '' && before !== undefined && previous !== before;
  });
}

/** Where only one end of a piece has a control point, the editor puts the other one at three tenths of its length. */
const SHARE = 0.3;

function anchorsOf(path: readonly Vertex[], isClosed: boolean): readonly Anchor[] {
  return path.map((vertex, i): Anchor => {
    const before = i === 0 && !isClosed ? undefined : path.at(i - 1);
    const after = i === path.length - 1 && !isClosed ? undefined : path[(i + 1) % path.length];
    const into = vertex.into ?? (before?.out ? between(vertex, before) : vertex);
    const out = vertex.out ?? (after?.into ? between(vertex, after) : vertex);
    return { x: vertex.x, y: vertex.y, inX: into.x, inY: into.y, outX: out.x, outY: out.y };
  });
}

function between(from: Point, to: Point): Point {
  return { x: from.x + (to.x - from.x) * SHARE, y: from.y + (to.y - from.y) * SHARE };
}

function brushOf(value: JsonObject, { widthPx, heightPx }: Size): ReadValue | string {
  const { rle } = value;
  if (!isArray(rle) || !rle.every((byte) => typeof byte === 'number')) return '"rle" is not a list of bytes';
  const brush = decodeBrush(rle as readonly number[], widthPx, heightPx);
  if (typeof brush === 'string') return brush;
  if (!brush.mask) return 'its brush covers no pixel';
  return { shape: brush.mask, ...(brush.isSoft && { keeps: true as const }) };
}

function bitmaskOf(value: JsonObject, size: Size): ReadValue | string {
  const url = value['imageDataURL'];
  const match = typeof url === 'string' ? /^data:image\/png;base64,/.exec(url) : null;
  if (!match || typeof url !== 'string') return '"imageDataURL" is no PNG as a data URL';
  const bytes = fromBase64(url.slice(match[0].length));
  const png = bytes ? decodePng(bytes) : 'it is no Base64';
  if (typeof png === 'string') return `its bitmask cannot be read: ${png}`;
  if (png.widthPx !== size.widthPx || png.heightPx !== size.heightPx)
    return `its bitmask has ${png.widthPx} x ${png.heightPx} pixels, and the image ${size.widthPx} x ${size.heightPx}`;
  const mask = maskOfSpans(spansOfPng(png));
  return mask ? { shape: mask, keeps: true } : 'its bitmask has no pixel set';
}
