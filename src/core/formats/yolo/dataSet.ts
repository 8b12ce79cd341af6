import type { Source } from '../format';
import { UnreadableFile, type FsEntry, type ReadFs } from '../fs';
import { folderOf, joined, lastPart } from '../lib/safePath';
import { headOf, readTextOr } from '../lib/readTextOr';
import { walkFiles } from '../lib/walkFiles';
import type { FileProblem, Report } from '../report';
import { parseDataYaml, type DataYaml } from './dataYaml';
import { endsOf, pathWithin } from './pathWithin';

/** Where a YOLO data set lies in the source. */
export interface YoloDataSet {
  /** The folder of the YAML file, or that of `images` and `labels`. */
  readonly home: string;
  readonly yaml: DataYaml;
  /** Absent where a data set has only folders and a list of names. */
  readonly yamlPath?: string;
}

type Hear = Pick<Report, 'problem'>;

/** The data set of a source; undefined when nothing looks like one. */
export function findDataSet(source: Source, report: Hear): YoloDataSet | undefined {
  const { fs, file } = source;
  if (file !== undefined) return isYaml(file) ? ofYaml(fs, file, report) : undefined;
  for (const home of homes(fs)) {
    const found = yamlIn(fs, home, report) ?? ofFolders(fs, home);
    if (found) return found;
  }
  return undefined;
}

/** The root, then the folders in it: archives often hold one folder around everything. */
function homes(fs: ReadFs): readonly string[] {
  const folders = listed(fs, '').filter(({ kind }) => kind === 'folder');
  return ['', ...folders.slice(0, 50).map(({ name }) => name)];
}

/** What is in a folder; nothing when it cannot be listed. */
export function listed(fs: ReadFs, folder: string): readonly FsEntry[] {
  try {
    return fs.list(folder);
  } catch (error) {
    if (error instanceof UnreadableFile) return [];
    throw error;
  }
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function yamlIn(fs: ReadFs, home: string, report: Hear): YoloDataSet | undefined {
  const files = listed(fs, home).filter(
    ({ name, kind }) => kind === 'file' && isYaml(name) && name !== 'relabel.yaml',
  );
  const [first, rest] = [
    files.filter(({ name }) => USUAL.test(name)),
    files.filter(({ name }) => !USUAL.test(name)),
  ];
  for (const { name } of [...first, ...rest].slice(0, 20)) {
    const path = joined(home, name);
    if (!/^\s*(?:names|nc)\s*:/m.test(headOf(fs, path, 4_000_000))) continue;
    const found = ofYaml(fs, path, report);
    if (found && (found.yaml.splits.length > 0 || found.yaml.names.size > 0)) return found;
  }
  return undefined;
}

const USUAL = /^(?:data|dataset)\.ya?ml$/i;

function ofYaml(fs: ReadFs, yamlPath: string, report: Hear): YoloDataSet | undefined {
  const text = readTextOr(fs, yamlPath, report as Report);
  if (text === undefined) return undefined;
  const home = folderOf(yamlPath);
  const problem = (found: FileProblem): void => report.problem({ ...found, path: yamlPath });
  const yaml = parseDataYaml(
    text,
    problem,
    (value) => resolveEntry(fs, home, undefined, value) !== undefined,
  );
  return yaml && { home, yaml, yamlPath };
}

/** Files that stand beside label files and are none. */
export const NAME_FILES: readonly string[] = ['classes.txt', 'obj.names', 'names.txt', '_darknet.labels'];

/** A folder `labels`, mostly beside `images`, with a list of names: as Label Studio and CVAT write them. */
function ofFolders(fs: ReadFs, home: string): YoloDataSet | undefined {
  const labels = joined(home, 'labels');
  if (listed(fs, labels).length === 0 || !hasRow(fs, labels)) return undefined;
  const names = namesBeside(fs, [home, labels]);
  return { home, yaml: { text: '', splits: [], names: new Map(names.map((name, i) => [i, name])) } };
}

/** Class names from a list beside the labels, one a line. */
export function namesBeside(fs: ReadFs, folders: readonly string[]): readonly string[] {
  const paths = folders.flatMap((folder) => NAME_FILES.map((name) => joined(folder, name)));
  const path = paths.find((each) => fs.has(each));
  return path === undefined ? [] : namesIn(headOf(fs, path, 4_000_000));
}

export function namesIn(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line, i) => (line === '' ? `class_${i}` : line));
}

function hasRow(fs: ReadFs, labels: string): boolean {
  let seen = 0;
  for (const path of walkFiles(fs, labels, isLabelName)) {
    if (/^\s*\d+(?:\.0*)?(?:\s+[-+.\deE]+){4,}\s*$/m.test(headOf(fs, path, 4096))) return true;
    if (++seen > 20) return false;
  }
  return false;
}

/** Text files, but those that hold names. */
export function isLabelName(name: string): boolean {
  return name.endsWith('.txt') && !NAME_FILES.includes(name);
}

/** Where an entry of a split is, if it is there: relative to `path`, to the YAML file, or moved. */
export function resolveEntry(
  fs: ReadFs,
  home: string,
  root: string | undefined,
  entry: string,
): string | undefined {
  const base = root === undefined ? undefined : pathWithin(home, root);
  const candidates = [
    base === undefined ? undefined : pathWithin(base, entry),
    pathWithin(home, entry),
    // Ultralytics looks for `../train/images` beside the file, too: Roboflow writes it so.
    entry.startsWith('../') ? pathWithin(home, entry.slice(3)) : undefined,
    ...endsOf(entry).map((end) => pathWithin(home, end)),
    ...endsOf(entry).map((end) => pathWithin('', end)),
  ];
  return candidates.find((path) => path !== undefined && isThere(fs, path));
}

function isThere(fs: ReadFs, path: string): boolean {
  if (path !== '' && /\.txt$/i.test(lastPart(path))) return fs.has(path);
  return listed(fs, path).length > 0;
}
