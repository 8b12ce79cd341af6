/** A changed file as `git status` tells it. `path` is relative to the repository's root, `/` separators. */
export interface ChangedFile {
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted' | 'conflicted';
  /** Git does not know the file yet. */
  readonly untracked: boolean;
}

/** Both sides touched it: `DD`, `AU`, `UD`, `UA`, `DU`, `AA`, `UU`. */
const CONFLICTS = new Set(['DD', 'AU', 'UD', 'UA', 'DU', 'AA', 'UU']);

/** Reads `git status --porcelain=v1 -z --no-renames` (git-status, "Porcelain Format Version 1"). */
export function parsePorcelain(text: string): ChangedFile[] {
  return text
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => changedFile(entry.slice(0, 2), entry.slice(3)));
}

function changedFile(code: string, path: string): ChangedFile {
  if (CONFLICTS.has(code)) return { path, change: 'conflicted', untracked: false };
  if (code === '??') return { path, change: 'added', untracked: true };
  if (code.endsWith('D') || code === 'D ') return { path, change: 'deleted', untracked: false };
  return { path, change: code.startsWith('A') ? 'added' : 'modified', untracked: false };
}
