import type { ImageFacts } from '../../protocol/worker';
import type { ImageHeader } from './open';
import { readHeader } from './open';

/** Formats Chromium shows itself. `heif` here means AVIF when its compression is AV1. */
const BROWSER_FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'svg']);

/** Facts from the header alone. Throws `ImageError`. */
export async function probe(path: string): Promise<ImageFacts> {
  const header = await readHeader(path);
  const pages = header.pages ?? 1;
  return {
    widthPx: header.autoOrient.width,
    heightPx: header.autoOrient.height,
    rawWidthPx: header.width,
    rawHeightPx: header.height,
    orientation: header.orientation ?? 1,
    format: header.format,
    channels: header.channels,
    hasAlpha: header.hasAlpha,
    depth: header.depth,
    space: header.space,
    palette: header.isPalette,
    pages,
    animated: pages > 1 && (header.format === 'gif' || header.format === 'webp'),
    browserReads: browserReads(header),
    sizeBytes: header.sizeBytes,
  };
}

/** 16 bits a browser would cut to 8 without a window; CMYK without a profile comes out wrong. */
function browserReads({ format, depth, space, compression }: ImageHeader): boolean {
  const known = BROWSER_FORMATS.has(format) || (format === 'heif' && compression === 'av1');
  return known && depth === 'uchar' && space !== 'cmyk';
}
