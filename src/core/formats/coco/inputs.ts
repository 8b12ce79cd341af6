import type { Source } from '../format';
import { folderOf, joined, nameOf } from './paths';
import { sniff, type CocoKind } from './sniff';

/** A COCO file to be read. */
export interface CocoInput {
  readonly path: string;
  readonly split?: string;
}

/** A folder may hold thousands of JSON files of another format. */
const MOST_FILES = 40;
/** Names of the official files, with the task in front of the split; the first ones are taken first. */
const TASKS: Readonly<Record<CocoKind, readonly string[]>> = {
  instances: ['instances', 'stuff', 'lvis'],
  keypoints: ['person_keypoints', 'keypoints'],
  panoptic: ['panoptic'],
  results: ['results'],
  images: ['image_info'],
};

/** The COCO files of one kind in a source, one for each split; the named file alone when one is named. */
export function cocoInputs(source: Source, kinds: readonly CocoKind[]): readonly CocoInput[] {
  if (source.file !== undefined) return [inputOf(source.file)];
  const files = jsonFiles(source);
  const found = files.filter((path) => kinds.includes(sniff(source.fs, path).kind ?? 'images'));
  return distinct(ofOneTask(found, kinds).map(inputOf));
}

/** JSON files at the usual places: the root, `annotations`, and Roboflow's file in every split's folder. */
export function jsonFiles({ fs }: Source): readonly string[] {
  const root = fs.list('');
  const inner = root.filter(({ kind }) => kind === 'folder').map(({ name }) => name);
  const folders = [
    '',
    ...inner.filter((name) => /^annotations?$/i.test(name)),
    ...inner.filter((name) => !/^annotations?$/i.test(name)).slice(0, MOST_FILES),
  ];
  const files: string[] = [];
  for (const folder of folders) {
    const names = folder === '' ? root : fs.list(folder);
    const isOther = folder !== '' && !/^annotations?$/i.test(folder);
    const wanted = names.filter(
      ({ name, kind }) => kind === 'file' && (isOther ? ROBOFLOW.test(name) : /\.json$/i.test(name)),
    );
    files.push(...wanted.slice(0, MOST_FILES).map(({ name }) => joined(folder, name)));
  }
  return files;
}

const ROBOFLOW = /^_annotations\.coco.*\.json$/i;

/** Files that are named after the same task; `instances_train.json` and `stuff_train.json` are two sets. */
function ofOneTask(files: readonly string[], kinds: readonly CocoKind[]): readonly string[] {
  for (const task of kinds.flatMap((kind) => TASKS[kind])) {
    const named = files.filter((path) => nameOf(path).toLowerCase().startsWith(task));
    if (named.length > 0) return named;
  }
  return files;
}

/** Of several files that name no split, all but one that is named `default` are told apart by their names. */
function distinct(inputs: readonly CocoInput[]): readonly CocoInput[] {
  const isNameless = ({ path, split }: CocoInput): boolean =>
    split === undefined && !/_default\.json$/i.test(path);
  if (inputs.length < 2) return inputs;
  return inputs.map((input) =>
    isNameless(input) ? { ...input, split: nameOf(input.path).replace(/\.json$/i, '') } : input,
  );
}

function inputOf(path: string): CocoInput {
  const split = splitOf(path);
  return { path, ...(split !== undefined && { split }) };
}

const ALL_TASKS = Object.values(TASKS).flat().join('|');
const NAMED = new RegExp(`^(?:${ALL_TASKS}|captions|labels)_(.+)\\.json$`, 'i');

/** `instances_train2017.json` is of `train`, `train/_annotations.coco.json` too; `default` says nothing. */
export function splitOf(path: string): string | undefined {
  const name = nameOf(path);
  const said = ROBOFLOW.test(name) ? nameOf(folderOf(path)) : (NAMED.exec(name)?.[1] ?? bareSplit(name));
  if (said === undefined || said === '' || said === 'default') return undefined;
  return said.replace(/^(train|val|test)\d{4}$/, '$1').replace(/^valid$/, 'val');
}

function bareSplit(name: string): string | undefined {
  return /^(train|val|valid|test)\.json$/i.exec(name)?.[1]?.toLowerCase();
}
