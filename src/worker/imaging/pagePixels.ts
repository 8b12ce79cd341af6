import type { SampleInfo } from '../../protocol/editor';
import type { Raster } from './raster';

/** A page decoded as a whole. */
export interface PagePixels {
  readonly raster: Raster;
  readonly samples: SampleInfo;
  /** Pages of the file, at least 1. */
  readonly pages: number;
  readonly note?: string;
}
