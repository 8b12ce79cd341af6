/** What the numbers in a picture mean. */
export interface SampleInfo {
  /** 8: tiles are encoded pictures. 16: raw unsigned samples; value = sample * slope + intercept. */
  readonly depth: 8 | 16;
  readonly channels: 1 | 3 | 4;
  readonly slope: number;
  readonly intercept: number;
  /** Unit of a value (`HU`). */
  readonly unit?: string;
  /** Least and greatest value in the picture, or what is known of them. */
  readonly range: { readonly low: number; readonly high: number };
  /** The first is the default one. */
  readonly windows: readonly ImageWindow[];
  /** The least value is shown white (DICOM's MONOCHROME1). */
  readonly invert: boolean;
}

/** Values shown as black and white, and how those between are mapped (DICOM PS3.3 C.11.2). */
export interface ImageWindow {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly function: 'linear' | 'sigmoid';
  /** A table of the file instead: brightness (0 to 1) at equal steps from `low` to `high`. */
  readonly curve?: readonly number[];
}

/** Samples of a part of a picture, row by row, the channels of a pixel side by side. */
export interface SampleGrid {
  readonly data: Uint8ClampedArray | Uint8Array | Uint16Array;
  readonly channels: 1 | 3 | 4;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What a browser's decoder yields. */
export const BROWSER_SAMPLES: SampleInfo = {
  depth: 8,
  channels: 4,
  slope: 1,
  intercept: 0,
  range: { low: 0, high: 255 },
  windows: [],
  invert: false,
};
