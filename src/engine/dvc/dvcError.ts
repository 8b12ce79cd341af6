/** Why DVC did not do what was asked, as far as somebody can do something about it. */
export type DvcErrorKind =
  | 'notInstalled'
  | 'locked'
  | 'configuration'
  | 'notARepository'
  | 'noRemote'
  | 'unauthorised'
  | 'unreachable'
  | 'notInRemote'
  | 'wouldOverwrite'
  | 'overlapping'
  | 'diskFull'
  | 'interrupted'
  | 'timedOut'
  | 'cancelled'
  | 'failed';

/** A failed DVC command: `message` says what happened and how to go on, `output` the end of what DVC wrote. */
export class DvcError extends Error {
  override readonly name = 'DvcError';
  readonly kind: DvcErrorKind;
  readonly output: string;
  /** Undefined when it was ended, or never began. */
  readonly exitCode: number | undefined;

  constructor(kind: DvcErrorKind, message: string, output = '', exitCode?: number) {
    super(message);
    this.kind = kind;
    this.output = output;
    this.exitCode = exitCode;
  }
}

interface Rule {
  readonly kind: DvcErrorKind;
  readonly pattern: RegExp;
  readonly say: string;
}

/** DVC's own words, the most specific first (iterative/dvc: dvc/lock.py, dvc/exceptions.py, dvc/cli/__init__.py). */
const RULES: readonly Rule[] = [
  {
    kind: 'locked',
    pattern: /Unable to acquire lock|rwlock|is busy, it is being blocked/i,
    say: 'Another DVC command is running in this repository, or one was ended and left its lock. Wait for it and try again; if there is none, delete .dvc/tmp/lock and .dvc/tmp/rwlock.',
  },
  {
    kind: 'configuration',
    pattern: /expected 'url' for dictionary value @ data\['remote'\]/,
    say: 'The last commit does not know the address of a DVC remote that .dvc/config.local has settings for. Commit .dvc/config, then try again.',
  },
  {
    kind: 'configuration',
    pattern: /requires these missing dependencies/i,
    say: 'This DVC lacks the part for that kind of remote: install it as it says below, into the same Python.',
  },
  {
    kind: 'noRemote',
    pattern: /no remote (?:specified|provided)|No default remote|config file error: no remote/i,
    say: 'DVC knows no remote to bring data to or from. Add one: dvc remote add -d NAME URL.',
  },
  {
    kind: 'unauthorised',
    pattern:
      /\b40[13]\b|Unauthorized|Forbidden|Authentication|AccessDenied|InvalidAccessKey|credentials|Permission denied \(/i,
    say: 'The DVC remote did not let you in. Check user and token in .dvc/config.local, or set the storage up again.',
  },
  {
    kind: 'unreachable',
    pattern:
      /Cannot connect|Could not connect|Name or service not known|getaddrinfo|timed? ?out|Connection (?:refused|reset)|Network is unreachable/i,
    say: 'The DVC remote could not be reached. Check the network and the address (dvc remote list).',
  },
  {
    kind: 'notInRemote',
    pattern:
      /missing cache files|do(?:es)? not exist neither in cache nor|Missing.*(?:remote|cache)|failed to fetch|Is your cache up to date/i,
    say: 'The data is neither in the local cache nor was it found on the remote: whoever added it has not pushed it yet (dvc push), or the remote hides it from you (user and token in .dvc/config.local).',
  },
  {
    kind: 'wouldOverwrite',
    pattern: /not in cache|unable to remove|can't be removed without confirmation|Use `-f`|Use `--force`/i,
    say: 'DVC would have to overwrite files here that it has not stored. Version them first, or move them away.',
  },
  {
    kind: 'overlapping',
    pattern:
      /overlapping with other DVC tracked output|is already tracked by (?:SCM|Git)|output '.*' is already/i,
    say: 'The data is tracked already: by git, or as a part of another DVC output.',
  },
  {
    kind: 'diskFull',
    pattern: /No space left on device|ENOSPC/i,
    say: 'The disk is full. Free some space, then go on.',
  },
];

/** What the codes mean that say it by themselves (iterative/dvc: dvc/cli/__init__.py). */
const CODES: Readonly<Record<number, readonly [DvcErrorKind, string]>> = {
  141: ['interrupted', 'DVC could not write its answer, and stopped.'],
  251: ['configuration', "DVC's configuration is wrong, or a credential in it is."],
  252: ['interrupted', 'DVC was interrupted.'],
  253: [
    'notARepository',
    'This folder is not in a DVC repository. Run dvc init in the root of the git repository.',
  ],
  254: ['failed', 'DVC does not know these arguments: it may be too old. Version 3 is needed.'],
};

const MAX_TAIL_CHARS = 600;

/** Puts the end of a DVC command into words. `line` is the command as it may be shown. */
export function dvcError(line: string, exitCode: number | undefined, output: string): DvcError {
  // What went wrong stands behind ERROR; a warning before it may be of something else.
  const errors = /^ERROR:[^]*/m.exec(output)?.[0] ?? '';
  const rule = ruleOf(errors) ?? ruleOf(output);
  const tail = output.trim().slice(-MAX_TAIL_CHARS);
  const said = tail === '' ? '' : ` It said: ${tail}`;
  if (rule) return new DvcError(rule.kind, `${rule.say}${said}`, output, exitCode);
  const [kind, words] = CODES[exitCode ?? -1] ?? ['failed', `${line} ended with code ${exitCode ?? 'none'}.`];
  return new DvcError(kind, `${words}${said}`, output, exitCode);
}

function ruleOf(text: string): Rule | undefined {
  return RULES.find(({ pattern }) => pattern.test(text));
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  push: 'could not be pushed: they are neither on this machine nor on the remote. Whoever added them has to push them (dvc push). Everything else is on the remote.',
  fetch:
    'could not be fetched: the remote does not have them, or hides them from you (user and token in .dvc/config.local). Whoever added them has to push them (dvc push).',
};

/**
 * DVC warns of objects that it could not push or fetch, and ends as if all were well (iterative/dvc-data:
 * hashfile/transfer.py). Undefined when it left out nothing.
 */
export function leftOut(command: string | undefined, stderr: string): DvcError | undefined {
  const words = command !== undefined && Object.hasOwn(LEFT_OUT, command) ? LEFT_OUT[command] : undefined;
  const [, list] = /^WARNING:[^\n]*Missing cache files:\r?\n((?:.*md5: .*(?:\r?\n|$))+)/m.exec(stderr) ?? [];
  if (words === undefined || list === undefined) return undefined;
  const count = list.trim().split('\n').length;
  const files = count === 1 ? '1 object' : `${count} objects`;
  return new DvcError('notInRemote', `${files} that .dvc files name ${words}`, stderr, 0);
}
