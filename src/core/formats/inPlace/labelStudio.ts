import { rounded, type Annotation } from '../../annotation/annotation';
import type { ImageFacts } from '../../annotation/document';
import { isArray, isObject, type Json, type JsonObject } from '../../json/json';
import type { Problem } from '../../problem';
import { USUAL_CONTROLS } from '../labelStudio/names';
import { pickAnnotation } from '../labelStudio/pickAnnotation';
import { valueOf } from '../labelStudio/valueOf';
import { VALUE_READERS, valueKind, type Size } from '../labelStudio/values';
import { SAME_PX } from './changes';
import { editItems, patch } from './jsonPatch';
import { jsonStyleOf, type JsonStyle } from './jsonStyle';
import type { JsonNode } from './jsonTree';
import { keepNumbers } from './keepNumbers';
import type { FileChanges, FileContext, FileReading, FileRow, LabelFile, ReadFile } from './labelFile';
import { openTasks, taskPlace, type OpenTasks, type PlacedTask } from './openTasks';
import { lineAt, withEdits, type TextEdit } from './textEdits';

/*
 * Pixel convention: percent of the upright image's width and height, edge coordinates; a rectangle turns about its top
 * left corner, in pixels. See formats/labelStudio.
 */

const KINDS: ReadonlyMap<string, string> = new Map([
  ...([
    ['box', 'rectangle'],
    ['rotatedBox', 'rectangle'],
    ['ellipse', 'ellipse'],
  ] as const),
  ...([
    ['polygon', 'polygon'],
    ['point', 'keypoint'],
    ['mask', 'brush'],
  ] as const),
]);

/** Label Studio's tasks, such as DagsHub keeps in `.labelstudio`: the regions of the annotation that counts. */
export const labelStudio: LabelFile = {
  id: 'label-studio',
  isShared: true,
  title: () => 'Label Studio',
  shapes: () => ['box', 'rotatedBox', 'ellipse', 'polygon', 'point', 'mask'],
  fields: [],
  tags: false,
  state: false,
  refuse: ({ label, shape }) => {
    if (label === '') return 'a region needs a label';
    const hasHoles = shape.kind === 'polygon' && shape.rings.length > 1;
    return hasHoles ? 'a polygon is one ring, without holes or further parts; paint a mask' : undefined;
  },
  read,
  write: (text, readFile, changes, context) => ({ text: written(text, readFile, changes, context) }),
};

function read(source: string, context: FileContext): FileReading {
  const open = openTasks(source);
  if ('code' in open) return { ok: false, problem: open };
  const task = open.tasks[taskPlace(open.byPath, context.name) ?? -1];
  const nothing = { rows: [], facts: { tags: [] }, image: context.image, problems: [] };
  if (!task) return { ok: true, ...nothing, hasImage: false };
  const results = resultsIn(task);
  const size = sizeOf(results.values, context.image);
  if (size.widthPx <= 0 || size.heightPx <= 0) return { ok: false, problem: noSize(context.image.file) };
  const problems: Problem[] = [];
  const rows = mainResults(results).flatMap(
    ({ value, node }) => readRegion(value, node, results, size, open, problems) ?? [],
  );
  return { ok: true, ...nothing, rows, image: { ...context.image, ...size }, problems, hasImage: true };
}

function noSize(file: string): Problem {
  const message = `Label Studio stores percent of the image's size, and the size of ${file} is not known.`;
  return { severity: 'error', code: 'unknown-size', message };
}

interface Results {
  readonly values: readonly Json[];
  readonly nodes: readonly JsonNode[];
  /** Of the list; undefined while the task has no annotation. */
  readonly list: JsonNode | undefined;
}

/** The results of the annotation that counts. */
function resultsIn({ value, node }: PlacedTask): Results {
  const { chosen } = pickAnnotation(value);
  const key = isArray(value['annotations']) ? 'annotations' : 'completions';
  const all = isArray(value[key]) ? value[key] : [];
  const at = chosen ? all.indexOf(chosen) : -1;
  const list = node.members?.get(key)?.value.items?.[at]?.members?.get('result')?.value;
  const values = isArray(chosen?.['result']) ? chosen['result'] : [];
  return { values, nodes: list?.items ?? [], list };
}

function sizeOf(values: readonly Json[], image: ImageFacts): Size {
  for (const value of values) {
    if (!isObject(value)) continue;
    const { original_width: widthPx, original_height: heightPx } = value;
    if (typeof widthPx === 'number' && typeof heightPx === 'number' && widthPx > 0 && heightPx > 0)
      return { widthPx, heightPx };
  }
  return image;
}

interface PlacedResult {
  readonly value: JsonObject;
  readonly node: JsonNode;
}

/** One result of each region: the first one of its id that has a geometry. */
function mainResults({ values, nodes }: Results): readonly PlacedResult[] {
  const seen = new Set<Json>();
  return values.flatMap((value, i): PlacedResult[] => {
    const node = nodes[i];
    if (!isObject(value) || !node || kindIn(value) === undefined) return [];
    const id = value['id'] ?? i;
    if (seen.has(id)) return [];
    seen.add(id);
    return [{ value, node }];
  });
}

function kindIn({ type, value }: JsonObject): string | undefined {
  return isObject(value) ? valueKind(String(type).toLowerCase(), value) : undefined;
}

function readRegion(
  result: JsonObject,
  node: JsonNode,
  results: Results,
  size: Size,
  { text }: OpenTasks,
  problems: Problem[],
): FileRow | undefined {
  const { id, value, score } = result;
  const read =
    VALUE_READERS.get(kindIn(result) ?? '')?.(value as JsonObject, size) ?? 'it is of no kind that is read';
  if (typeof read === 'string') {
    const message = `A region cannot be shown: ${read}. It stays in the file as it is.`;
    problems.push({
      severity: 'warning',
      code: 'labelstudio-region',
      message,
      line: lineAt(text, node.start),
    });
    return undefined;
  }
  const key = typeof id === 'string' ? id : undefined;
  const annotation: Annotation = {
    id: key ?? '',
    label: labelIn(result, results) ?? 'unlabelled',
    shape: read.shape,
    ...(typeof score === 'number' && { score }),
  };
  return { annotation, start: node.start, ...(key !== undefined && { key }) };
}

/** Where the labels of a region stand: in its own result, or in another one of its id. */
function labelledResult(
  result: JsonObject,
  { values, nodes }: Results,
): (PlacedResult & { key: string }) | undefined {
  const isIts = (each: Json): each is JsonObject =>
    isObject(each) && (each === result || (result['id'] !== undefined && each['id'] === result['id']));
  for (const [i, each] of values.entries()) {
    const node = nodes[i];
    if (!isIts(each) || !node || !isObject(each['value'])) continue;
    const key = Object.keys(each['value']).find(
      (name) => /labels$/i.test(name) && isArray((each['value'] as JsonObject)[name]),
    );
    if (key !== undefined) return { value: each, node, key };
  }
  return undefined;
}

function labelIn(result: JsonObject, results: Results): string | undefined {
  const found = labelledResult(result, results);
  const list = found && (found.value['value'] as JsonObject)[found.key];
  const [first] = isArray(list) ? list : [];
  return typeof first === 'string' && first !== '' ? first : undefined;
}

function written(
  source: string | undefined,
  readFile: ReadFile | undefined,
  { updated, removed, added }: FileChanges,
  context: FileContext,
): string {
  const open = source === undefined ? undefined : openTasks(source);
  if (source === undefined || !open || 'code' in open || !readFile) return source ?? '';
  const task = open.tasks[taskPlace(open.byPath, context.name) ?? -1];
  if (!task) return source;
  const style = jsonStyleOf(open.text);
  const results = resultsIn(task);
  const edits: TextEdit[] = [];
  const gone = new Set<number>();
  readFile.rows.forEach(({ start }, i) => {
    const at = results.nodes.findIndex((node) => node.start === start);
    const [value, change] = [results.values[at], updated.get(i)];
    if (!isObject(value)) return;
    if (removed.has(i)) regionPlaces(value, results, at).forEach((place) => gone.add(place));
    if (change) edits.push(...regionEdits(open.text, value, at, results, change, readFile.image, style));
  });
  const fresh = added.map((annotation) => newRegion(annotation, open, readFile.image));
  edits.push(...listEdits(open.text, task, results, gone, fresh, style));
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  return mark + withEdits(open.text, edits).slice(mark.length);
}

/** All results of a region, and the relations from and to it. */
function regionPlaces({ id }: JsonObject, { values }: Results, at: number): readonly number[] {
  if (typeof id !== 'string') return [at];
  return values.flatMap((each, i) =>
    isObject(each) && [each['id'], each['from_id'], each['to_id']].includes(id) ? [i] : [],
  );
}

function regionEdits(
  text: string,
  result: JsonObject,
  at: number,
  results: Results,
  [from, to]: readonly [Annotation, Annotation],
  size: Size,
  style: JsonStyle,
): readonly TextEdit[] {
  const labelled = from.label === to.label ? undefined : labelledResult(result, results);
  const value = { ...(result['value'] as JsonObject), ...geometry(result, from, to, size) };
  const node = results.nodes[at];
  if (!node) return [];
  const own = labelled && labelled.value === result ? { [labelled.key]: [to.label] } : {};
  const wanted = { ...result, value: { ...value, ...own } };
  const edits = patch(text, node, result, wanted, style);
  if (!labelled || labelled.value === result) return edits;
  const other = {
    ...labelled.value,
    value: { ...(labelled.value['value'] as JsonObject), [labelled.key]: [to.label] },
  };
  return [...edits, ...patch(text, labelled.node, labelled.value, other, style)];
}

/** The members of a value that say where it is; those that mean the same keep their numbers. */
function geometry(result: JsonObject, from: Annotation, to: Annotation, size: Size): JsonObject {
  const kind = kindIn(result) ?? '';
  const [was, onGrid, wanted] = [from, rounded(from), to].map((each) => valueOf(each.shape, kind, size));
  const stands = result['value'] as JsonObject;
  const tolerance = (100 * SAME_PX) / Math.max(size.widthPx, size.heightPx);
  const entries = Object.entries(wanted ?? {}).flatMap(([key, value]): [string, Json][] => {
    if (key === 'width' && to.shape.kind === 'point') return [];
    if (JSON.stringify(was?.[key]) === JSON.stringify(value)) return [];
    return [[key, keepNumbers(stands[key], onGrid?.[key] ?? null, value, tolerance)]];
  });
  return Object.fromEntries(entries);
}

/** A result as the others of the file are: the same controls, and where there is none, the usual ones. */
function newRegion(
  { id, label, shape }: Annotation,
  { tasks }: OpenTasks,
  { widthPx, heightPx }: Size,
): JsonObject {
  const kind = KINDS.get(shape.kind) ?? 'rectangle';
  const type = `${kind}labels`;
  const known = tasks.flatMap((task) => resultsIn(task).values).filter((each) => isObject(each));
  const like = known.find((each) => each['type'] === type);
  const to =
    like?.['to_name'] ?? known.find((each) => typeof each['to_name'] === 'string')?.['to_name'] ?? 'image';
  return {
    ...{ id, type, from_name: like?.['from_name'] ?? USUAL_CONTROLS.get(type) ?? 'label', to_name: to },
    ...{ original_width: widthPx, original_height: heightPx, image_rotation: 0 },
    value: { ...valueOf(shape, kind, { widthPx, heightPx }), [type]: [label] },
  };
}

function listEdits(
  text: string,
  { value, node }: PlacedTask,
  results: Results,
  gone: ReadonlySet<number>,
  fresh: readonly JsonObject[],
  style: JsonStyle,
): readonly TextEdit[] {
  if (gone.size + fresh.length === 0) return [];
  const { list, nodes } = results;
  const like = mainResults(results).at(-1)?.node;
  if (list) return editItems(text, { ...list, items: nodes }, gone, fresh, style, text.includes('\n'), like);
  const annotations = isArray(value['annotations']) ? value['annotations'] : undefined;
  const made = { result: fresh };
  const items = node.members?.get('annotations')?.value;
  if (annotations && items) return editItems(text, items, new Set(), [made], style, text.includes('\n'));
  return patch(text, node, value, { ...value, annotations: [made] }, style);
}
