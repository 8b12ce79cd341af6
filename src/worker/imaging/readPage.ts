import type { ImageFormat } from '../../core/imageHeader/imageHeader';
import { WorkerError } from '../workerError';
import { bmpPage } from './bmpPage';
import { dicomPage } from './dicom/dicomPage';
import { fileKind } from './fileKind';
import { jp2Page } from './jp2Page';
import { readHeader, refuseBomb } from './open';
import type { PagePixels } from './pagePixels';
import { sharpPage } from './sharpPage';

/** Decodes one page of any format as a whole. Throws `ImageError`, `ImageTooLarge`. */
export async function readPage(path: string, page: number, limitPixels?: number): Promise<PagePixels> {
  const own = await ownDecoder(path);
  if (own) return own(path, page, limitPixels);
  const header = await readHeader(path, page);
  refuseBomb(path, header, limitPixels);
  return sharpPage(path, header, page);
}

type ReadPage = (path: string, page: number, limitPixels?: number) => Promise<PagePixels>;

const OWN: Partial<Record<ImageFormat, ReadPage>> = {
  dicom: dicomPage,
  jp2: (path, _, limitPixels) => jp2Page(path, limitPixels),
  bmp: (path, _, limitPixels) => bmpPage(path, limitPixels),
  heic: (path) => missing(path, 'HEIC, whose pictures are coded in HEVC (H.265)'),
  jxl: (path) => missing(path, 'JPEG XL'),
};

/** The decoder of a format that sharp does not read, or undefined. Throws `ImageError`. */
export async function ownDecoder(path: string): Promise<ReadPage | undefined> {
  const kind = await fileKind(path);
  return kind && OWN[kind];
}

function missing(path: string, what: string): Promise<never> {
  const text = `The image ${path} cannot be decoded: it is ${what}, and no decoder for that comes with Relabel. Convert it to PNG or JPEG to see it.`;
  return Promise.reject(new WorkerError('ImageError', text));
}
