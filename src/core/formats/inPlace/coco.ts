import { FLAGS, rounded, type Annotation } from '../../annotation/annotation';
import type { ImageFacts } from '../../annotation/document';
import { sameValue } from '../../annotation/document';
import type { Json, JsonObject } from '../../json/json';
import type { Problem } from '../../problem';
import { isTangled } from '../../geometry/tangled';
import { annotationOfRow } from '../coco/readAnnotation';
import { ringsOverlap } from '../coco/ringsOverlap';
import { rowBody } from '../coco/writeRow';
import { SAME_PX } from './changes';
import { objectAt, slashed, type CocoEntry, type CocoIndex } from './cocoIndex';
import { editItems, patch } from './jsonPatch';
import { jsonStyleOf } from './jsonStyle';
import { jsonTree } from './jsonTree';
import { withoutMark } from './jsonText';
import { keepNumbers } from './keepNumbers';
import type {
  FileChanges,
  FileContext,
  FileReading,
  FileRow,
  LabelFile,
  ReadFile,
  WrittenFile,
} from './labelFile';
import { movedIndex } from './movedIndex';
import { openCoco, remember, type OpenCoco } from './openCoco';
import { lineAt, withEdits, type TextEdit } from './textEdits';

/*
 * Pixel convention: edge coordinates in pixels, as ours; [0, 0, 1, 1] is the top-left pixel. See formats/coco.
 */

/** COCO instances and keypoints: one file for many images, of which only this image's objects are touched. */
export const coco: LabelFile = {
  id: 'coco',
  isShared: true,
  title: () => 'COCO',
  shapes: () => ['box', 'polygon', 'mask', 'skeleton'],
  fields: [...FLAGS, 'attributes'],
  tags: false,
  state: false,
  refuse,
  read,
  write,
};

function refuse({ label, shape }: Annotation, { schema }: FileContext): string | undefined {
  if (!schema.classes.some(({ name }) => name === label))
    return `the class “${label}” is not among its categories; add it there first`;
  if (
    shape.kind === 'polygon' &&
    shape.rings.length > 1 &&
    ringsOverlap(shape.rings) &&
    !isTangled(shape.rings)
  )
    return 'its polygons have no holes; paint a mask, which can have some';
  if (shape.kind !== 'skeleton') return undefined;
  const joints = jointsOf(schema, label);
  const unknown = Object.keys(shape.joints).find((name) => !joints.includes(name));
  return unknown === undefined ? undefined : `the category has no keypoint “${unknown}”`;
}

function jointsOf({ classes, skeletons }: FileContext['schema'], label: string): readonly string[] {
  const template = classes.find(({ name }) => name === label)?.skeleton;
  return skeletons.find(({ name }) => name === template)?.joints.map(({ name }) => name) ?? [];
}

/** The image's place in the file: by the longest end of its path that the file names. */
export function imagePlace(imageByName: CocoIndex['imageByName'], name: string): number | undefined {
  const parts = slashed(name).split('/');
  for (let i = 0; i < parts.length; i++) {
    const place = imageByName.get(parts.slice(i).join('/'));
    if (place !== undefined) return place;
  }
  return undefined;
}

function read(source: string, context: FileContext): FileReading {
  const open = openCoco(source);
  if ('code' in open) return { ok: false, problem: open };
  const place = imagePlace(open.index.imageByName, context.name);
  const entry = place === undefined ? undefined : open.index.images.entries[place];
  if (!entry)
    return { ok: true, rows: [], facts: { tags: [] }, image: context.image, problems: [], hasImage: false };
  const image = sizeOf(objectAt(open.text, entry) ?? {}, context.image);
  const problems: Problem[] = [];
  const rows = placesOf(open, entry).flatMap((i) => readRow(open, i, image, problems) ?? []);
  return { ok: true, rows, facts: { tags: [] }, image, problems, hasImage: true };
}

function placesOf({ index }: OpenCoco, { id }: CocoEntry): readonly number[] {
  return (id !== undefined && index.byImage.get(id)) || [];
}

function sizeOf({ width, height }: JsonObject, image: ImageFacts): ImageFacts {
  const isSaid = typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0;
  return isSaid ? { ...image, widthPx: width, heightPx: height } : image;
}

function readRow(
  { text, index, classes }: OpenCoco,
  place: number,
  image: ImageFacts,
  problems: Problem[],
): FileRow | undefined {
  const entry = index.annotations.entries[place];
  const row = entry && objectAt(text, entry);
  if (!row) return undefined;
  const { start, id } = entry;
  const tell = (severity: Problem['severity'], code: string, message: string): void =>
    void problems.push({ severity, code, message, line: lineAt(text, start) });
  const category = classes.byId.get(row['category_id'] ?? null);
  if (!category) {
    tell(
      'error',
      'coco-category',
      `There is no category ${JSON.stringify(row['category_id'])}; the annotation is kept as it is.`,
    );
    return undefined;
  }
  const keypoints = category.joints.length > 0;
  const annotation = annotationOfRow(row, plainId(id), category, { image, keypoints, checks: false, tell });
  return annotation && { annotation, start, ...(id !== undefined && { key: id }) };
}

/** The file's own id names the annotation in the editor, too. */
function plainId(id: string | undefined): string {
  return id === undefined ? '' : id.replaceAll('"', '');
}

function write(
  source: string | undefined,
  readFile: ReadFile | undefined,
  { updated, removed, added }: FileChanges,
  context: FileContext,
): WrittenFile {
  const open = source === undefined ? undefined : openCoco(source);
  if (source === undefined || !open || 'code' in open) return { text: source ?? '' };
  const { text, index } = open;
  const { annotations } = index;
  const style = jsonStyleOf(text);
  const places = new Map(annotations.entries.map(({ start }, i) => [start, i]));
  const edits: TextEdit[] = [];
  const gone = new Set<number>();
  readFile?.rows.forEach(({ start }, i) => {
    const change = updated.get(i);
    if (removed.has(i)) gone.add(places.get(start) ?? -1);
    if (change) edits.push(...rowEdits(open, start, change[0], change[1], readFile.image));
  });
  const fresh = added.flatMap((each, i) => newRow(open, each, index.maxId + 1 + i, context, readFile) ?? []);
  const last = annotations.entries.at(-1);
  const items = last ? [...annotations.entries.slice(0, -1), jsonTree(text, last.start)] : [];
  if (gone.size + fresh.length > 0)
    edits.push(
      ...editItems(text, { ...annotations, items }, gone, fresh, style, text.slice(0, 5000).includes('\n')),
    );
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  const after = mark + withEdits(text, edits).slice(mark.length);
  // What was valid and was edited part by part is valid, and what is only longer or shorter is found without a search.
  if (gone.size + fresh.length > 0) openCoco(after, true);
  else remember(after, { ...open, text: withoutMark(after), index: movedIndex(index, edits) });
  return { text: after };
}

function rowOf(open: OpenCoco, annotation: Annotation, image: ImageFacts): JsonObject {
  const categoryId = open.classes.idOf.get(annotation.label) ?? null;
  const { joints = [] } = open.classes.byId.get(categoryId) ?? {};
  const context = { ...image, categoryId, joints: joints.length > 0 ? joints : undefined };
  return JSON.parse(`{${rowBody(annotation, context)}}`) as JsonObject;
}

/** Members that say something else than before; numbers among them that mean the same stay as they are. */
function rowEdits(
  open: OpenCoco,
  start: number,
  from: Annotation,
  to: Annotation,
  image: ImageFacts,
): readonly TextEdit[] {
  const node = jsonTree(open.text, start);
  const stands = objectAt(open.text, node) ?? {};
  const [was, onGrid, wanted] = [from, rounded(from), to].map((each) => rowOf(open, each, image));
  const next: Record<string, Json> = { ...stands };
  for (const [key, value] of Object.entries(wanted ?? {})) {
    if (sameValue(was?.[key], value) || sameValue(onGrid?.[key], value)) continue;
    next[key] = keepNumbers(stands[key], onGrid?.[key] ?? null, value, key === 'area' ? 0 : SAME_PX);
  }
  for (const key of Object.keys(was ?? {}))
    if (wanted && !Object.hasOwn(wanted, key)) Reflect.deleteProperty(next, key);
  return patch(open.text, node, stands, next, jsonStyleOf(open.text));
}

function newRow(
  open: OpenCoco,
  annotation: Annotation,
  id: number,
  { name }: FileContext,
  readFile: ReadFile | undefined,
): JsonObject | undefined {
  const place = imagePlace(open.index.imageByName, name);
  const entry = place === undefined ? undefined : open.index.images.entries[place];
  if (!entry || !readFile) return undefined;
  const imageId = objectAt(open.text, entry)?.['id'] ?? null;
  const { extra: _, ...plain } = annotation;
  const { segmentation, ...row } = rowOf(open, plain, readFile.image);
  const last = open.index.annotations.entries.at(-1);
  const isEmpty = Array.isArray(segmentation) && segmentation.length === 0;
  // Files of boxes alone have no segmentations at all.
  const leavesOut = isEmpty && last && !('segmentation' in (objectAt(open.text, last) ?? {}));
  return { id, image_id: imageId, ...(!leavesOut && segmentation !== undefined && { segmentation }), ...row };
}
