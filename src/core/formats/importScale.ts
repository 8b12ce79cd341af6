import type { AnnotationDoc } from '../annotation/document';

export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How the size that labels were made for fits the image itself. */
export type SizeFit =
  | 'same'
  /** The format did not say, or the image cannot be read. */
  | 'unknown'
  /** The same picture, smaller or larger. */
  | 'scaled'
  /** Width and height are exchanged: labels were made on the picture as stored, without its EXIF orientation. */
  | 'turned'
  | 'different';

/** Sides may differ by rounding when a picture was scaled. */
const SLACK_PX = 1.5;

export function sizeFit({ image }: AnnotationDoc, real: PixelSize | undefined): SizeFit {
  const { widthPx, heightPx } = image;
  if (!real || !(widthPx > 0) || !(heightPx > 0)) return 'unknown';
  if (widthPx === real.widthPx && heightPx === real.heightPx) return 'same';
  if (widthPx === real.heightPx && heightPx === real.widthPx) return 'turned';
  const expectedHeight = (real.heightPx / real.widthPx) * widthPx;
  return Math.abs(expectedHeight - heightPx) <= SLACK_PX ? 'scaled' : 'different';
}
