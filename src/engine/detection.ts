import type { AbortLike } from '../protocol/abort';
import type { DetectProgress, DetectResult, ModelDescription } from '../protocol/worker';
import type { ResolvedModel } from './models';
import type { Workers } from './workers';

/** What detection needs of the engine. */
export type DetectionServices = Pick<Workers, 'inference'>;

export interface DetectionOptions {
  /** Least score, 0..1; default the model's own. */
  readonly confidence?: number | undefined;
  /** Overlap above which the weaker of two boxes of a class goes, 0..1; default the model's own. */
  readonly iou?: number | undefined;
  /** Labels to keep; default all. */
  readonly classes?: readonly string[] | undefined;
  /** Images of more pixels are refused (`ImageTooLarge`); default the worker's limit. */
  readonly limitPixels?: number | undefined;
  /** 0-based page of a document or frame of a series; default the first. */
  readonly page?: number | undefined;
}

export interface DetectionResult extends DetectResult {
  /** `name@hash`, for the labels made of it. */
  readonly modelId: string;
}

/**
 * Runs a model on an image file; boxes come in pixels of the upright image. Rejects with `AbortError` when
 * cancelled (also by a newer detection on the same image), `WorkerCrashed`, or the worker's own errors, whose
 * names `WorkerErrorName` lists.
 */
export async function detect(
  services: DetectionServices,
  imagePath: string,
  model: ResolvedModel,
  options: DetectionOptions = {},
  signal?: AbortLike,
  onProgress?: (progress: DetectProgress) => void,
): Promise<DetectionResult> {
  const args = { imagePath, model: model.source, ...given(options) };
  const result = await services.inference.call('detect', args, { signal, onProgress });
  return { ...result, modelId: model.id };
}

/** Makes the session now, so that the first detection is quick. */
export function warm(
  services: DetectionServices,
  model: ResolvedModel,
  signal?: AbortLike,
): Promise<ModelDescription> {
  return services.inference.call('warm', model.source, { signal });
}

/** Reads an image as the model wants it, so that a detection on it costs only the run. */
export async function prefetch(
  services: DetectionServices,
  imagePath: string,
  model: ResolvedModel,
  signal?: AbortLike,
): Promise<void> {
  await services.inference.call('prefetch', { imagePath, model: model.source }, { signal });
}

/** What a model is: head, classes, input, warnings. */
export function describeModel(services: DetectionServices, model: ResolvedModel): Promise<ModelDescription> {
  return services.inference.call('describeModel', model.source);
}

const given = ({ confidence, iou, classes, limitPixels, page }: DetectionOptions) => ({
  ...(confidence === undefined ? {} : { confidence }),
  ...(iou === undefined ? {} : { iou }),
  ...(classes === undefined ? {} : { classes }),
  ...(limitPixels === undefined ? {} : { limitPixels }),
  ...(page === undefined ? {} : { page }),
});
