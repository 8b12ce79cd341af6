import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { YoloTask } from '../../../core/formats/inPlace/labelFile';
import { yolo } from '../../../core/formats/inPlace/yolo';
import { numberOf, yoloLines, type YoloLine } from '../../../core/formats/inPlace/yoloRows';
import { parseDataYaml, type DataYaml } from '../../../core/formats/yolo/dataYaml';
import { templatesOf } from '../../../core/formats/yolo/keypoints';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import { EMPTY_SCHEMA, type LabelClass, type LabelSchema } from '../../../core/schema/labelSchema';
import type { Files } from '../files';
import type { FolderStore, StoreSearch } from './labelStore';

const MAX_YAML_BYTES = 4_000_000;
/** More files of rows than this are not looked at to tell what rows are. */
const SAMPLES = 24;
const MAX_SAMPLE_BYTES = 2_000_000;
/** Text files in label folders that hold no rows. */
const NO_ROWS = new Set([
  'classes.txt',
  'labels.txt',
  'obj.names',
  'train.txt',
  'val.txt',
  'test.txt',
  'notes.txt',
]);

interface Found {
  readonly path: string;
  readonly data: DataYaml;
}

/**
 * YOLO's label files: the last folder `images` of the path becomes `labels`, the extension `.txt`; without such a
 * folder they lie beside the images. Classes come from the data set's YAML file above, or from a `classes.txt` beside
 * the rows, as LabelImg and Darknet have it.
 */
export async function yoloStore({
  files,
  folder,
  above,
  said,
}: StoreSearch): Promise<FolderStore | undefined> {
  const isSaid = said?.choice.store === 'yolo';
  const labels = labelsFolder(folder);
  const names = await rowFiles(labels, files);
  const found = await dataYaml(folder, labels, names.length > 0, isSaid, above, files);
  const listed = found ? undefined : await classesTxt(labels, above, files);
  if (!isSaid && !found && (!listed || names.length === 0)) return undefined;
  const schema = found ? schemaOf(found.data) : { ...EMPTY_SCHEMA, classes: listed?.classes ?? [] };
  const task = (isSaid ? said.choice.task : undefined) ?? (await taskOf(found?.data, labels, names, files));
  const keypoints = found?.data.keypoints;
  const classesPath = found?.path ?? listed?.path;
  const why = reason(found, listed?.path, labels, task, isSaid);
  return {
    id: 'yolo',
    schema,
    storeOf: async (imagePath) => {
      const path = join(labels, `${basename(imagePath, extname(imagePath))}.txt`);
      return {
        file: yolo,
        path,
        imagePath,
        exists: await files.exists(path),
        context: {
          name: slashed(relative(above.at(-1) ?? folder, imagePath)),
          schema,
          task,
          ...(keypoints && { keypoints: { count: keypoints.count, dims: keypoints.dims } }),
        },
        why,
        ...(classesPath !== undefined && { classesPath }),
      };
    },
  };
}

function labelsFolder(folder: string): string {
  const path = folder + sep;
  const mark = `${sep}images${sep}`;
  const at = path.lastIndexOf(mark);
  if (at < 0) return folder;
  return resolve(`${path.slice(0, at)}${sep}labels${sep}${path.slice(at + mark.length)}`);
}

async function rowFiles(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder);
  const rows = names.filter((name) => name.endsWith('.txt') && !NO_ROWS.has(name.toLowerCase()));
  return rows.sort(compareCodePoints);
}

/** The nearest data set file that these images belong to: one of its splits is their folder, or there are rows for them. */
async function dataYaml(
  folder: string,
  labels: string,
  hasRows: boolean,
  isSaid: boolean,
  above: readonly string[],
  files: Files,
): Promise<Found | undefined> {
  for (const at of above)
    for (const name of await yamlNames(at, files)) {
      const path = join(at, name);
      const text = await files.readText(path, MAX_YAML_BYTES).catch(() => '');
      if (!/^\s*["']?names["']?\s*:/m.test(text)) continue;
      const data = parseDataYaml(text, () => undefined);
      if (!data || data.names.size === 0) continue;
      const isIts = isSaid || (hasRows && data.splits.length > 0) || isInSplit(folder, at, data);
      if (isIts) return { path, data };
    }
  return undefined;
}

async function yamlNames(folder: string, files: Files): Promise<readonly string[]> {
  const names = await files.list(folder);
  const yaml = names.filter((name) => /\.ya?ml$/i.test(name) && !/^relabel\.ya?ml$/i.test(name));
  const rank = (name: string): number => (/^data\.ya?ml$/i.test(name) ? 0 : 1);
  return yaml.sort((a, b) => rank(a) - rank(b) || compareCodePoints(a, b)).slice(0, 50);
}

function isInSplit(folder: string, at: string, { root, splits }: DataYaml): boolean {
  const bases = [resolve(at, root ?? '.'), at];
  const entries = splits.flatMap(({ entries }) => entries).filter((entry) => !/\.txt$/i.test(entry));
  return entries.some((entry) =>
    bases.some((base) => folder === resolve(base, entry) || folder.startsWith(resolve(base, entry) + sep)),
  );
}

async function classesTxt(
  labels: string,
  above: readonly string[],
  files: Files,
): Promise<{ readonly path: string; readonly classes: readonly LabelClass[] } | undefined> {
  const folders = [labels, dirname(labels)].filter((at) =>
    above.some((top) => `${at}${sep}`.startsWith(top + sep)),
  );
  for (const at of folders)
    for (const name of ['classes.txt', 'obj.names']) {
      const text = await files.readText(join(at, name), MAX_YAML_BYTES).catch(() => '');
      const names = text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .map((line) => line.trim());
      const classes = names.flatMap((each, id) => (each === '' ? [] : [{ name: each, id, attributes: [] }]));
      if (classes.length > 0) return { path: join(at, name), classes };
    }
  return undefined;
}

function schemaOf({ names, keypoints }: DataYaml): LabelSchema {
  const templates = keypoints ? templatesOf(keypoints) : new Map();
  const classes = [...names].map(([id, name]) => {
    const template = templates.get(id) ?? templates.get(undefined);
    return { name, id, attributes: [], ...(template && { skeleton: template.name }) };
  });
  return { ...EMPTY_SCHEMA, classes, skeletons: [...new Set(templates.values())] };
}

const TASKS: readonly YoloTask[] = ['detect', 'segment', 'pose', 'obb'];

/** By `kpt_shape`, by the comment that tells it, or by the columns of the first rows. */
async function taskOf(
  data: DataYaml | undefined,
  labels: string,
  names: readonly string[],
  files: Files,
): Promise<YoloTask> {
  if (data?.keypoints) return 'pose';
  const said = TASKS.find((task) => task === data?.task || `yolo-${task}` === data?.task);
  if (said) return said;
  const counts = { box: 0, quad: 0, slanted: 0, polygon: 0 };
  for (const name of names.slice(0, SAMPLES)) {
    const text = await files.readText(join(labels, name), MAX_SAMPLE_BYTES).catch(() => '');
    for (const line of yoloLines(text)) count(counts, line);
  }
  if (counts.polygon > 0 || counts.slanted > 0)
    return counts.polygon === 0 && isMostlyQuads(counts) ? 'obb' : 'segment';
  return counts.quad > 0 ? 'obb' : 'detect';
}

interface Counts {
  box: number;
  quad: number;
  slanted: number;
  polygon: number;
}

/** Boxes drawn by hand as polygons are seldom parallelograms; turned boxes always are, in shares as in pixels. */
function isMostlyQuads({ quad, slanted }: Counts): boolean {
  return quad > 4 * slanted;
}

function count(counts: Counts, { tokens }: YoloLine): void {
  const numbers = tokens.slice(1).map((token) => numberOf(token) ?? 0);
  if (numbers.length < 6) counts.box++;
  else if (numbers.length !== 8) counts.polygon++;
  else if (isParallelogram(numbers)) counts.quad++;
  else counts.slanted++;
}

function isParallelogram(n: readonly number[]): boolean {
  const at = (i: number): number => n[i] ?? 0;
  const size = Math.max(...n) - Math.min(...n);
  const off = Math.hypot(at(0) + at(4) - at(2) - at(6), at(1) + at(5) - at(3) - at(7));
  return off <= 0.02 * size + 1e-5;
}

function reason(
  found: Found | undefined,
  classes: string | undefined,
  labels: string,
  task: YoloTask,
  isSaid: boolean,
): string {
  const source = found?.path ?? classes;
  const names = source === undefined ? 'no file names the classes' : `${source} names the classes`;
  const said = isSaid ? 'relabel.yaml says labels: yolo' : names;
  return `${said}, ${labels} holds the rows (${task})`;
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
