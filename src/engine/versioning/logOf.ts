import { splitNul, streamGit } from './gitProcess';
import { RawParser, type RawChange } from './rawDiff';
import type { VersionsContext } from './versionsContext';

/** A commit of a log, and what it did to the files that were asked about. */
export interface LoggedCommit {
  readonly commit: string;
  readonly shortHash: string;
  readonly parents: readonly string[];
  readonly author: string;
  readonly email: string;
  readonly atMs: number;
  readonly subject: string;
  readonly changes: readonly RawChange[];
}

const MARK = 'commit';
const FIELDS = ['%H', '%h', '%P', '%aN', '%aE', '%at', '%s'];
const FORMAT = `--format=%x00${MARK}%x00${FIELDS.join('%x00')}`;
/** As many as git shows of a hash, where they are enough. */
const SHORT_CHARS = 7;
/** By `.mailmap` whatever the configuration says; a merge only where it differs from all of its parents. */
const FLAGS = ['-z', '--raw', '-c', '--no-abbrev', '--no-renames', '--encoding=UTF-8', '--no-ext-diff'];

/** Commits that changed one of the files, newest first. `names` are relative to the root. Throws `GitError`. */
export async function* logOf(
  context: VersionsContext,
  starts: readonly string[],
  names: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<LoggedCommit> {
  const paths = names.map((name) => context.pathspec(name));
  const args = ['log', ...FLAGS, FORMAT, ...starts, '--', ...paths];
  let fields: string[] | undefined;
  let changes: RawChange[] = [];
  const parser = new RawParser();
  for await (const text of splitNul(streamGit(context.place, args, { signal }))) {
    if (fields && fields.length < FIELDS.length) fields.push(text);
    else if (!parser.isInside && text === MARK) {
      if (fields) yield logged(fields, changes);
      [fields, changes] = [[], []];
    } else {
      const change = parser.take(text);
      if (change) changes.push(change);
    }
  }
  if (fields) yield logged(fields, changes);
}

/** Of a commit without an author git leaves the placeholder as it is. */
export function known(field: string): string {
  return /^%a[NE]$/.test(field) ? '' : field;
}

function logged(fields: readonly string[], changes: readonly RawChange[]): LoggedCommit {
  const [commit = '', shortHash = '', parents = '', author = '', email = '', seconds = '', subject = ''] =
    fields;
  return {
    ...{ commit, author: known(author), email: known(email), changes },
    // The raw lines need hashes in full, and `%h` is in full then, too.
    shortHash: shortHash.slice(0, SHORT_CHARS),
    parents: parents.split(' ').filter(Boolean),
    atMs: Number(seconds) * 1000,
    subject: subject.replace(/\n+$/, ''),
  };
}
