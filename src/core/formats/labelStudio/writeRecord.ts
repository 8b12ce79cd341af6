import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { LabeledImage } from '../labelSet';
import type { Controls } from './controls';
import { FAMILY } from './names';
import { kindOfShape, keptValueOf } from './writeRegions';
import { valueOf } from './valueOf';
import { FULL_TURN } from './values';

/** An image's labels as a flat record: answers by control, and what is known of the annotation. */
export interface FlatRecord {
  readonly data: JsonObject;
  readonly id: Json;
  readonly answers: ReadonlyMap<string, Json>;
  readonly annotator: Json;
  readonly annotationId: Json;
  readonly createdAt: Json;
  readonly updatedAt: Json;
  readonly leadTime: Json;
}

/** `number`: the task's id, counted from 1, when it came without one. */
export function flatRecord(
  { path, labelled, doc }: LabeledImage,
  controls: Controls,
  number: number,
): FlatRecord {
  const aside = doc.extra?.[FAMILY];
  const read: JsonObject = isObject(aside) ? aside : {};
  const about = isObject(read['annotation']) ? read['annotation'] : {};
  const isAnnotated = labelled || doc.annotations.length > 0 || doc.tags.length > 0;
  return {
    data: isObject(read['data']) ? read['data'] : { [controls.dataKey]: controls.refOf(path) },
    id: read['id'] ?? number,
    answers: answersOf(doc.annotations, doc.tags, read['kept'], controls, doc.image),
    annotator: isAnnotated ? (about['annotator'] ?? annotatorOf(about['completed_by'])) : null,
    annotationId: isAnnotated ? (about['id'] ?? number) : null,
    createdAt: about['created_at'] ?? null,
    updatedAt: about['updated_at'] ?? null,
    leadTime: about['lead_time'] ?? null,
  };
}

function annotatorOf(completedBy: Json | undefined): Json {
  if (isObject(completedBy)) return completedBy['email'] ?? null;
  return completedBy ?? null;
}

/** One choice is a text, several are `{"choices": [...]}`, regions are a list: as `prettify_result` has it. */
function answersOf(
  annotations: readonly Annotation[],
  tags: readonly string[],
  kept: Json | undefined,
  controls: Controls,
  size: { readonly widthPx: number; readonly heightPx: number },
): ReadonlyMap<string, Json> {
  const regions = new Map<string, JsonObject[]>();
  const add = (name: string, value: JsonObject): void => {
    const list = regions.get(name);
    if (list) list.push(value);
    else regions.set(name, [value]);
  };
  for (const annotation of annotations) {
    const kind = kindOfShape(annotation);
    const type = `${kind}labels`;
    const value = keptValueOf(annotation, kind, size) ?? valueOf(annotation.shape, kind, size);
    add(controls.forRegion(type, annotation.label), {
      ...value,
      ...(annotation.shape.kind === 'rotatedBox' && annotation.shape.angle === 0 && { rotation: FULL_TURN }),
      [type]: [annotation.label],
      original_width: size.widthPx,
      original_height: size.heightPx,
    });
  }
  for (const each of isArray(kept) ? kept : []) {
    if (!isObject(each) || typeof each['from_name'] !== 'string' || !isObject(each['value'])) continue;
    add(each['from_name'], each['value']);
  }
  const choices = new Map<string, string[]>();
  const trees = new Map<string, Json[]>();
  for (const tag of tags) {
    const { control, type, path } = controls.tag(tag);
    if (type === 'taxonomy') trees.set(control, [...(trees.get(control) ?? []), path]);
    else choices.set(control, [...(choices.get(control) ?? []), path.at(-1) ?? tag]);
  }
  return new Map<string, Json>([
    ...regions,
    ...[...trees].map(([name, paths]) => [name, [{ taxonomy: paths }]] as const),
    ...[...choices].map(
      ([name, list]) => [name, list.length === 1 ? (list[0] ?? '') : { choices: list }] as const,
    ),
  ]);
}
