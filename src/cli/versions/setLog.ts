import { splitNul, streamGit } from '../../engine/versioning/gitProcess';
import { known } from '../../engine/versioning/logOf';
import { EMPTY, type Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import type { CommitFacts } from './commitWords';
import { compare, diffImages, type ComparedImage } from '../../engine/report/diffImages';
import { mergeChanges } from './mergeChanges';

/** A commit that changed labels, and how. */
export interface SetLogEntry {
  readonly facts: CommitFacts;
  readonly images: readonly ComparedImage[];
  /** Older commits are not in this clone, which is shallow: what it says to have added may be older. */
  readonly isBoundary?: boolean;
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
 * Commits that changed labels at or below the paths, newest first. Of merges what they changed themselves: what they
 * bring together stands in the commits they merge. `tips`: commits to begin at, `^commit` to leave out what it has.
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
  const args = ['log', '-z', '--no-patch', '--encoding=UTF-8', form, ...tips, '--', ...globs];
  let fields: string[] = [];
  for await (const field of splitNul(streamGit(versions.place, args, { signal }))) {
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
  const [parent, ...others] = parents.split(' ').filter(Boolean);
  const from: Revision = parent === undefined ? EMPTY : { kind: 'commit', commit: parent, name: parent };
  const to = { kind: 'commit', commit, name: shortHash } as const;
  const images: ComparedImage[] = [];
  if (parent !== undefined && others.length > 0)
    for (const change of await mergeChanges(versions, to, [parent, ...others], paths, signal))
      images.push(...[compare(change, shown)].filter((image) => image !== undefined));
  else for await (const image of diffImages(versions, { from, to, paths }, signal, shown)) images.push(image);
  const atMs = Number(seconds) * 1000;
  const facts = {
    commit,
    shortHash,
    author: known(author),
    email: known(email),
    atMs,
    subject: subject.trimEnd(),
  };
  const isBoundary = parent === undefined && images.length > 0 && (await versions.isCutAt(commit));
  return { facts, images, ...(isBoundary && { isBoundary }) };
}
