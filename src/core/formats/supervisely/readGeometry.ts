import { unzlibBounded } from './unzlibBounded';
import { normalAngle } from '../../geometry/angle';
import type { FlatPoints } from '../../geometry/polyline';
import type { Json, JsonObject } from '../../json/json';
import { maskOfSpans } from '../../mask/rle';
import { cuboidOf } from '../../shapes/cuboid';
import type { Shape } from '../../shapes/index';
import { polygonOf } from '../../shapes/polygon';
import { polylineOf } from '../../shapes/polyline';
import type { Joint } from '../../shapes/shapeData';
import { skeletonOf } from '../../shapes/skeleton';
import { list, object, text } from '../datumaro/categories';
import { numbers } from '../datumaro/readAnnotation';
import { fromBase64 } from '../lib/base64';
import { spansOfPng } from '../lib/pngSpans';
import { isPng } from '../png/chunks';
import { decodePng } from '../png/decodePng';
import type { Meta } from './meta';

export const CUBOID_VERTICES = ['face1', 'face2'].map((face) =>
  ['topleft', 'topright', 'bottomright', 'bottomleft'].map((corner) => `${face}-${corner}`),
);

/** The shape of an object, or a sentence that says what is wrong with it. `shiftPx` is added to corners. */
export function shapeOf(entry: JsonObject, meta: Meta, shiftPx: number): Shape | string {
  const points = object(entry['points']);
  const exterior = flat(points['exterior'], shiftPx);
  switch (text(entry['geometryType']) ?? text(entry['shape']) ?? '') {
    case 'rectangle':
      return rectangle(flat(points['exterior'], 0));
    case 'oriented_bbox':
      return oriented(flat(entry['points'], 0), entry['angle']);
    case 'polygon':
      return polygon([[points['exterior'] ?? null, ...list(points['interior'])]], shiftPx);
    case 'multipolygon':
      return polygon(
        list(entry['parts'])
          .map(object)
          .map((part) => [part['exterior'] ?? null, ...list(part['interior'])]),
        shiftPx,
      );
    case 'line':
      return exterior && exterior.length >= 4 ? polylineOf(exterior) : 'a line needs two points';
    case 'point':
      return exterior?.length === 2
        ? { kind: 'point', x: exterior[0] ?? 0, y: exterior[1] ?? 0 }
        : 'a point needs one';
    case 'bitmap':
    case 'alpha_mask':
      return bitmap(object(entry['bitmap']));
    case 'graph':
      return graph(object(entry['nodes']), meta.nodes.get(text(entry['classTitle']) ?? ''), shiftPx);
    case 'cuboid_2d':
      return cuboid(object(entry['vertices']), shiftPx);
    default:
      return `its geometry "${text(entry['geometryType']) ?? ''}" is none that is known here`;
  }
}

/** [[x, y], ...] as [x, y, ...]. */
function flat(value: Json | undefined, shiftPx: number): FlatPoints | undefined {
  const pairs = list(value).map((pair) => numbers(pair, 2));
  return pairs.every((pair) => pair !== undefined)
    ? pairs.flatMap((pair) => pair.map((v) => v + shiftPx))
    : undefined;
}

/** Whole numbers are pixels, the last one inside; others are borders. */
function sidesOf(points: FlatPoints | undefined) {
  if (points?.length !== 4) return undefined;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points;
  const last = points.every(Number.isInteger) ? 1 : 0;
  const [x, y] = [Math.min(x1, x2), Math.min(y1, y2)];
  return { x, y, width: Math.abs(x2 - x1) + last, height: Math.abs(y2 - y1) + last };
}

function rectangle(points: FlatPoints | undefined): Shape | string {
  const sides = sidesOf(points);
  return sides ? { kind: 'box', ...sides } : 'a rectangle has two corners [[left, top], [right, bottom]]';
}

function oriented(points: FlatPoints | undefined, angle: Json | undefined): Shape | string {
  const sides = sidesOf(points);
  if (!sides || typeof angle !== 'number' || !Number.isFinite(angle))
    return 'an oriented box has two corners and an angle';
  const { x, y, width, height } = sides;
  const degrees = normalAngle((angle * 180) / Math.PI);
  return { kind: 'rotatedBox', cx: x + width / 2, cy: y + height / 2, width, height, angle: degrees };
}

/** Each part is its outer ring and its holes. */
function polygon(parts: readonly (readonly Json[])[], shiftPx: number): Shape | string {
  const rings = parts.flat().map((ring) => flat(ring, shiftPx));
  const isRight = rings.length > 0 && rings.every((ring) => ring !== undefined && ring.length >= 6);
  return isRight ? polygonOf(...(rings as number[][])) : 'a ring of a polygon needs three points [x, y]';
}

const MOST_BYTES = 100_000_000;

/** Base64 of zlib of a PNG, or of a PNG alone. */
function bitmap({ data, origin }: JsonObject): Shape | string {
  const [x, y] = numbers(origin, 2) ?? [];
  const packed = typeof data === 'string' ? fromBase64(data) : undefined;
  if (x === undefined || y === undefined || !packed) return 'a bitmap has data and an origin [x, y]';
  const bytes = isPng(packed) ? packed : unzlibBounded(packed, MOST_BYTES);
  const png = typeof bytes === 'string' ? bytes : decodePng(bytes);
  if (typeof png === 'string') return `its bitmap cannot be read: ${png}`;
  return maskOfSpans(spansOfPng(png, Math.floor(x), Math.floor(y))) ?? 'its bitmap has no pixel set';
}

function graph(
  nodes: JsonObject,
  names: ReadonlyMap<string, string> | undefined,
  shiftPx: number,
): Shape | string {
  const joints = Object.entries(nodes).flatMap(([id, node]): [string, Joint][] => {
    const { loc, disabled } = object(node);
    const [x, y] = numbers(loc, 2) ?? [];
    if (x === undefined || y === undefined || disabled === true) return [];
    return [[names?.get(id) ?? id, { x: x + shiftPx, y: y + shiftPx, visibility: 2 }]];
  });
  return joints.length > 0 ? skeletonOf(joints) : 'a graph has nodes {"id": {"loc": [x, y]}}';
}

function cuboid(vertices: JsonObject, shiftPx: number): Shape | string {
  const byName = new Map(Object.entries(vertices));
  const faces = CUBOID_VERTICES.map((names) => names.map((name) => object(byName.get(name))['loc'] ?? null));
  const [front, back] = faces.map((face) => flat(face, shiftPx));
  return front && back ? cuboidOf(front, back) : 'a cuboid has eight vertices';
}
