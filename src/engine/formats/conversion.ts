import type { SplitWay } from '../../core/formats/split';
import type { SplitPart } from '../../core/formats/splitParts';
import type { LossCount, ProblemList } from './countingReport';
import type { ImageMode } from './imagePlacer';
import type { Balance } from './ledger';
import type { Overlay } from './overlayFs';

/** How images are spread over parts. */
export interface SplitRequest {
  readonly parts: readonly SplitPart[];
  readonly way: SplitWay;
  readonly seed: string;
  /** Regular expression for paths: its first group (or all of the match) names the image's group. */
  readonly groupPattern?: string;
  /** Attribute whose value, at the first annotation that has it, names the image's group. */
  readonly groupAttribute?: string;
}

/** A conversion to be done: a plain value, so that it can be sent to a thread. Paths are absolute. */
export interface ConversionRequest {
  readonly source: string;
  readonly target: string;
  /** Absent: what is detected. */
  readonly from?: string | undefined;
  /** Absent: the format of the source. */
  readonly to?: string | undefined;
  readonly readOptions: Readonly<Record<string, string>>;
  readonly writeOptions: Readonly<Record<string, string>>;
  /** Absent: none, or copies where the format is made of images. */
  readonly images?: ImageMode | undefined;
  /** Where to look for images that the source does not have. */
  readonly imagesFolder?: string | undefined;
  readonly followLinks: boolean;
  /** Proposals that nobody accepted are written as labels where the format has no mark for them. */
  readonly includeProposals: boolean;
  readonly split?: SplitRequest | undefined;
  readonly overlay?: Overlay | undefined;
  readonly force: boolean;
  /** Nothing is written when something would be lost, or was wrong in the source. */
  readonly strict: boolean;
  readonly dryRun: boolean;
}

/** Why nothing was written. */
export type Refusal = 'strict' | 'mismatch' | 'dry-run';

/** What a conversion did; part of `--json`, so its names stay. */
export interface ConversionResult {
  readonly from: string;
  /** Why the source was taken for `from`; absent when it was named. */
  readonly reason?: string;
  readonly to: string;
  readonly target: string;
  /** Absent when the target is in place. */
  readonly notWritten?: Refusal;
  readonly files: number;
  readonly images: ImageMode;
  readonly imagesPlaced: number;
  readonly balance: Balance;
  readonly splits: Readonly<Record<string, number>>;
  readonly losses: readonly LossCount[];
  readonly problems: ProblemList;
  /** What became of leftovers of earlier runs. */
  readonly notes: readonly string[];
}
