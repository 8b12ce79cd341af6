import { join, relative, sep } from 'node:path';
import type { AnnotationDoc } from '../../../core/annotation/document';
import { parseSidecar } from '../../../core/annotation/sidecar';
import { compareCodePoints } from '../../../core/dataset/pathOrder';
import type { DocChange } from '../../../core/dataset/summary';
import { summarise } from '../../../core/dataset/summarise';
import { concurrently } from '../../concurrently';
import type { DataSets } from '../../dataset/dataSets';
import { isSchemaFile } from '../../dataset/images';
import { isSidecar } from '../../dataset/sidecars';
import { labelFileAt } from '../../dataset/stores/labelFileAt';
import { readTextFile } from '../../fs';
import { openGit, type Git } from '../git';
import type { GitPlace } from '../gitProcess';
import type { ChangedFile } from '../porcelain';

/** Label files that differ from the last commit. */
export interface LabelChanges {
  /** Relative to git's root. */
  readonly files: readonly ChangedFile[];
  /** "3 images, +12 car, 2 moved"; empty when nothing changed. */
  readonly text: string;
  /** Files that cannot be read as they are, with the reason: not to be committed in silence. */
  readonly broken: readonly string[];
}

/** Names that label files of all formats have; most such files are none. */
const GLOBS = ['**/*.txt', '**/*.xml', '**/*.json', '**/*.yaml', '**/*.yml', '**/.labelstudio/*.json'];
const AT_ONCE = 6;
/** More are counted, not read. */
const MAX_READ = 500;

/** What is to be committed of labels. Rejects with `GitError`. */
export async function labelChanges(
  place: GitPlace,
  dataSets: DataSets,
  signal?: AbortSignal,
): Promise<LabelChanges> {
  const git = openGit({ program: place.program, signal });
  const changed = await git.changed(place.folder, GLOBS);
  const found: ChangedFile[] = [];
  await concurrently(
    changed,
    AT_ONCE,
    async (file) => {
      if (await isLabels(join(place.folder, ...file.path.split('/')), dataSets)) found.push(file);
    },
    signal,
  );
  found.sort((a, b) => compareCodePoints(a.path, b.path));
  return { files: found, ...(await inWords(place.folder, found, dataSets, git, signal)) };
}

async function isLabels(path: string, dataSets: DataSets): Promise<boolean> {
  return isSidecar(path) || isSchemaFile(path) || (await labelFileAt(path, dataSets)) !== undefined;
}

async function inWords(
  root: string,
  files: readonly ChangedFile[],
  dataSets: DataSets,
  git: Git,
  signal: AbortSignal | undefined,
): Promise<Pick<LabelChanges, 'text' | 'broken'>> {
  const sidecars = files.filter(({ path }) => isSidecar(path));
  const broken: string[] = [];
  const changes: DocChange[] = [];
  const look = async (file: ChangedFile): Promise<void> => {
    const absolute = join(root, ...file.path.split('/'));
    const image = relative(root, await dataSets.sidecars.imageOf(absolute));
    const before = file.untracked ? undefined : docIn(await git.committedText(root, file.path));
    const after = file.change === 'deleted' ? undefined : await readDoc(absolute);
    if (after instanceof Error) broken.push(`${file.path}: ${after.message}`);
    else changes.push({ path: image.split(sep).join('/'), before, after });
  };
  if (sidecars.length <= MAX_READ) await concurrently(sidecars, AT_ONCE, look, signal);
  const unread = files.length - (sidecars.length <= MAX_READ ? sidecars.length : 0);
  const words = [
    ...(changes.length > 0 ? [summarise(changes).text] : []),
    ...(unread > 0
      ? [`${unread} ${changes.length > 0 ? 'other ' : ''}label file${unread === 1 ? '' : 's'}`]
      : []),
  ];
  return { text: words.join(', '), broken: broken.sort() };
}

function docIn(text: string | undefined): AnnotationDoc | undefined {
  const parsed = text === undefined ? undefined : parseSidecar(text);
  return parsed?.ok ? parsed.doc : undefined;
}

async function readDoc(path: string): Promise<AnnotationDoc | Error> {
  try {
    const parsed = parseSidecar(await readTextFile(path));
    return parsed.ok ? parsed.doc : new Error(parsed.problem.message);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
