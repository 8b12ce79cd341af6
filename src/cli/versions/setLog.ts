import { splitNul, streamGit } from '../../engine/versioning/gitProcess';
import { EMPTY, type Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import type { CommitFacts } from './commitWords';
import { diffImages, type ComparedImage } from './diffImages';

/** A commit that changed labels, and how. */
export interface SetLogEntry {
  readonly facts: CommitFacts;
  readonly images: readonly ComparedImage[];
}

/** What can hold labels, or says what they mean; most such files do not, which costs only time. */
const GLOBS = [
  '**/*.labels.json',
  '**/*.txt',
  '**/*.xml',
  '**/*.json',
  '**/*.yaml',
  '**/*.yml',
  '**/*.names',
];
const FIELDS = ['%H', '%h', '%P', '%aN', '%aE', '%at', '%s'];

/**
 * Commits that changed labels at or below the paths, newest first; merges are left out, as what they bring together
 * stands in the commits they merge. `tips`: commits to begin at, `^commit` to leave out what it has.
 */
export async function* setLog(
  versions: Versions,
  tips: readonly string[],
  paths: readonly string[],
  signal: AbortSignal,
  shown: (path: string) => string,
): AsyncGenerator<SetLogEntry> {
  const form = `--format=${FIELDS.join('%x00')}`;
  const globs = GLOBS.map((glob) => `:(top,glob)${glob}`);
  const args = ['log', '-z', '--no-patch', '--no-merges', '--encoding=UTF-8', form, ...tips, '--', ...globs];
  let fields: string[] = [];
  for await (const field of splitNul(streamGit({ folder: versions.root }, args, { signal }))) {
    fields.push(field);
    if (fields.length < FIELDS.length) continue;
    const entry = await entryOf(versions, fields, paths, signal, shown);
    if (entry.images.length > 0) yield entry;
    fields = [];
  }
}

async function entryOf(
  versions: Versions,
  [
    commit = '',
    shortHash = '',
    parents = '',
    author = '',
    email = '',
    seconds = '',
    subject = '',
  ]: readonly string[],
  paths: readonly string[],
  signal: AbortSignal,
  shown: (path: string) => string,
): Promise<SetLogEntry> {
  const [parent] = parents.split(' ');
  const from: Revision = parent ? { kind: 'commit', commit: parent, name: parent } : EMPTY;
  const to: Revision = { kind: 'commit', commit, name: shortHash };
  const images: ComparedImage[] = [];
  for await (const image of diffImages(versions, { from, to, paths }, signal, shown)) images.push(image);
  const atMs = Number(seconds) * 1000;
  return { facts: { commit, shortHash, author, email, atMs, subject: subject.trimEnd() }, images };
}
