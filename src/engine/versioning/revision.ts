/** A state of the repository's files that labels can be read at. */
export type Revision =
  | { readonly kind: 'worktree' }
  /** What is staged; with a stage, one side of an unfinished merge: 1 base, 2 ours, 3 theirs. */
  | { readonly kind: 'index'; readonly stage?: 1 | 2 | 3 }
  | CommitRevision
  /** Nothing at all: what is before the first commit. */
  | { readonly kind: 'empty' }
  /** One file by itself, absolute. */
  | { readonly kind: 'file'; readonly path: string };

export interface CommitRevision {
  readonly kind: 'commit';
  /** Full hash. */
  readonly commit: string;
  /** As it was asked for: `v1`, `HEAD~2`, `stash@{0}`, `2026-01-31`. */
  readonly name: string;
}

/** A name that says no revision, or says it unclearly; the message tells what was tried and what is alike. */
export class RevisionError extends Error {
  override readonly name = 'RevisionError';
}

export const WORKTREE: Revision = { kind: 'worktree' };
export const INDEX: Revision = { kind: 'index' };
export const EMPTY: Revision = { kind: 'empty' };

/** For people: `v1`, `the working tree`. */
export function revisionTitle(revision: Revision): string {
  if (revision.kind === 'commit') return revision.name;
  if (revision.kind === 'file') return revision.path;
  if (revision.kind === 'index') return revision.stage ? `side ${revision.stage} of the merge` : 'the index';
  return revision.kind === 'worktree' ? 'the working tree' : 'nothing';
}
