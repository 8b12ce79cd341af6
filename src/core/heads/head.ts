import type { Corners, SizePx } from './letterbox';
import type { Recipe } from './recipe';
import type { Signature } from './signature';
import type { Outputs, Tensor } from './tensor';

/** One thing found: corners in pixels of the model's input. */
export interface Detection {
  readonly classIndex: number;
  /** 0..1 */
  readonly score: number;
  readonly box: Corners;
}

/** How well a head fits a model. `fit` is 0 (no) to 1 (the model says so itself); `reason` in a few words. */
export interface Match {
  readonly fit: number;
  readonly reason: string;
}

/** What decoding needs to know beside the numbers. */
export interface HeadContext {
  readonly input: SizePx;
}

export interface DecodeOptions {
  /** Detections below this score are dropped. */
  readonly minScore: number;
}

/** A family of detectors: recognises its models by their signature and reads their outputs. */
export interface Head {
  readonly id: string;
  readonly title: string;
  /** Preprocessing the family was trained with; a manifest may say otherwise. */
  readonly recipe: Recipe;
  /** False when the model suppresses duplicates itself. */
  readonly suppress: boolean;
  matches(signature: Signature): Match;
  /** How many classes the outputs hold, when their dimensions tell. */
  classCount(signature: Signature): number | undefined;
  /** Inputs beside the picture, by name. */
  readonly feeds?: (context: HeadContext) => ReadonlyMap<string, Tensor>;
  /** Throws `HeadError` when the outputs are not what the head reads. */
  decode(outputs: Outputs, context: HeadContext, options: DecodeOptions): Detection[];
}

/** The outputs of a run do not have the form the head reads. */
export class HeadError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HeadError';
  }
}
