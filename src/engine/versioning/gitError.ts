import { redacted } from '../dvc/redacted';
import { pasted } from './pasted';

/** Why git did not do what was asked, as far as somebody can do something about it. */
export type GitErrorKind =
  | 'notInstalled'
  | 'tooOld'
  | 'notARepository'
  | 'unsafeRepository'
  | 'locked'
  | 'noIdentity'
  | 'midOperation'
  | 'signing'
  | 'nothing'
  | 'cancelled'
  /** A network or program gave no answer in time. */
  | 'timedOut'
  | 'unauthorised'
  | 'unreachable'
  | 'noRemote'
  /** The remote has what this clone has not. */
  | 'rejected'
  /** The remote, or a hook there, does not want it. */
  | 'hook'
  | 'exists'
  | 'wouldOverwrite'
  | 'refused';

/** A failed git command: `message` says what happened and how to go on, `output` is what git or a hook wrote. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly kind: GitErrorKind;
  readonly output: string;

  constructor(kind: GitErrorKind, message: string, output = '') {
    super(message);
    this.kind = kind;
    this.output = output;
  }
}

interface Rule {
  readonly kind: GitErrorKind;
  readonly pattern: RegExp;
  readonly say: (match: RegExpExecArray) => string;
}

/** Has `--pathspec-from-file` for all that takes it here. */
const OLDEST_GIT = '2.25 (2.34 for sparse checkouts)';

/** Git's own words (with LC_ALL set to English), the most specific first. */
const RULES: readonly Rule[] = [
  {
    kind: 'notInstalled',
    pattern: /spawn .*ENOENT|ENOENT.*spawn/,
    say: () => 'Git was not found. Install it, or set "git.path" to where it is.',
  },
  {
    // Names that could be options are never handed over: the option is ours. A hook may complain of its own.
    kind: 'tooOld',
    pattern:
      /unknown (?:option|switch):? [`'"]?([\w-]+)[^]*^usage: git |^fatal: unrecognized argument: ([\w-]+)/m,
    say: ([, option, argument]) =>
      `This git is too old: it does not know ${option ?? argument ?? 'what was asked'}. Install git ${OLDEST_GIT} or newer, or set "git.path" to one.`,
  },
  {
    kind: 'unsafeRepository',
    pattern: /dubious ownership in repository at '(.+?)'/,
    say: ([, path]) =>
      `Git does not trust ${path}, because it belongs to another user. If you do: git config --global --add safe.directory ${pasted(path ?? '')}`,
  },
  {
    kind: 'locked',
    pattern: /Unable to create '(.+?\.lock)'/,
    say: ([, path]) =>
      `Another git command is running in this repository, or one was killed and left its lock. Wait for it; if there is none, delete ${path} and try again.`,
  },
  {
    kind: 'noIdentity',
    pattern: /tell me who you are|empty ident name|auto-detect email|user\.useConfigOnly/,
    say: () =>
      'Git does not know who you are. Run: git config --global user.name "Your Name" and git config --global user.email you@example.com, then commit again.',
  },
  {
    kind: 'midOperation',
    pattern: /partial commit during a (merge|cherry-pick|rebase)/,
    say: ([, what]) => `A ${what} is under way: finish or abort it first, then commit the labels.`,
  },
  {
    kind: 'signing',
    pattern: /gpg failed to sign|failed to write commit object|signing failed/,
    say: () => 'The commit could not be signed. Check your signing key, or turn commit.gpgSign off.',
  },
  {
    kind: 'nothing',
    pattern: /nothing to commit|nothing added to commit|no changes added/,
    say: () => 'There is nothing to commit: the labels are as they were.',
  },
  {
    kind: 'refused',
    pattern: /this operation must be run in a work tree/,
    say: () =>
      'There are no files here: this is a bare repository, or the .git folder of one. Go to a working tree, or name two commits.',
  },
  {
    kind: 'notARepository',
    pattern: /not a git repository/,
    say: () => 'This folder is not in a git repository.',
  },
];

/** Puts what a git command threw into words. */
export function gitError(thrown: unknown): GitError {
  if (thrown instanceof GitError) return thrown;
  // Hooks of Git LFS tell addresses with the password in them.
  const output = redacted(thrown instanceof Error ? thrown.message : String(thrown));
  if (
    /\babort/i.test(thrown instanceof Error ? thrown.name : '') ||
    /Abort already requested|Abort signal received/i.test(output)
  )
    return new GitError('cancelled', 'Cancelled.', output);
  for (const { kind, pattern, say } of RULES) {
    const match = pattern.exec(output);
    if (match) return new GitError(kind, say(match), output);
  }
  return new GitError('refused', `Git, or a hook of this repository, refused: ${tail(output)}`, output);
}

const MAX_TAIL_CHARS = 600;

function tail(output: string): string {
  const text = output.trim();
  return text.length > MAX_TAIL_CHARS ? `…${text.slice(-MAX_TAIL_CHARS)}` : text || 'no reason was given.';
}
