import { FLAGS, type Annotation } from '../../annotation/annotation';
import { sameValue } from '../../annotation/document';
import { printJson } from '../../json/exact';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { kindOf, type Shape } from '../../shapes/index';
import { pointsOfJson, shapeOfJson } from './geometry';
import { OWN_KEY } from './ownFacts';
import { block, blockOfMembers, printIndented, pythonFloat } from './pythonJson';
import type { Figure } from './figures';
import type { Style } from './style';

/** Where `shapes` entries stand in the file: two levels deep. */
const DEPTH = 2;

/** One entry of `shapes` as text, in the order of keys in which the program itself writes it. */
export function shapeText(
  annotation: Annotation,
  figure: Figure,
  groupId: number | string | null,
  own: JsonObject,
  style: Style,
): string {
  const keys = keysOf(figure).filter(([key]) => style === 'labelme' || !PLACED.has(key));
  const others = [...keys, ...(Object.keys(own).length > 0 ? [[OWN_KEY, own] as const] : [])];
  const members = style === 'labelme' ? labelmeMembers : xMembers;
  return blockOfMembers(
    [
      ...others.map(([key, value]) => [key, printIndented(value, DEPTH + 1)] as const),
      ...members(annotation, figure, groupId),
    ],
    DEPTH,
  );
}

/** Keys that X-AnyLabeling writes behind those that LabelMe knows. */
const PLACED: ReadonlySet<string> = new Set(['kie_linking', 'direction']);

function keysOf({ extra }: Figure): readonly (readonly [string, Json])[] {
  return isObject(extra['keys']) ? Object.entries(extra['keys']) : [];
}

type Members = readonly (readonly [key: string, text: string])[];

function labelmeMembers(annotation: Annotation, figure: Figure, groupId: number | string | null): Members {
  const { flags, attributes } = flagsAndAttributes(annotation, figure, false);
  const { score, locked } = annotation;
  return [
    ...(figure.isMain && score !== undefined ? [['score', printJson(score)] as const] : []),
    ...(Object.keys(attributes).length > 0
      ? [['attributes', printIndented(attributes, DEPTH + 1)] as const]
      : []),
    ...(figure.isMain && locked ? [['locked', 'true'] as const] : []),
    ['label', JSON.stringify(figure.label)],
    ['points', pointsText(figure)],
    ['group_id', printJson(groupId)],
    ['description', JSON.stringify((figure.isMain && annotation.text) || '')],
    ['shape_type', JSON.stringify(figure.type)],
    ['flags', printIndented(flags, DEPTH + 1)],
    ['mask', figure.mask === undefined ? 'null' : JSON.stringify(figure.mask)],
  ];
}

function xMembers(annotation: Annotation, figure: Figure, groupId: number | string | null): Members {
  const { flags, attributes } = flagsAndAttributes(annotation, figure, true);
  const linking = keysOf(figure).find(([key]) => key === 'kie_linking')?.[1] ?? [];
  const { score, locked, text } = annotation;
  const isDifficult = figure.isMain ? annotation.difficult === true : figure.isHidden === true;
  return [
    ['label', JSON.stringify(figure.label)],
    ['score', figure.isMain && score !== undefined ? printJson(score) : 'null'],
    ['points', pointsText(figure)],
    ['group_id', printJson(groupId)],
    ['description', figure.isMain && text ? JSON.stringify(text) : '""'],
    ['difficult', String(isDifficult)],
    ['shape_type', JSON.stringify(figure.type)],
    ['flags', printIndented(flags, DEPTH + 1)],
    ['attributes', printIndented(attributes, DEPTH + 1)],
    ['kie_linking', printIndented(linking, DEPTH + 1)],
    ...(figure.direction === undefined ? [] : [['direction', pythonFloat(figure.direction)] as const]),
    ...(figure.isMain && locked ? [['locked', 'true'] as const] : []),
  ];
}

/** What is true or false is a flag; the rest is an attribute, which X-AnyLabeling has and LabelMe keeps. */
function flagsAndAttributes(
  annotation: Annotation,
  { isMain, extra }: Figure,
  hasDifficult: boolean,
): { flags: JsonObject; attributes: JsonObject } {
  if (!isMain) return { flags: {}, attributes: {} };
  const ours = FLAGS.filter((flag) => annotation[flag] && !(hasDifficult && flag === 'difficult'));
  const denied = (isArray(extra['false']) ? extra['false'] : []).filter(
    (flag): flag is string => typeof flag === 'string' && !annotation[flag as (typeof FLAGS)[number]],
  );
  const given = Object.entries(annotation.attributes ?? {});
  const isFlag = ([name, value]: readonly [string, Json]): boolean =>
    typeof value === 'boolean' && !FLAGS.some((flag) => flag === name);
  return {
    flags: Object.fromEntries([
      ...denied.map((flag) => [flag, false] as const),
      ...ours.map((flag) => [flag, true] as const),
      ...given.filter(isFlag),
    ]),
    attributes: Object.fromEntries(given.filter((entry) => !isFlag(entry))),
  };
}

/** As they were read while they still mean the same shape, to 1/100 pixel. */
function pointsText({ points, type, extra, shape }: Figure): string {
  const read = extra['points'];
  const kept = isSame(type, read, shape, points.length) ? (pointsOfJson(read) ?? []) : undefined;
  const texts = (kept?.map(({ x, y }) => [x, y] as const) ?? points).map(([x, y]) =>
    block('[', ']', [pythonFloat(x), pythonFloat(y)], DEPTH + 2),
  );
  return block('[', ']', texts, DEPTH + 1);
}

function isSame(type: string, read: Json | undefined, shape: Shape | undefined, count: number): boolean {
  const points = pointsOfJson(read);
  if (!points || !shape || points.length !== count) return false;
  const meant = shapeOfJson(type, points, {});
  return (
    typeof meant !== 'string' &&
    meant.kind === shape.kind &&
    (sameValue(meant, shape) || sameValue(kindOf(meant).round(meant), kindOf(shape).round(shape)))
  );
}
