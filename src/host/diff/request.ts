import type { Revision } from '../../engine/versioning/revision';

/** One side of a comparison. */
export interface DiffEnd {
  readonly revision: Revision;
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
  /** What differs, in words: "+2 car, 1 moved"; where it was looked at already. */
  readonly summary?: string;
}

/** What to compare. Plain JSON, so that a panel can be shown again after the window was loaded anew. */
export interface DiffRequest {
  /** "HEAD ↔ Working Tree". */
  readonly title: string;
  /** At least one; stepped through in this order. */
  readonly pairs: readonly DiffPair[];
  /** Which pair is shown first; 0 unless given. */
  readonly start?: number;
  /** Id of an instance, on either side, that is to be seen first. */
  readonly focus?: string;
}

/** Finds what else is to be stepped through, while the first images are looked at already. */
export interface DiffSearch {
  readonly found: AsyncIterable<DiffPair>;
  /** Ends the search; what was found stays. */
  stop(): void;
}
