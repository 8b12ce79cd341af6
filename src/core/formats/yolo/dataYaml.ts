import type { Document } from 'yaml';
import type { Problem } from '../../problem';
import type { KeypointFacts } from './keypoints';
import { itemsOf, membersOf, parseYaml, scalarText, wholeOf } from './yamlText';

/** One split as `data.yaml` lists it: folders or lists of images. */
export interface YamlSplit {
  readonly name: string;
  readonly entries: readonly string[];
}

/**
 * What an Ultralytics data set file says.
 * Source: ultralytics/ultralytics: ultralytics/data/utils.py (check_det_dataset).
 */
export interface DataYaml {
  readonly text: string;
  /** The key `path`: the folder that splits are relative to. */
  readonly root?: string;
  readonly splits: readonly YamlSplit[];
  /** Class names by id, in the file's order. */
  readonly names: ReadonlyMap<number, string>;
  readonly keypoints?: KeypointFacts;
  /** Which kind of labels it is, where the file's comment says so. */
  readonly task?: string;
}

/** Keys that are never a split, whatever they hold. */
const NO_SPLIT: ReadonlySet<string> = new Set(
  'path names nc kpt_shape flip_idx kpt_names kpt_edges channels download yaml_file task'.split(' '),
);
const SPLITS: ReadonlySet<string> = new Set(['train', 'val', 'validation', 'test', 'minival', 'valid']);

/**
 * Reads the text of a `data.yaml`; undefined when it is none.
 * @param isPath whether a value of an unknown key names a folder or list of images, which makes it a split
 */
export function parseDataYaml(
  text: string,
  problem: (problem: Problem) => void,
  isPath: (value: string) => boolean = () => false,
): DataYaml | undefined {
  const doc = parseYaml(text);
  if (typeof doc === 'string') return void problem(unread(doc));
  for (const { message } of doc.errors.slice(0, 5)) problem(unread(message));
  const members = membersOf(doc.contents, doc);
  if (!members) return undefined;
  const root = scalarText(members.get('path'), doc);
  const keypoints = keypointsOf(members, doc);
  const task = taskOf(text);
  return {
    text,
    ...(root !== undefined && { root }),
    splits: splitsOf(members, doc, isPath),
    names: namesOf(members, doc, problem),
    ...(keypoints && { keypoints }),
    ...(task !== undefined && { task }),
  };
}

type Members = NonNullable<ReturnType<typeof membersOf>>;

function unread(why: string): Problem {
  return { severity: 'error', code: 'yaml', message: `The YAML file is not read as it stands: ${why}.` };
}

const TASK = /^# task: ([a-z-]+)$/m;

/** The line that tells polygons of four points from rotated boxes. */
export function taskComment(task: string): string {
  return `# task: ${task}`;
}

function taskOf(text: string): string | undefined {
  return TASK.exec(text.slice(0, 2000))?.[1];
}

/** The text with the line about the task set, at its beginning unless it has one. */
export function withTask(text: string, task: string): string {
  const line = taskComment(task);
  return taskOf(text) === undefined ? `${line}\n${text}` : text.replace(TASK, line);
}

function splitsOf(members: Members, doc: Document, isPath: (value: string) => boolean): readonly YamlSplit[] {
  return [...members].flatMap(([key, node]) => {
    if (NO_SPLIT.has(key)) return [];
    const one = scalarText(node, doc);
    const entries =
      one === undefined ? (itemsOf(node, doc) ?? []).map((item) => scalarText(item, doc)) : [one];
    const known = entries.filter((entry) => entry !== undefined && entry !== '') as string[];
    const isSplit = SPLITS.has(key) || (known.length > 0 && known.every(isPath));
    const name = key === 'validation' || key === 'valid' ? 'val' : key;
    return isSplit && known.length > 0 ? [{ name, entries: known }] : [];
  });
}

const MOST_CLASSES = 1_000_000;

function namesOf(
  members: Members,
  doc: Document,
  problem: (problem: Problem) => void,
): ReadonlyMap<number, string> {
  const node = members.get('names');
  const listed = itemsOf(node, doc)?.map((item, i) => [i, scalarText(item, doc)] as const);
  const mapped = membersOf(node, doc);
  const pairs =
    listed ?? [...(mapped ?? [])].map(([key, item]) => [numberOf(key), scalarText(item, doc)] as const);
  const names = new Map<number, string>();
  for (const [id, name] of pairs)
    if (id === undefined || name === undefined) problem(wrongName(String(id ?? name)));
    else names.set(id, name);
  const count = wholeOf(members.get('nc'), doc);
  if (names.size === 0) fillNames(names, Math.min(count ?? 0, MOST_CLASSES));
  else if (count !== undefined && count !== names.size) problem(wrongCount(count, names.size));
  const gap = firstGap(names);
  if (gap !== undefined) problem(gapProblem(gap));
  return names;
}

function numberOf(key: string): number | undefined {
  return /^\d{1,9}$/.test(key) ? Number(key) : undefined;
}

function fillNames(names: Map<number, string>, count: number): void {
  for (let id = 0; id < count; id++) names.set(id, `class_${id}`);
}

function firstGap(names: ReadonlyMap<number, string>): number | undefined {
  for (let id = 0; id < names.size; id++) if (!names.has(id)) return id;
  return undefined;
}

function wrongName(what: string): Problem {
  const message = `names: the entry “${what.slice(0, 40)}” is not a number with a name; it is left out.`;
  return { severity: 'error', code: 'yolo-names', message };
}

function wrongCount(count: number, found: number): Problem {
  const message = `nc is ${count}, but names has ${found}: Ultralytics refuses the file. Make them agree.`;
  return { severity: 'error', code: 'yolo-nc', message };
}

function gapProblem(id: number): Problem {
  const message = `names has no class ${id}: Ultralytics wants numbers from 0 without gaps.`;
  return { severity: 'error', code: 'yolo-names-gap', message };
}

/** As many keypoints as any sensible skeleton, and more. */
const MOST_KEYPOINTS = 10_000;

function keypointsOf(members: Members, doc: Document): KeypointFacts | undefined {
  const [count, dims] = (itemsOf(members.get('kpt_shape'), doc) ?? []).map((item) => wholeOf(item, doc));
  if (!count || count > MOST_KEYPOINTS) return undefined;
  const whole = (node: unknown): number[] =>
    (itemsOf(node, doc) ?? []).flatMap((item) => wholeOf(item, doc) ?? []);
  const names = [...(membersOf(members.get('kpt_names'), doc) ?? [])].flatMap(([key, node]) => {
    const id = numberOf(key);
    const list = itemsOf(node, doc)
      ?.slice(0, count)
      .map((item, i) => scalarText(item, doc) ?? `k${i}`);
    return id === undefined || !list || new Set(list).size < list.length ? [] : [[id, list] as const];
  });
  const edges = (itemsOf(members.get('kpt_edges'), doc) ?? []).flatMap((item) => {
    const [a, b] = whole(item);
    return a === undefined || b === undefined ? [] : [[a, b] as const];
  });
  return {
    count,
    dims: dims === 2 ? 2 : 3,
    flip: whole(members.get('flip_idx')),
    names: new Map(names),
    edges,
  };
}
