import type { Annotation, Flag } from '../../annotation/annotation';
import type { Json, JsonObject } from '../../json/json';
import { boxOf } from '../../shapes/box';
import { cuboidOf } from '../../shapes/cuboid';
import type { Shape } from '../../shapes/index';
import { polygonOf } from '../../shapes/polygon';
import { polylineOf } from '../../shapes/polyline';
import type { Joint } from '../../shapes/shapeData';
import { skeletonOf } from '../../shapes/skeleton';
import { maskOfRle } from '../coco/rle';
import { list, object, text, type Categories } from './categories';

/** Attributes that say what flags say. */
export const FLAG_NAMES: Readonly<Record<string, Flag>> = {
  occluded: 'occluded',
  truncated: 'truncated',
  difficult: 'difficult',
  is_crowd: 'crowd',
};
const KNOWN = new Set([
  'id',
  'type',
  'attributes',
  'group',
  'label_id',
  'z_order',
  'bbox',
  'points',
  'rle',
  'visibility',
]);
/** Corners 1 to 8 of a cuboid: front, back, back, front above; back, back, front, front below. */
export const CUBOID_FRONT = [0, 3, 6, 7];
export const CUBOID_BACK = [1, 2, 5, 4];

type Size = { readonly widthPx: number; readonly heightPx: number };

/** The shapes of an annotation; a sentence when there is something wrong with it, undefined for what has no shape. */
export function shapesOf(
  entry: JsonObject,
  categories: Categories,
  size: Size,
): readonly Shape[] | string | undefined {
  switch (text(entry['type']) ?? '') {
    case 'bbox': {
      const [x, y, width, height] = numbers(entry['bbox'], 4) ?? [];
      const isBox = x !== undefined && y !== undefined && (width ?? -1) >= 0 && (height ?? -1) >= 0;
      if (!isBox) return 'its bbox is not [x, y, width, height]';
      return [boxOf({ x, y, width: width ?? 0, height: height ?? 0 })];
    }
    case 'polygon':
      return ofPoints(entry, 3, (points) => polygonOf(points));
    case 'polyline':
      return ofPoints(entry, 2, (points) => polylineOf(points));
    case 'ellipse':
      return ellipseOf(entry);
    case 'points':
      return pointsOf(entry, categories);
    case 'mask':
      return maskFrom(entry, size);
    case 'cuboid_2d':
      return cuboidFrom(entry);
    default:
      return undefined;
  }
}

function ofPoints(
  entry: JsonObject,
  least: number,
  made: (points: readonly number[]) => Shape,
): Shape[] | string {
  const points = numbers(entry['points']);
  if (!points || points.length % 2 === 1 || points.length < 2 * least)
    return `its points are not ${least} or more [x, y, x, y, ...]`;
  return [made(points)];
}

function ellipseOf(entry: JsonObject): Shape[] | string {
  const [x1, y1, x2, y2] = numbers(entry['points'], 4) ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return 'its points are not [x1, y1, x2, y2]';
  const [rx, ry] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2];
  return [{ kind: 'ellipse', cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, rx, ry, angle: 0 }];
}

/** Keypoints where the class has as many; else points. */
function pointsOf(entry: JsonObject, { labels, joints }: Categories): Shape[] | string {
  const points = numbers(entry['points']);
  if (!points || points.length % 2 === 1 || points.length === 0) return 'its points are not [x, y, ...]';
  const label = typeof entry['label_id'] === 'number' ? labels[entry['label_id']] : undefined;
  const names = (label === undefined ? undefined : joints.get(label)) ?? [];
  const visibility = numbers(entry['visibility']);
  const at = (i: number) => ({ x: points[2 * i] ?? 0, y: points[2 * i + 1] ?? 0 });
  if (names.length === 0 || names.length !== points.length / 2)
    return Array.from({ length: points.length / 2 }, (_, i): Shape => ({ kind: 'point', ...at(i) }));
  const made = names.flatMap((name, i): [string, Joint][] => {
    const seen = visibility?.[i] ?? 2;
    return seen === 1 || seen === 2 ? [[name, { ...at(i), visibility: seen }]] : [];
  });
  return made.length > 0 ? [skeletonOf(made)] : 'none of its points is visible';
}

function maskFrom(entry: JsonObject, { widthPx, heightPx }: Size): Shape[] | string {
  const { mask, note } = maskOfRle(object(entry['rle']), widthPx, heightPx);
  return mask ? [mask] : (note ?? 'its mask is empty');
}

function cuboidFrom(entry: JsonObject): Shape[] | string {
  const corners = list(entry['points']).map((corner) => numbers(corner, 2));
  if (corners.length !== 8 || corners.some((corner) => !corner)) return 'its points are not 8 corners [x, y]';
  const face = (places: readonly number[]) => places.flatMap((i) => corners[i] ?? []);
  return [cuboidOf(face(CUBOID_FRONT), face(CUBOID_BACK))];
}

/** Finite numbers, exactly so many where `count` is given. */
export function numbers(value: Json | undefined, count?: number): readonly number[] | undefined {
  const all = list(value);
  if (count !== undefined && all.length !== count) return undefined;
  return all.every((each) => typeof each === 'number' && Number.isFinite(each))
    ? (all as number[])
    : undefined;
}

/** Everything but shape and label. */
export function factsOf(entry: JsonObject): Partial<Annotation> {
  const given = Object.entries(object(entry['attributes']));
  const score = given.find(([name, value]) => name === 'score' && typeof value === 'number')?.[1];
  const flags = given.filter(
    ([name, value]) => Object.hasOwn(FLAG_NAMES, name) && typeof value === 'boolean',
  );
  const taken = new Set([...flags.map(([name]) => name), ...(score === undefined ? [] : ['score'])]);
  const attributes = given.filter(([name]) => !taken.has(name));
  const { group, z_order: order, id } = entry;
  const rest = Object.entries(entry).filter(([key]) => !KNOWN.has(key));
  const own = { ...(id !== undefined && { id }), ...Object.fromEntries(rest) };
  return {
    ...(typeof score === 'number' && { score }),
    ...Object.fromEntries(flags.flatMap(([name, value]) => (value ? [[FLAG_NAMES[name], true]] : []))),
    ...(typeof group === 'number' && Number.isInteger(group) && group > 0 && { group }),
    ...(typeof order === 'number' && order !== 0 && { order }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
    ...(Object.keys(own).length > 0 && { extra: { datumaro: own } }),
  };
}
