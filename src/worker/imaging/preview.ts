import type { SizePx } from '../../core/heads/letterbox';
import type { AbortLike } from '../../protocol/abort';
import type { Preview, PreviewArgs } from '../../protocol/worker';
import { breathe } from '../breathe';
import { loadSharp } from '../natives';
import type { Pixels } from './pixels';
import { decode } from './decode';
import { describing } from './open';

/** Above this many pixels a JPEG is sent: a PNG of it would take seconds and dozens of megabytes. */
const PNG_LIMIT_PX = 4_000_000;

/** An 8-bit picture of what a browser cannot show itself. Throws `ImageError`, `ImageTooLarge`, `AbortError`. */
export async function preview(args: PreviewArgs, signal: AbortLike): Promise<Preview> {
  const fit = (image: SizePx): SizePx => within(image, args.maxSidePx ?? Infinity);
  const { path, window, page, limitPixels } = args;
  const { image, pixels } = await decode({ path, window, page, limitPixels, fit, tolerant: true });
  await breathe(signal);
  const { bytes, mime } = await describing(args.path, () => encode(pixels, args.jpegQuality));
  const { widthPx, heightPx } = pixels;
  return { bytes, mime, widthPx, heightPx, image, ...(pixels.window ? { window: pixels.window } : {}) };
}

/** The size with the longer side at most `maxSidePx`, never larger than it is, never less than a pixel. */
export function within({ widthPx, heightPx }: SizePx, maxSidePx: number): SizePx {
  const ratio = Math.min(1, maxSidePx / Math.max(widthPx, heightPx));
  const side = (px: number): number => Math.max(1, Math.round(px * ratio));
  return { widthPx: side(widthPx), heightPx: side(heightPx) };
}

async function encode(
  { data, widthPx, heightPx, channels }: Pixels,
  jpegQuality: number | undefined,
): Promise<Pick<Preview, 'bytes' | 'mime'>> {
  const sharp = await loadSharp();
  const raw = { width: widthPx, height: heightPx, channels };
  const image = sharp(data, { raw, limitInputPixels: false });
  if (jpegQuality !== undefined) {
    const flat = image.flatten({ background: '#ffffff' }).jpeg({ quality: jpegQuality });
    return { bytes: await flat.toBuffer(), mime: 'image/jpeg' };
  }
  if (widthPx * heightPx > PNG_LIMIT_PX)
    return { bytes: await image.jpeg({ quality: 92 }).toBuffer(), mime: 'image/jpeg' };
  return { bytes: await image.png({ compressionLevel: 3 }).toBuffer(), mime: 'image/png' };
}
