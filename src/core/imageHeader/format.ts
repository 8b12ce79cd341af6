import { heifKind } from './avif';
import { Bytes } from './bytes';
import { isDicom } from './dicom';
import type { ImageFormat } from './header';

const MAGIC: readonly (readonly [text: string, format: ImageFormat])[] = [
  ['\xff\xd8\xff', 'jpeg'],
  ['\x89PNG', 'png'],
  ['GIF8', 'gif'],
  ['BM', 'bmp'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['\xff\x4f\xff\x51', 'jp2'],
  ['\x00\x00\x00\x0cjP  ', 'jp2'],
  ['\xff\x0a', 'jxl'],
  ['\x00\x00\x00\x0cJXL ', 'jxl'],
];

/** A file's format by its first bytes (some hundred are enough), also when its header is damaged. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const view = new Bytes(bytes);
  // First: a DICOM file's preamble may be that of a TIFF.
  if (isDicom(view)) return 'dicom';
  if (view.says(0, 'RIFF') && view.says(8, 'WEBP')) return 'webp';
  const known = MAGIC.find(([text]) => view.says(0, text));
  return (
    known?.[1] ?? (bytes.length >= 16 ? heifKind(view) : undefined) ?? (isDicom(view) ? 'dicom' : undefined)
  );
}
