import { FLAGS, type Flag } from '../../annotation/annotation';
import { isArray, isObject, restOf, type Json, type JsonObject } from '../../json/json';
import type { Point } from '../../geometry/rect';
import type { Shape } from '../../shapes/index';
import { cornersOf } from '../../shapes/rotatedBox';
import { plain } from '../lib/plainSum';
import { pointsOfJson, shapeOfJson } from './geometry';
import { OWN_KEY } from './ownFacts';
import { usualType } from './usualType';

/** One entry of `shapes`, understood. */
export interface ReadShape {
  readonly type: string;
  readonly label: string;
  readonly shape: Shape;
  readonly groupId: number | string | undefined;
  readonly facts: ShapeFacts;
  /** Our own key, as it stands. */
  readonly own: JsonObject;
  /** What only LabelMe's family knows, for writing it back. */
  readonly extra: JsonObject;
  /** What is odd about it, though it was read; a sentence. */
  readonly odd?: string;
}

export interface ShapeFacts {
  readonly flags: readonly Flag[];
  readonly score?: number;
  readonly text?: string;
  readonly locked?: true;
  readonly attributes?: JsonObject;
}

const KNOWN: ReadonlySet<string> = new Set([
  'label',
  'points',
  'group_id',
  'description',
  'shape_type',
  'flags',
  'mask',
  'score',
  'difficult',
  'attributes',
  'locked',
  OWN_KEY,
]);

/** Reads one entry of `shapes`, or says in a sentence why it cannot be. */
export function readShape(json: Json): ReadShape | string {
  if (!isObject(json)) return 'it is not an object';
  const type = json['shape_type'] ?? 'polygon';
  const points = pointsOfJson(json['points']);
  if (typeof type !== 'string') return '"shape_type" is not a text';
  if (!points) return '"points" is not a list of [x, y] in finite numbers';
  const shape = shapeOfJson(type, points, json);
  if (typeof shape === 'string') return shape;
  const { label, odd } = labelOf(json['label']);
  if (label === undefined) return '"label" is missing';
  const own = json[OWN_KEY];
  const oddity = odd ?? skewOf(shape, points);
  return {
    type,
    label,
    shape,
    groupId: groupIdOf(json['group_id']),
    facts: factsOf(json),
    own: isObject(own) ? own : {},
    extra: extraOf(json, type, shape),
    ...(oddity !== undefined && { odd: oddity }),
  };
}

const SKEW_PX = 0.5;

/** Four corners that are no rectangle became the smallest one around them. */
function skewOf(shape: Shape, points: readonly Point[]): string | undefined {
  if (shape.kind !== 'rotatedBox') return undefined;
  const corners = cornersOf(shape);
  const isNear = ({ x, y }: Point): boolean =>
    [0, 2, 4, 6].some((i) => Math.hypot((corners[i] ?? 0) - x, (corners[i + 1] ?? 0) - y) <= SKEW_PX);
  return points.every(isNear)
    ? undefined
    : 'its four corners are no rectangle; the smallest one around them is read';
}

/** The class that an entry names, and what is odd about it. */
export function labelOf(value: Json | undefined): { label?: string; odd?: string } {
  if (typeof value === 'string' && value !== '') return { label: value };
  if (value === '') return { label: 'unlabelled', odd: 'its label is empty; it is read as "unlabelled"' };
  if (typeof value === 'number' || typeof value === 'boolean')
    return { label: String(value), odd: `its label ${value} is not a text; LabelMe refuses the file` };
  return {};
}

function groupIdOf(value: Json | undefined): number | string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function factsOf(json: JsonObject): ShapeFacts {
  const { score, description, locked } = json;
  const attributes = attributesOf(json);
  return {
    flags: FLAGS.filter((flag) => saysFlag(json, flag)),
    ...(typeof score === 'number' && { score }),
    ...(typeof description === 'string' && description !== '' && { text: description }),
    ...(locked === true && { locked }),
    ...(attributes.length > 0 && { attributes: Object.fromEntries(attributes) }),
  };
}

function saysFlag({ flags, difficult }: JsonObject, flag: Flag): boolean {
  return (isObject(flags) && flags[flag] === true) || (flag === 'difficult' && difficult === true);
}

/** Flags that are not ours are attributes that are true or false; X-AnyLabeling has attributes of its own. */
export function attributesOf({ flags, attributes }: JsonObject): readonly (readonly [string, Json])[] {
  const asFlags = isObject(flags)
    ? Object.entries(flags).filter(([name, value]) => !isOurs(name, value))
    : [];
  return [...asFlags, ...(isObject(attributes) ? Object.entries(attributes) : [])];
}

function isOurs(name: string, value: Json): boolean {
  return typeof value === 'boolean' && FLAGS.some((flag) => flag === name);
}

function extraOf(json: JsonObject, type: string, shape: Shape): JsonObject {
  const { points, group_id: groupId, flags, attributes } = json;
  const keys = restOf(json, KNOWN);
  const isReproduced = type === usualType(shape);
  const falseFlags = isObject(flags) ? FLAGS.filter((flag) => flags[flag] === false) : [];
  return {
    ...(!isReproduced && { type }),
    ...(keepsPoints(type, shape, points) && points !== undefined && { points }),
    ...(groupId !== undefined && groupId !== null && { group_id: groupId }),
    ...(falseFlags.length > 0 && { false: falseFlags }),
    ...(flags !== undefined && flags !== null && !isObject(flags) && { flags }),
    ...(attributes !== undefined && !isObject(attributes) && { attributes }),
    ...(keys && { keys }),
  };
}

/** Corners of boxes in another order, rims of circles and corners of turned boxes do not come back by themselves. */
function keepsPoints(type: string, shape: Shape, points: Json | undefined): boolean {
  if (type === 'circle' || shape.kind === 'rotatedBox') return true;
  if (shape.kind !== 'box' || !isArray(points)) return false;
  const { x, y, width, height } = shape;
  const [right, bottom] = [plain(x + width), plain(y + height)];
  const corners = points.length === 4 ? [x, y, right, y, right, bottom, x, bottom] : [x, y, right, bottom];
  return points.flat().some((value, i) => value !== corners[i]);
}
