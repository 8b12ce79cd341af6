import { stat } from 'node:fs/promises';
import type { Metadata, Sharp, SharpOptions } from 'sharp';
import type { SizePx } from '../../core/heads/letterbox';
import { loadSharp } from '../natives';
import { isMissing, messageOf, WorkerError } from '../workerError';

/** sharp's own limit, 0x3FFF squared: about 268 megapixels. */
export const DEFAULT_LIMIT_PIXELS = 0x3fff * 0x3fff;

export type ImageHeader = Metadata & { readonly sizeBytes: number };

/** Reads an image's header: size, orientation, samples. Works also beyond the pixel limit. */
export async function readHeader(path: string, page?: number): Promise<ImageHeader> {
  const sizeBytes = await fileSize(path);
  const sharp = await loadSharp();
  const options: SharpOptions = { limitInputPixels: false, ...(page === undefined ? {} : { page }) };
  const metadata = await describing(path, () => sharp(path, options).metadata());
  return { ...metadata, sizeBytes };
}

/** Throws `ImageError` when there is no such file, or nothing in it. */
export async function fileSize(path: string): Promise<number> {
  const { size } = await stat(path).catch((error: unknown) => {
    const why = isMissing(error) ? 'there is no such file' : messageOf(error);
    throw new WorkerError('ImageError', `The image ${path} cannot be read: ${why}.`);
  });
  if (size === 0) throw new WorkerError('ImageError', `The image ${path} is empty (0 bytes).`);
  return size;
}

/** Refuses what would decode to more stored pixels than allowed, before any is decoded. */
export function refuseBomb(path: string, { width, height }: ImageHeader, limit?: number): void {
  refuseMany(path, { widthPx: width, heightPx: height }, limit);
}

/** The same by the size alone. */
export function refuseMany(path: string, size: SizePx, limit = DEFAULT_LIMIT_PIXELS): void {
  const { widthPx, heightPx } = size;
  const pixels = widthPx * heightPx;
  if (pixels <= limit) return;
  const mega = (value: number): string => (value / 1e6).toFixed(value < 1e7 ? 2 : 0);
  const text =
    `The image ${path} is ${widthPx}x${heightPx} (${mega(pixels)} megapixels); ` +
    `the limit is ${mega(limit)} megapixels (${limit} pixels).`;
  throw new WorkerError('ImageTooLarge', text, { pixels, limit });
}

/** A pipeline that gives upright pixels: the one place where the EXIF orientation is applied. */
export async function upright(path: string, failOn: 'none' | 'error', page?: number): Promise<Sharp> {
  const sharp = await loadSharp();
  const options: SharpOptions = { limitInputPixels: false, autoOrient: true, failOn };
  return sharp(path, { ...options, ...(page === undefined ? {} : { page }) });
}

/** Runs something of sharp's and names the file in its error. */
export async function describing<T>(path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const reasons = [...new Set(messageOf(error).split('\n'))].join('; ');
    throw new WorkerError('ImageError', `The image ${path} cannot be decoded: ${reasons}.`);
  }
}
