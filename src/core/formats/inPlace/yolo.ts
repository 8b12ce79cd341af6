import { rounded, type Annotation } from '../../annotation/annotation';
import type { Problem } from '../../problem';
import { kindOf, type Shape, type ShapeKindName } from '../../shapes/index';
import { SAME_PX } from './changes';
import type { FileChanges, FileContext, FileReading, LabelFile, ReadFile, YoloTask } from './labelFile';
import { withEdits, type TextEdit } from './textEdits';
import { numberOf, yoloLines, type Token, type YoloLine } from './yoloRows';
import { jointNames, rowOfShape, shapeOfRow } from './yoloShape';
import { likeToken, printShare, styleOf, type NumberStyle } from './yoloStyle';

const SHAPES: Readonly<Record<YoloTask, readonly ShapeKindName[]>> = {
  detect: ['box'],
  segment: ['polygon'],
  pose: ['skeleton', 'box'],
  obb: ['rotatedBox', 'polygon'],
};

/** Beyond this share outside of the image, Ultralytics leaves out the image with all its labels. */
const OUTSIDE = 0.01;

/** Ultralytics' label files: a row per annotation, named by nothing but its place. See yoloShape.ts for the frame. */
export const yolo: LabelFile = {
  id: 'yolo',
  isShared: false,
  title: ({ task = 'detect' }) => `YOLO ${task === 'obb' ? 'OBB' : task}`,
  shapes: ({ task = 'detect' }) => SHAPES[task],
  fields: [],
  tags: false,
  state: false,
  refuse,
  read,
  write: (text = '', readFile, changes, context) => ({ text: written(text, readFile, changes, context) }),
};

function refuse({ label, shape }: Annotation, context: FileContext): string | undefined {
  if (classId(label, context) === undefined)
    return `the class “${label}” is not among the names in the data set's YAML file; add it there first`;
  if (shape.kind === 'polygon') return refusedPolygon(shape.rings, context);
  return shape.kind === 'skeleton' ? refusedSkeleton(shape.joints, label, context) : undefined;
}

function refusedPolygon(rings: readonly (readonly number[])[], { task }: FileContext): string | undefined {
  if (rings.length !== 1) return 'a row is one ring, without holes or further parts';
  if (task === 'obb' && rings[0]?.length !== 8) return 'a row is four corners';
  return undefined;
}

function refusedSkeleton(
  joints: Readonly<Record<string, { readonly visibility: number }>>,
  label: string,
  context: FileContext,
): string | undefined {
  const { keypoints } = context;
  const known = new Set(jointNames(context, label));
  const unknown = Object.keys(joints).find((name) => !known.has(name));
  if (unknown !== undefined) return `the data set has no keypoint “${unknown}”`;
  const hidden = Object.values(joints).some(({ visibility }) => visibility === 1);
  return hidden && keypoints?.dims === 2
    ? 'its keypoints have no visibility (kpt_shape [K, 2]), so none can be hidden'
    : undefined;
}

function classId(label: string, { schema }: FileContext): number | undefined {
  return schema.classes.find(({ name }) => name === label)?.id;
}

function read(text: string, context: FileContext): FileReading {
  const { image } = context;
  if (image.widthPx <= 0 || image.heightPx <= 0) return { ok: false, problem: noSize(image.file) };
  const problems: Problem[] = [];
  const rows = yoloLines(text).flatMap((line) => {
    const row = readRow(line, context);
    if (row.problem) problems.push(row.problem);
    return row.annotation ? [{ annotation: row.annotation, start: line.start }] : [];
  });
  return { ok: true, rows, facts: { tags: [] }, image, problems, hasImage: true };
}

function noSize(file: string): Problem {
  const message = `YOLO stores shares of the image's size, and the size of ${file} is not known.`;
  return { severity: 'error', code: 'unknown-size', message };
}

interface ReadRow {
  readonly annotation?: Annotation;
  readonly problem?: Problem;
}

function readRow({ tokens, line }: YoloLine, context: FileContext): ReadRow {
  const numbers = tokens.map(numberOf);
  const wrong = tokens.find((_, i) => numbers[i] === undefined);
  if (wrong) return kept(line, `“${wrong.text.slice(0, 40)}” is not a number`);
  const [id = -1, ...rest] = numbers.map((value) => value ?? 0);
  if (!Number.isInteger(id) || id < 0) return kept(line, 'the class is not a whole number from 0');
  const known = context.schema.classes.find((each) => each.id === id);
  const shape = shapeOfRow(rest, context, known?.name ?? String(id));
  if (typeof shape === 'string') return kept(line, shape);
  const score = shape.kind === 'box' && rest.length === 5 ? rest[4] : undefined;
  const annotation: Annotation = {
    id: '',
    label: known?.name ?? String(id),
    shape,
    ...(score !== undefined && { score }),
  };
  const problem = known ? outside(shape, line, context) : unknownClass(id, line);
  return { annotation, ...(problem && { problem }) };
}

function kept(line: number, why: string): ReadRow {
  const message = `This row cannot be shown: ${why}. It stays in the file as it is; training leaves out the whole image.`;
  return { problem: { severity: 'error', code: 'yolo-row', message, line } };
}

function unknownClass(id: number, line: number): Problem {
  const message = `Class ${id} has no name in the data set's YAML file; training leaves out the whole image.`;
  return { severity: 'error', code: 'yolo-class', message, line };
}

function outside(shape: Shape, line: number, { image }: FileContext): Problem | undefined {
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  const beyond = Math.max(
    -x / image.widthPx,
    -y / image.heightPx,
    (x + width) / image.widthPx - 1,
    (y + height) / image.heightPx - 1,
  );
  // Of a box only centre and size are looked at, and these are within the image far longer.
  if (beyond <= OUTSIDE || shape.kind === 'box') return undefined;
  const message = 'A coordinate lies outside of the image; training leaves out the whole image.';
  return { severity: 'error', code: 'yolo-outside', message, line };
}

function written(
  text: string,
  readFile: ReadFile | undefined,
  { updated, removed, added }: FileChanges,
  context: FileContext,
): string {
  const lines = yoloLines(text);
  const style = styleOf(lines);
  const byStart = new Map(lines.map((line) => [line.start, line]));
  const edits: TextEdit[] = [];
  readFile?.rows.forEach(({ annotation, start }, i) => {
    const line = byStart.get(start);
    const to = updated.get(i)?.[1];
    if (line && removed.has(i)) edits.push({ start: line.start, end: line.next, text: '' });
    if (line && to) edits.push(...rowEdits(line, annotation, to, context, style));
  });
  const rows = added.map((annotation) => newRow(annotation, context, style));
  return appended(withEdits(text, edits), rows);
}

/** Tokens that mean the same as before keep their text. */
function rowEdits(
  line: YoloLine,
  from: Annotation,
  to: Annotation,
  context: FileContext,
  style: NumberStyle,
): readonly TextEdit[] {
  const [first, ...rest] = line.tokens;
  const numbers = rest.map((token) => numberOf(token) ?? 0);
  const before = { shape: from.shape, numbers };
  const wanted = rowOfShape(to, context, before) ?? numbers;
  // Edits bring a shape to the grid of sidecars: what only that moved has not moved.
  const onGrid = rowOfShape(rounded(from), context, before) ?? numbers;
  const id = classId(to.label, context);
  const edits: TextEdit[] = [];
  if (first && from.label !== to.label && id !== undefined) edits.push({ ...first, text: String(id) });
  wanted.forEach((value, i) => {
    const token = rest[i];
    if (!token || isSame(numbers[i] ?? 0, value, i, context) || isSame(onGrid[i] ?? 0, value, i, context))
      return;
    edits.push({ ...token, text: printNumber(value, i, context, likeToken(token, style)) });
  });
  return [...edits, ...lengthEdit(line, rest, wanted, from, context, style)];
}

/** Points were added or taken away: tokens are added behind the last one, or what is too much is cut. */
function lengthEdit(
  line: YoloLine,
  rest: readonly Token[],
  wanted: readonly number[],
  from: Annotation,
  context: FileContext,
  style: NumberStyle,
): readonly TextEdit[] {
  const last = line.tokens.at(-1);
  const isScored = from.score !== undefined && rest.length === wanted.length + 1;
  if (!last || isScored || rest.length === wanted.length) return [];
  if (rest.length > wanted.length) {
    const start = (rest[wanted.length - 1] ?? last).end;
    return [{ start, end: last.end, text: '' }];
  }
  const more = wanted
    .slice(rest.length)
    .map((value, i) => printNumber(value, rest.length + i, context, style));
  return [{ start: last.end, end: last.end, text: ` ${more.join(' ')}` }];
}

function isSame(a: number, b: number, index: number, context: FileContext): boolean {
  const side = sideOf(index, context);
  return side === undefined ? a === b : Math.abs(a - b) * side <= SAME_PX;
}

/** The side of the image in pixels that a number is a share of; undefined for a visibility. */
function sideOf(index: number, { task, image, keypoints }: FileContext): number | undefined {
  const dims = task === 'pose' && index >= 4 ? (keypoints?.dims ?? 3) : 2;
  const place = task === 'pose' && index >= 4 ? (index - 4) % dims : index % 2;
  if (place === 2) return undefined;
  return place === 0 ? image.widthPx : image.heightPx;
}

function printNumber(value: number, index: number, context: FileContext, style: NumberStyle): string {
  const side = sideOf(index, context);
  return side === undefined ? String(value) : printShare(value, side, style);
}

function newRow(annotation: Annotation, context: FileContext, style: NumberStyle): string {
  const { label } = annotation;
  const numbers = rowOfShape(annotation, context) ?? [];
  const texts = numbers.map((value, i) => printNumber(value, i, context, style));
  return [String(classId(label, context) ?? label), ...texts].join(' ');
}

/** New rows behind the last one that says something, with the file's own line breaks. */
function appended(text: string, rows: readonly string[]): string {
  if (rows.length === 0) return text;
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const content = text.trimEnd().length;
  const lineEnd = text.indexOf('\n', content);
  if (content === 0) return `${text.startsWith('\uFEFF') ? '\uFEFF' : ''}${rows.join(eol)}${eol}`;
  if (lineEnd < 0) return `${text}${eol}${rows.join(eol)}`;
  return `${text.slice(0, lineEnd + 1)}${rows.map((row) => row + eol).join('')}${text.slice(lineEnd + 1)}`;
}
