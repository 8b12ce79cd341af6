/** What the samples of a pixel mean; the colour types of PNG. */
export type PngKind = 'palette' | 'grey' | 'greyAlpha' | 'rgb' | 'rgba';

export const CHANNELS: Readonly<Record<PngKind, number>> = {
  palette: 1,
  grey: 1,
  greyAlpha: 2,
  rgb: 3,
  rgba: 4,
};

/**
 * The samples of a PNG as they are stored: palette indices are not looked up, grey of few bits is not stretched, no
 * colours are managed. This is what label maps need and what canvases and most decoders destroy.
 */
export interface PngSamples {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kind: PngKind;
  /** Bits of a sample in the file: 1, 2, 4, 8 or 16. */
  readonly bits: number;
  /** Row by row, the channels of a pixel together; one entry for each sample. */
  readonly samples: Uint8Array | Uint16Array;
  /** RGB triples, for palettes. */
  readonly palette?: Uint8Array;
  /** Alpha of the first entries of the palette; what is missing is opaque. */
  readonly alpha?: Uint8Array;
  /** What is wrong with the file and did not keep it from being read: a sentence. */
  readonly warning?: string;
}
