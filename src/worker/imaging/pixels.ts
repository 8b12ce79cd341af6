import type { SizePx } from '../../core/heads/letterbox';
import type { ValueWindow } from '../../protocol/worker';

/** Upright pixels of 8 bits, row by row, channels interleaved (1 = grey, 3 = RGB). */
export interface Pixels extends SizePx {
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
  readonly window?: ValueWindow;
}
