import { withEdits, type TextEdit } from '../textEdits';
import { numberOf, yoloLines, type YoloLine } from '../yoloRows';
import type { AlignRow, Bounds } from './alignRows';
import type { Marks } from './markConflicts';
import { withMarks, type MergedText, type Prefer, type Variant } from './mergedText';
import { planRows, type RowPlan } from './planRows';

/** Least columns of a row: the class and four numbers. */
const LEAST_COLUMNS = 5;

/**
 * Merges Ultralytics' label files row by row. Rows are shares of the image, so neither its size nor the classes' names
 * are asked for. Of a row that both changed, class and numbers are merged each for itself.
 */
export function mergeYolo(base: string, ours: string, theirs: string, marks: Marks): MergedText {
  const texts = { base, ours, theirs };
  const rows = { base: yoloLines(base), ours: yoloLines(ours), theirs: yoloLines(theirs) };
  for (const side of ['base', 'ours', 'theirs'] as const)
    if (!rows[side].every(isRow)) return { ok: false, reason: `${side} has lines that are no YOLO rows` };
  const [b, o, t] = [rows.base.map(alignRow), rows.ours.map(alignRow), rows.theirs.map(alignRow)];
  const of = { base: b, ours: o, theirs: t };
  const plan = planRows(b, o, t, (x, i, y, j) => of[x][i]?.exact === of[y][j]?.exact);
  return withMarks((prefer) => applied(texts, rows, plan, prefer), marks);
}

function isRow({ tokens }: YoloLine): boolean {
  return tokens.length >= LEAST_COLUMNS && tokens.every((token) => numberOf(token) !== undefined);
}

function alignRow({ tokens }: YoloLine): AlignRow {
  const numbers = tokens.slice(1).map((token) => numberOf(token) ?? 0);
  return {
    exact: tokens.map(({ text }) => text).join(' '),
    label: tokens[0]?.text ?? '',
    bounds: boundsOf(numbers),
  };
}

/** Of a box (and a pose, that begins with one) or of a ring of points: which of both does not matter to compare. */
function boundsOf(numbers: readonly number[]): Bounds {
  if (numbers.length <= LEAST_COLUMNS || numbers.length % 2 === 1) {
    const [cx = 0, cy = 0, width = 0, height = 0] = numbers;
    return [cx - width / 2, cy - height / 2, cx + width / 2, cy + height / 2];
  }
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  numbers.forEach((value, i) => {
    const axis = i % 2;
    bounds[axis] = Math.min(bounds[axis] as number, value);
    bounds[axis + 2] = Math.max(bounds[axis + 2] as number, value);
  });
  return bounds;
}

interface Rows {
  readonly base: readonly YoloLine[];
  readonly ours: readonly YoloLine[];
  readonly theirs: readonly YoloLine[];
}

function applied(
  texts: { readonly ours: string; readonly theirs: string },
  rows: Rows,
  plan: RowPlan,
  prefer: Prefer,
): Variant {
  const edits: TextEdit[] = [];
  const theirText = (t: number): string => textOf(texts.theirs, rows.theirs[t]);
  const remove = (o: number): void => {
    const line = rows.ours[o];
    if (line) edits.push({ start: line.start, end: line.next, text: '' });
  };
  const replace = (o: number, text: string): void => {
    const line = rows.ours[o];
    if (line) edits.push({ start: line.start, end: line.end, text });
  };
  plan.removed.forEach(remove);
  for (const { ours, theirs } of plan.replaced) replace(ours, theirText(theirs));
  let conflicts = plan.removedThere.length + plan.removedHere.length;
  for (const { base, ours, theirs } of plan.both) {
    const merged = mergeRow(rows.base[base ?? -1], rows.ours[ours], rows.theirs[theirs], prefer);
    if (merged.clashes) conflicts++;
    replace(ours, merged.text);
  }
  if (prefer === 'theirs') plan.removedThere.forEach(remove);
  const added = [...(prefer === 'theirs' ? plan.removedHere : []), ...plan.added];
  return { text: appended(texts.ours, edits, added.map(theirText)), conflicts };
}

function textOf(text: string, line: YoloLine | undefined): string {
  return line ? text.slice(line.start, line.end) : '';
}

/** The class and the numbers, each from the side that changed it. */
function mergeRow(
  base: YoloLine | undefined,
  ours: YoloLine | undefined,
  theirs: YoloLine | undefined,
  prefer: Prefer,
): { text: string; clashes: boolean } {
  const [b, o, t] = [base, ours, theirs].map((line) => {
    const [first, ...rest] = line?.tokens.map(({ text }) => text) ?? [];
    return [first ?? '', rest.join(' ')] as const;
  });
  let clashes = false;
  const pick = (at: 0 | 1): string => {
    const [was, mine, other] = [b?.[at], o?.[at] ?? '', t?.[at] ?? ''];
    if (mine === other || was === other) return mine;
    if (was === mine) return other;
    clashes = true;
    return prefer === 'ours' ? mine : other;
  };
  return { text: `${pick(0)} ${pick(1)}`, clashes };
}

/** New rows behind the last one, with the file's own line breaks; an end without a line break stays one. */
function appended(text: string, edits: readonly TextEdit[], rows: readonly string[]): string {
  const edited = withEdits(text, edits);
  if (rows.length === 0) return edited;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const hasEnd = edited === '' || edited === '\uFEFF' || edited.endsWith('\n');
  const isEnded = hasEnd || text.endsWith('\n');
  return `${edited}${hasEnd ? '' : eol}${rows.join(eol)}${isEnded ? eol : ''}`;
}
