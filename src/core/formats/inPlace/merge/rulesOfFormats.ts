import { isArray, isObject, type Json, type JsonObject } from '../../../json/json';
import type { AlignRow, Bounds } from './alignRows';
import type { JsonRule, RowRule } from './jsonRules';
import type { JsonSource } from './jsonSource';
import { memberOf, membersOf, type MemberSpan, type Span } from './shallowJson';

/** Rows that a member names for good; without it they go by their text. */
function keyed(key: string, rule: JsonRule): RowRule {
  return {
    row: (text, span) => {
      const id = memberOf(text, span, key);
      return idRow(text, span, id && text.slice(id.start, id.end));
    },
    rule,
  };
}

/** A row that has an id goes by nothing else. `id`: as JSON. */
export function idRow(text: string, { start, end }: Span, id: string | undefined): AlignRow {
  return isName(id) ? { exact: '', label: '', key: id } : { exact: text.slice(start, end), label: '' };
}

/** A number or a text that says something. */
function isName(text: string | undefined): text is string {
  return text !== undefined && /^(?:-?\d|"[^"])/.test(text);
}

const COCO_SHAPE = ['bbox', 'segmentation', 'area', 'keypoints', 'num_keypoints'];

export const COCO_RULE: JsonRule = {
  members: {
    images: { rows: keyed('id', {}) },
    categories: { rows: keyed('id', {}) },
    licenses: { rows: keyed('id', {}) },
    annotations: { rows: keyed('id', { together: [COCO_SHAPE] }) },
  },
};

/** LabelMe's shapes have no names: they are found by their text, then by class and place. */
export const LABELME_RULE: JsonRule = {
  members: {
    shapes: {
      rows: { row: labelmeRow, rule: { together: [['shape_type', 'points', 'mask', 'direction']] } },
    },
  },
  together: [
    ['imagePath', 'imageData'],
    ['imageHeight', 'imageWidth'],
  ],
};

function labelmeRow(text: string, { start, end }: Span): AlignRow {
  const exact = text.slice(start, end);
  const value = JSON.parse(exact) as Json;
  const object: JsonObject = isObject(value) ? value : {};
  const label = `${String(object['shape_type'])} ${String(object['label'])}`;
  return { exact: JSON.stringify(value), label, bounds: boundsOf(object['points'] ?? null) };
}

function boundsOf(points: Json): Bounds | undefined {
  if (!isArray(points)) return undefined;
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const point of points) {
    const [x, y] = isArray(point) ? point : [];
    if (typeof x !== 'number' || typeof y !== 'number') return undefined;
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds[0] <= bounds[2] ? bounds : undefined;
}

const STUDIO_RESULTS: JsonRule = { rows: keyed('id', { together: [['value', 'type']] }) };
const STUDIO_ANSWERS: JsonRule = { rows: keyed('id', { members: { result: STUDIO_RESULTS } }) };

/** One task of Label Studio. */
const STUDIO_TASK: JsonRule = { members: { annotations: STUDIO_ANSWERS, predictions: STUDIO_ANSWERS } };

/** An export of Label Studio: a list of tasks, or one. */
export const STUDIO_RULE: JsonRule = { ...STUDIO_TASK, rows: keyed('id', STUDIO_TASK) };

/** Which rule a JSON label file follows, by what its top says; undefined for files that are none. */
export function ruleOf(
  source: JsonSource,
): { readonly rule: JsonRule; readonly format: JsonFormat } | undefined {
  const members = source.members(source.top);
  if (members) return ruleOfObject(source.text, members);
  const first = source.items(source.top)?.[0];
  const task = first && membersOf(source.text, first);
  return task && isTask(task) ? { rule: STUDIO_RULE, format: 'label-studio' } : undefined;
}

export type JsonFormat = 'coco' | 'labelme' | 'label-studio';

function ruleOfObject(
  text: string,
  members: ReadonlyMap<string, MemberSpan>,
): { readonly rule: JsonRule; readonly format: JsonFormat } | undefined {
  const isList = (key: string): boolean => text[members.get(key)?.value.start ?? -1] === '[';
  if (isList('images') && isList('annotations')) return { rule: COCO_RULE, format: 'coco' };
  if (isList('shapes') && (members.has('imagePath') || members.has('imageHeight')))
    return { rule: LABELME_RULE, format: 'labelme' };
  return isTask(members) ? { rule: STUDIO_RULE, format: 'label-studio' } : undefined;
}

function isTask(members: ReadonlyMap<string, unknown>): boolean {
  return members.has('data') && (members.has('annotations') || members.has('predictions'));
}
