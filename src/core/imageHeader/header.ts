/** A file's image format by its content, whatever its name says. */
export type ImageFormat =
  'jpeg' | 'png' | 'gif' | 'bmp' | 'webp' | 'avif' | 'heic' | 'tiff' | 'jp2' | 'jxl' | 'dicom';

/** EXIF orientation: 1 upright, 2 mirrored, 3 upside down, ... 5 to 8 swap width and height. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What an image file says about itself before any pixel is decoded. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Upright size, orientation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly orientation: Orientation;
  /** Bits per channel. */
  readonly bitDepth: number;
  readonly channels?: number;
  readonly animated?: true;
  readonly cmyk?: true;
  /** Frames of a series; absent when there is one, or they are not counted. */
  readonly pages?: number;
  /** The orientation lies beyond the given bytes: read again with the whole file. */
  readonly incomplete?: true;
}

/** A header with the size as stored, before the orientation is applied. */
export interface RawHeader extends Omit<ImageHeader, 'orientation'> {
  readonly orientation: number | undefined;
}

/** Applies the orientation to the size; undefined when the size is empty. */
export function upright(raw: RawHeader): ImageHeader | undefined {
  const { widthPx, heightPx } = raw;
  if (!(widthPx > 0 && heightPx > 0)) return undefined;
  const orientation = isOrientation(raw.orientation) ? raw.orientation : 1;
  const turned = orientation >= 5;
  return {
    ...raw,
    orientation,
    widthPx: turned ? heightPx : widthPx,
    heightPx: turned ? widthPx : heightPx,
  };
}

function isOrientation(value: number | undefined): value is Orientation {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8;
}
