import type { Annotation } from '../../annotation/annotation';
import { compareIds, type AnnotationDoc, type ImageState } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import { importedIds } from '../lib/importedIds';
import type { Control, LabelConfig } from './config';
import { localRef } from './imageRef';
import { FAMILY, IMAGE_OBJECT, OWN_KEY } from './names';
import { pickAnnotation } from './pickAnnotation';
import { readRegions, usualControl, type RegionContext } from './readRegions';
import { tagNames, type TagNames } from './tagNames';
import type { Size } from './values';

/** What results are read with; the same for all tasks of a set. */
export interface ResultContext {
  readonly controls: ReadonlyMap<string, Control>;
  /** The control that a type and a label usually go with, as `usualControl` finds it. */
  readonly usual: (type: string, label: string | undefined) => string | undefined;
  readonly tags: TagNames | undefined;
  readonly object: string;
}

export function resultContext(config: LabelConfig | undefined, object: string | undefined): ResultContext {
  const controls = new Map((config?.controls ?? []).map((control) => [control.name, control]));
  const found = new Map<string, string | undefined>();
  return {
    controls,
    tags: config && tagNames(config),
    object: object ?? IMAGE_OBJECT,
    usual(type, label) {
      const key = `${type}\n${label ?? ''}`;
      if (!found.has(key)) found.set(key, usualControl(type, label, controls));
      return found.get(key);
    },
  };
}

export interface TaskContext extends ResultContext {
  /** Size of an image whose task does not tell it. */
  readonly imageSize: (path: string) => Size | undefined;
  readonly tell: (code: string, message: string) => void;
}

export interface ReadTask {
  readonly doc: AnnotationDoc;
  readonly labelled: boolean;
}

const OWN_ID = /^[0-9a-z]{6}$/;

/** The labels of a task. What has no place in a document stands in `extra`, for writing the task again. */
export function readTask(task: JsonObject, path: string, context: TaskContext): ReadTask {
  const { chosen, others, why } = pickAnnotation(task);
  if (why !== undefined)
    context.tell(
      'labelstudio-several',
      `The task has several annotations: annotation ${String(chosen?.['id'])} is read, because ${why}; the others are kept aside.`,
    );
  const size = sizeOf(task, chosen) ?? context.imageSize(path) ?? { widthPx: 0, heightPx: 0 };
  const regions: RegionContext = {
    size,
    controls: context.controls,
    usual: context.usual,
    object: context.object,
    idFor: idsFor(path),
    tell: context.tell,
  };
  const read = readRegions(resultsOf(chosen), regions);
  const { tags, kept } = readImageAnswers(read.rest, context);
  const predictions = readPredictions(task, regions);
  const meta = isObject(task['meta']) ? task['meta'] : {};
  const own = isObject(meta[OWN_KEY]) ? meta[OWN_KEY] : {};
  const state: ImageState | undefined =
    own['state'] === 'done' || own['state'] === 'todo' ? own['state'] : undefined;
  const extra = extraOf(task, path, chosen, others, [...kept, ...read.kept], predictions.kept);
  const annotations = [...read.annotations, ...predictions.annotations].sort(compareIds);
  return {
    labelled: chosen !== undefined,
    doc: {
      image: { file: path.split('/').at(-1) ?? path, ...size },
      tags: orderedTags(tags, own['tags']),
      annotations,
      kept: [],
      ...(state && { state }),
      ...(Object.keys(extra).length > 0 && { extra: { [FAMILY]: extra } }),
    },
  };
}

function idsFor(path: string): RegionContext['idFor'] {
  const ids = importedIds(path);
  const taken = new Set<string>();
  let index = 0;
  return (own) => {
    let id = own !== undefined && OWN_ID.test(own) && !taken.has(own) ? own : ids(index);
    index++;
    while (taken.has(id)) id = ids(index++);
    taken.add(id);
    return id;
  };
}

export function resultsOf(annotation: JsonObject | undefined): readonly Json[] {
  const result = annotation?.['result'];
  return isArray(result) ? result : [];
}

/** The size that the first result with one tells: of the upright image, as browsers show it. */
function sizeOf(task: JsonObject, chosen: JsonObject | undefined): Size | undefined {
  const predictions = isArray(task['predictions']) ? task['predictions'] : [];
  for (const list of [chosen, ...predictions])
    for (const result of isObject(list) ? resultsOf(list) : []) {
      if (!isObject(result)) continue;
      const { original_width: widthPx, original_height: heightPx } = result;
      if (isSize(widthPx) && isSize(heightPx)) return { widthPx, heightPx };
    }
  return undefined;
}

const MAX_SIDE_PX = 1_000_000;

function isSize(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SIDE_PX;
}

/** Answers to questions about the whole image: choices are tags, everything else is kept. */
function readImageAnswers(
  results: readonly JsonObject[],
  { controls, tags: names }: TaskContext,
): { tags: readonly string[]; kept: readonly JsonObject[] } {
  const kept: JsonObject[] = [];
  const tags = results.flatMap((result) => {
    const { type, value, from_name: from } = result;
    const control = typeof from === 'string' ? controls.get(from) : undefined;
    const answers = isObject(value) ? answersOf(type, value) : [];
    if (answers.length === 0) kept.push(result);
    return answers.map((answer) => (control && names ? names.tagOf(control, answer) : answer));
  });
  return { tags: [...new Set(tags)], kept };
}

function answersOf(type: Json | undefined, value: JsonObject): readonly string[] {
  const list = type === 'choices' ? value['choices'] : type === 'taxonomy' ? value['taxonomy'] : undefined;
  if (!isArray(list)) return [];
  const answers = list.map((each) =>
    typeof each === 'string'
      ? each
      : isArray(each) && each.every((part) => typeof part === 'string')
        ? each.join(' / ')
        : '',
  );
  return answers.every((each) => each !== '') ? answers : [];
}

/** Answers come by question; our own `meta` remembers another order. */
function orderedTags(tags: readonly string[], order: Json | undefined): readonly string[] {
  if (!isArray(order) || order.length !== tags.length) return tags;
  const wanted = order.filter((each): each is string => typeof each === 'string' && tags.includes(each));
  return new Set(wanted).size === tags.length ? wanted : tags;
}

/** Predictions are proposals of their model; a score of the whole prediction counts for each where none has its own. */
function readPredictions(
  task: JsonObject,
  context: RegionContext,
): { annotations: readonly Annotation[]; kept: readonly Json[] } {
  const kept: Json[] = [];
  const list = isArray(task['predictions']) ? task['predictions'] : [];
  const annotations = list.flatMap((prediction) => {
    if (!isObject(prediction)) {
      kept.push(prediction);
      return [];
    }
    const read = readRegions(resultsOf(prediction), context);
    if (read.rest.length > 0 || read.kept.length > 0)
      kept.push({ ...prediction, result: [...read.rest, ...read.kept] });
    return proposals(read.annotations, prediction);
  });
  return { annotations, kept };
}

function proposals(annotations: readonly Annotation[], prediction: JsonObject): readonly Annotation[] {
  const { model_version: model, score } = prediction;
  const shared =
    annotations.every((each) => each.score === undefined) &&
    typeof score === 'number' &&
    Number.isFinite(score);
  return annotations.map((annotation) => ({
    ...annotation,
    ...(shared && { score }),
    ...(typeof model === 'string' && model !== '' && { model }),
    proposed: true as const,
  }));
}

const TASK_KEYS: ReadonlySet<string> = new Set([
  'id',
  'annotations',
  'completions',
  'predictions',
  'data',
  'meta',
]);

function extraOf(
  task: JsonObject,
  path: string,
  chosen: JsonObject | undefined,
  others: readonly Json[],
  kept: readonly Json[],
  predictions: readonly Json[],
): JsonObject {
  const { id, data, meta } = task;
  const isUsualData = isObject(data) && Object.keys(data).length === 1 && data['image'] === localRef(path);
  const rest = Object.fromEntries(Object.entries(task).filter(([key]) => !TASK_KEYS.has(key)));
  const about = Object.fromEntries(
    Object.entries(chosen ?? {}).filter(([key, value]) => !isUsual(key, value)),
  );
  const otherMeta = isObject(meta)
    ? Object.fromEntries(Object.entries(meta).filter(([key]) => key !== OWN_KEY))
    : {};
  return {
    ...(id !== undefined && { id }),
    ...(Object.keys(rest).length > 0 && { task: rest }),
    ...(data !== undefined && !isUsualData && { data }),
    ...(Object.keys(otherMeta).length > 0 && { meta: otherMeta }),
    ...(Object.keys(about).length > 0 && { annotation: about }),
    ...(others.length > 0 && { others }),
    ...(kept.length > 0 && { kept }),
    ...(predictions.length > 0 && { predictions }),
  };
}

function isUsual(key: string, value: Json): boolean {
  return key === 'result' || ((key === 'was_cancelled' || key === 'ground_truth') && value === false);
}
