import type { ImageFormat, ImageHeader } from '../../core/imageHeader/imageHeader';

/** Beyond these the browser decodes slowly or not at all; the imaging process cuts tiles then. */
export const BROWSER_MAX_PIXELS = 50_000_000;
export const BROWSER_MAX_SIDE_PX = 8192;

/** How an image gets on the screen. */
export type ShowPlan =
  /** By the browser, from its file. */
  | { readonly by: 'browser' }
  /** In tiles, by the imaging process; `browserToo`: if that fails, the browser shows it, if less well. */
  | { readonly by: 'tiles'; readonly browserToo: boolean }
  /** Not at all: decoding it could fill the memory or the disk. */
  | { readonly by: 'nobody'; readonly megapixels: number };

/** Decides by the header alone; no header means that only the imaging process may know the format. */
export function showPlan(header: ImageHeader | undefined, maxMegapixels: number): ShowPlan {
  if (!header) return { by: 'tiles', browserToo: false };
  const pixels = header.widthPx * header.heightPx;
  if (pixels > maxMegapixels * 1e6) return { by: 'nobody', megapixels: Math.round(pixels / 1e6) };
  const small =
    pixels <= BROWSER_MAX_PIXELS && Math.max(header.widthPx, header.heightPx) <= BROWSER_MAX_SIDE_PX;
  if (small && isFaithful(header)) return { by: 'browser' };
  return { by: 'tiles', browserToo: small && isReadable(header) };
}

/** The browser shows it as it is meant. */
function isFaithful(header: ImageHeader): boolean {
  return isReadable(header) && !header.cmyk && (header.bitDepth <= 8 || header.format === 'avif');
}

const BROWSER_FORMATS: readonly ImageFormat[] = ['jpeg', 'png', 'gif', 'bmp', 'webp', 'avif'];

/** The browser shows something, at the right size: it knows no 12-bit JPEG, and does not turn WebP. */
function isReadable({ format, bitDepth, orientation }: ImageHeader): boolean {
  if (!BROWSER_FORMATS.includes(format)) return false;
  if (format === 'jpeg') return bitDepth <= 8;
  return format !== 'webp' || orientation === 1;
}
