import type { Problem } from '../problem';

/** Something wrong in one file of a source. */
export interface FileProblem extends Problem {
  /** Relative to the source's root; absent when it concerns all of it. */
  readonly path?: string;
}

/** One way in which a format holds less than what it is given. */
export interface Loss {
  /** Stable name for programs: `rotatedBox-to-polygon`, `attributes-dropped`, `score-dropped`, `holes-filled`. */
  readonly code: string;
  /** For people, after a number: "rotated boxes become polygons", "attributes are dropped". */
  readonly message: string;
}

/** Hears what a conversion meets. The one that is given to formats counts, groups by image, and bounds its memory. */
export interface Report {
  problem(problem: FileProblem): void;
  /** Something of an image (its path) gets lost in writing; `count` of them, 1 unless told. */
  loss(image: string, loss: Loss, count?: number): void;
  /** `count` annotations of an image were read, or written into the target. */
  read(image: string, count: number): void;
  wrote(image: string, count: number): void;
  /** Told now and then while reading or writing; throws when the user has cancelled. */
  progress(done: number, total: number, what: string): void;
}
