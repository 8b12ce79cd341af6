import type { Point } from '../../geometry/rect';
import { maskOfSpans, spansOfMask } from '../../mask/rle';
import { moveSpans } from '../../mask/spans';
import type { Mask } from '../../shapes/shapeData';
import { fromBase64, toBase64 } from '../lib/base64';
import { spansOfPng } from '../lib/pngSpans';
import { decodePng } from '../png/decodePng';
import { encodeGreyPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';

const MAX_PLACE_PX = 1_000_000_000;

/** A crop and its first point as a mask; the PNG's own size counts, and it may hang over the image's border. */
export function maskOfCrop(base64: string, origin: Point): Mask | string {
  const bytes = fromBase64(base64);
  if (!bytes) return 'its mask is no Base64';
  const png = decodePng(bytes);
  if (typeof png === 'string') return `its mask is no PNG that can be read: ${png}`;
  if (Math.abs(origin.x) > MAX_PLACE_PX || Math.abs(origin.y) > MAX_PLACE_PX)
    return 'its mask lies too far from the image';
  const spans = spansOfPng(png, evenRounded(origin.x), evenRounded(origin.y));
  return maskOfSpans(spans) ?? 'its mask has no pixel set';
}

/** As numpy rounds: halves go to the even neighbour. */
function evenRounded(value: number): number {
  const low = Math.floor(value);
  const rest = value - low;
  if (rest !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

/** The crop (grey, 8 bits, values 0 and 1) and its first and last pixel. */
export function cropOfMask(mask: Mask): {
  readonly points: readonly (readonly [number, number])[];
  readonly mask: string;
} {
  const { x, y, widthPx, heightPx } = mask;
  const values = new Uint8Array(widthPx * heightPx);
  paintRegion(values, widthPx, heightPx, moveSpans(spansOfMask(mask), -x, -y), 1);
  return {
    points: [
      [x, y],
      [x + widthPx - 1, y + heightPx - 1],
    ],
    mask: toBase64(encodeGreyPng(widthPx, heightPx, values)),
  };
}
