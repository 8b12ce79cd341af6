import type { Detection, Source } from '../format';
import type { ReadFs } from '../fs';
import { headOf } from '../lib/readTextOr';
import { joined, withoutExtension } from '../lib/safePath';
import { walkFiles } from '../lib/walkFiles';
import { findDataSet, isLabelName, type YoloDataSet } from './dataSet';
import { rectOfFour } from '../../geometry/minAreaRect';
import { cornersOf } from '../../shapes/rotatedBox';
import { inPixels } from './boxRow';
import { parseRows, type YoloRow } from './rows';
import type { YoloTaskName } from './task';

/** Label files that are looked at. */
const SAMPLE = 20;

/** What speaks for label files of one kind. */
export function detectYolo(task: YoloTaskName, source: Source): Detection | undefined {
  const set = findDataSet(source, { problem: () => undefined });
  if (!set) return undefined;
  const guess = guessTask(set, source);
  const share = guess.tasks.get(task);
  if (share === undefined) return undefined;
  const from = set.yamlPath ?? 'images and labels';
  const certainty = set.yamlPath === undefined ? 0.15 : 0;
  return { confidence: share - certainty, reason: `${from}: ${guess.why}` };
}

interface Guess {
  readonly tasks: ReadonlyMap<YoloTaskName, number>;
  readonly why: string;
}

function guessTask(set: YoloDataSet, source: Source): Guess {
  const { yaml } = set;
  if (yaml.task !== undefined) return said(yaml.task);
  if (yaml.keypoints)
    return { tasks: new Map([['pose', 0.95]]), why: 'kpt_shape says that there are keypoints' };
  const sample = sampleRows(set, source.fs);
  const counts = new Set(sample.flatMap(({ rows }) => rows.map(columnsOf).filter(isPossible)));
  if (counts.size === 0)
    return { tasks: new Map([['detect', 0.6]]), why: 'names and splits, and no rows yet' };
  const seen = `the rows seen have ${[...counts]
    .sort((a, b) => a - b)
    .slice(0, 5)
    .join(', ')} columns`;
  if (isAll(counts, [5])) return { tasks: new Map([['detect', 0.95]]), why: seen };
  if (isAll(counts, [5, 6]))
    return {
      tasks: new Map([
        ['predict', 0.9],
        ['detect', 0.8],
      ]),
      why: seen,
    };
  if (!isAll(counts, [9])) return { tasks: new Map([['segment', 0.9]]), why: seen };
  return fourPoints(sample, source, seen);
}

function columnsOf({ values }: YoloRow): number {
  return values.length + 1;
}

/** A row that no kind of label file can have says nothing of the others. */
function isPossible(columns: number): boolean {
  return columns === 6 || (columns >= 5 && columns % 2 === 1);
}

function said(task: string): Guess {
  const known = (['detect', 'segment', 'pose', 'obb', 'predict'] as const).find((each) => each === task);
  return { tasks: new Map(known ? [[known, 0.99]] : []), why: `the comment says that the task is ${task}` };
}

function isAll(counts: ReadonlySet<number>, wanted: readonly number[]): boolean {
  return [...counts].every((count) => wanted.includes(count));
}

/** Nine columns are rotated boxes or polygons of four points; what is a rectangle throughout is a box. */
function fourPoints(sample: readonly Sampled[], source: Source, seen: string): Guess {
  const isBoxes = sample.every(({ path, rows }) => {
    const size = sizeBeside(path, source);
    const whole = rows.filter((row) => columnsOf(row) === 9);
    return !size || whole.every(({ values }) => isRectangle(inPixels(values.slice(0, 8), size)));
  });
  const [obb, segment] = isBoxes ? [0.85, 0.7] : [0.6, 0.85];
  const kind = isBoxes ? 'rectangles' : 'not rectangles';
  const why = `${seen}: rotated boxes or polygons of four points, and they are ${kind} (--from says which)`;
  return {
    tasks: new Map([
      ['obb', obb],
      ['segment', segment],
    ]),
    why,
  };
}

/** Whole pixels and six decimals leave corners a little off. */
const NEAR_PX = 1.5;

function isRectangle(points: readonly number[]): boolean {
  const fitted = rectOfFour(points);
  if (!fitted) return false;
  const corners = cornersOf({ kind: 'rotatedBox', ...fitted });
  return [0, 2, 4, 6].every((i) =>
    [0, 2, 4, 6].some(
      (k) =>
        Math.hypot((points[i] ?? 0) - (corners[k] ?? 0), (points[i + 1] ?? 0) - (corners[k + 1] ?? 0)) <=
        NEAR_PX,
    ),
  );
}

function sizeBeside(labels: string, source: Source) {
  const stem = withoutExtension(`/${labels}`.replace(/\/labels\/(?!.*\/labels\/)/, '/images/').slice(1));
  for (const extension of ['jpg', 'png', 'jpeg', 'webp', 'bmp', 'tif']) {
    const size = source.imageSize(`${stem}.${extension}`);
    if (size) return size;
  }
  return undefined;
}

interface Sampled {
  readonly path: string;
  readonly rows: readonly YoloRow[];
}

/** Rows of the first label files that have any. */
function sampleRows({ home }: YoloDataSet, fs: ReadFs): readonly Sampled[] {
  const found: Sampled[] = [];
  let looked = 0;
  for (const path of labelFiles(fs, home)) {
    const rows = parseRows(headOf(fs, path, 20_000), () => undefined);
    if (rows.length > 0) found.push({ path, rows: rows.slice(0, 50) });
    if (found.length >= SAMPLE || ++looked >= 50 * SAMPLE) break;
  }
  return found;
}

function* labelFiles(fs: ReadFs, home: string): Generator<string> {
  yield* walkFiles(fs, joined(home, 'labels'), isLabelName);
  for (const path of walkFiles(fs, home, isLabelName))
    if (/(?:^|\/)labels\//.test(path) && !path.startsWith(joined(home, 'labels/'))) yield path;
}
