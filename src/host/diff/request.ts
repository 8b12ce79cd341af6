import type { DiffCounts } from '../../protocol/diffView';

/** A version of files, as `src/engine/versioning` resolves it from what a user names. Plain JSON. */
export type DiffRevision =
  | { readonly kind: 'worktree' }
  | { readonly kind: 'index' }
  /** `commit`: full hash; `name`: as it was asked for (v1, HEAD~2, stash@{0}). */
  | { readonly kind: 'commit'; readonly commit: string; readonly name: string }
  /** A label file by its own path. */
  | { readonly kind: 'file'; readonly path: string };

/** One side of a comparison. */
export interface DiffEnd {
  readonly revision: DiffRevision;
  /** "HEAD · 3f2a91c Ann, 2 days ago". */
  readonly title: string;
  /** The image's absolute path in this version, where it was called otherwise. */
  readonly imagePath?: string;
}

/** The two versions of one image. */
export interface DiffPair {
  /** Absolute. */
  readonly imagePath: string;
  readonly left: DiffEnd;
  readonly right: DiffEnd;
  readonly counts?: DiffCounts;
}

/** What to compare. Plain JSON, so that a panel can be shown again after the window was loaded anew. */
export interface DiffRequest {
  /** "HEAD ↔ Working Tree". */
  readonly title: string;
  /** At least one; stepped through in this order. */
  readonly pairs: readonly DiffPair[];
  /** Which pair is shown first; 0 unless given. */
  readonly start?: number;
}
