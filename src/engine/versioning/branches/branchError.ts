import { GitError, gitError, type GitErrorKind } from '../gitError';

interface Rule {
  readonly kind: GitErrorKind;
  readonly pattern: RegExp;
  readonly say: (match: RegExpExecArray) => string;
}

/** Git's own words (with LC_ALL set to English) about branches and remotes, the most specific first. */
const RULES: readonly Rule[] = [
  {
    kind: 'wouldOverwrite',
    pattern: /would be overwritten by (checkout|merge)[^\n]*\n((?:\t[^\n]+\n)+)/,
    say: ([, what, files = '']) =>
      `Git would overwrite changes that are not committed in ${listed(files)}, so nothing was done. Commit or stash them, then ${what === 'merge' ? 'merge' : 'switch'} again.`,
  },
  {
    kind: 'rejected',
    pattern: /\(fetch first\)|\(non-fast-forward\)|\[rejected\]/,
    say: () =>
      'The remote has commits on this branch that you do not have, so nothing was pushed. Fetch and merge them, then propose again.',
  },
  {
    kind: 'hook',
    pattern: /\[remote rejected\][^\n]*\(([^)\n]+)\)/,
    say: ([, why]) => `The remote refused the branch (${why}). What it said is in the log.`,
  },
  {
    kind: 'unauthorised',
    pattern:
      /could not read (?:Username|Password)|Authentication failed|Permission denied \(|terminal prompts disabled|HTTP Basic: Access denied|returned error: 40[13]|Permission to \S+ denied/,
    say: () =>
      'The remote did not let you in. Sign in (a credential helper, an SSH key, or VS Code), then try again.',
  },
  {
    kind: 'unauthorised',
    pattern: /Host key verification failed/,
    say: () =>
      'The host key of the remote is not known, so nothing was sent. Connect once in a terminal (git fetch) and confirm the key.',
  },
  {
    kind: 'unreachable',
    pattern:
      /Could not resolve host|Could not resolve hostname|Connection (?:refused|timed out|reset)|Network is unreachable|unable to access '|Failed to connect|No route to host/,
    say: () => 'The remote could not be reached. Check the network and the address (git remote -v).',
  },
  {
    kind: 'unreachable',
    pattern: /does not appear to be a git repository|[Rr]epository not found|repository '.*' not found/,
    say: () => 'There is no repository at the address of the remote (git remote -v), or you may not see it.',
  },
  {
    kind: 'exists',
    pattern: /a branch named '(.+?)' already exists/,
    say: ([, name]) =>
      `There is a branch ${name} already. Choose another name, or switch to it (git switch).`,
  },
  {
    kind: 'exists',
    pattern: /'refs\/heads\/(.+?)' exists; cannot create 'refs\/heads\/(.+?)'/,
    say: ([, has, wanted]) =>
      `There is a branch ${has}, so none can be called ${wanted}: git keeps branches like folders. Choose another name.`,
  },
  {
    kind: 'midOperation',
    pattern: /cannot switch branch while (\w+)/,
    say: ([, doing]) =>
      `Git is in the middle of ${doing}: finish it (--continue) or give it up (--abort), then try again.`,
  },
];

const MAX_FILES = 3;

/** Names of files as git lists them, one per line after a tab. */
function listed(lines: string): string {
  const files = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const more = files.length - MAX_FILES;
  return files.slice(0, MAX_FILES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** Puts into words why branching, pushing or fetching failed; what is not about these is left to `gitError`. */
export function branchError(thrown: unknown): GitError {
  if (thrown instanceof GitError) return thrown;
  const output = thrown instanceof Error ? thrown.message : String(thrown);
  for (const { kind, pattern, say } of RULES) {
    const match = pattern.exec(output);
    if (match) return new GitError(kind, say(match), output);
  }
  return gitError(thrown);
}
