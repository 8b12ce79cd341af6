import type { MaskCover } from './maskCover';

/** How a mask looks. Opacities: 0 to 1. */
export interface MaskLook {
  /** `#rrggbb`. */
  readonly color: string;
  readonly fillOpacity: number;
  /** Of the border along the mask's pixels. */
  readonly edgeColor: string;
  /** Width of the border, pixels; 0 draws none. */
  readonly edgePx: number;
  readonly dashed: boolean;
}

/** A pixel that is covered by less does not count as inside; thin parts seen from afar still do. */
const INSIDE = 40;
const DASH_MASK = 8;

/** The margin, and what the width of a cover should be a multiple of, with which four pixels are looked at at once. */
export const QUICK_PX = 4;
const FULL = 0xffffffff;

/**
 * Colours a mask: `pixels` (as ImageData's on a little-endian machine, 0xAABBGGRR, not premultiplied) get the inner
 * part of the cover, `margin` (at least `edgePx`) pixels from its left, top and bottom and `width` wide; at least
 * `margin` more pixels are to its right. So the border does not follow the cut.
 */
export function tintMask(
  pixels: Int32Array,
  { rect, values }: MaskCover,
  { margin, width }: { readonly margin: number; readonly width: number },
  look: MaskLook,
): void {
  const stride = rect.width;
  const tint: Tint = {
    values,
    stride,
    shades: shadesOf(look),
    edge: abgr(look.edgeColor) | (0xff << 24),
    look,
  };
  const words =
    stride % QUICK_PX === 0 && margin === QUICK_PX && look.edgePx <= QUICK_PX ? wordsOf(values) : undefined;
  for (let y = 0; y < rect.height - 2 * margin; y++) {
    const from = (y + margin) * stride + margin;
    const to = y * width;
    const phase = rect.x + margin + rect.y + margin + y;
    const quick = words ? width & ~3 : 0;
    if (words) tintQuickly(pixels, to, words, from, quick, tint, phase);
    for (let x = quick; x < width; x++) pixels[to + x] = tinted(tint, from + x, phase + x);
  }
}

interface Tint {
  readonly values: Uint8Array;
  readonly stride: number;
  readonly shades: Int32Array;
  readonly edge: number;
  readonly look: MaskLook;
}

/** Four pixels with nothing on them, or in the middle of the mask, need no closer look. */
function tintQuickly(
  pixels: Int32Array,
  to: number,
  words: Uint32Array,
  from: number,
  count: number,
  tint: Tint,
  phase: number,
): void {
  const rowWords = tint.stride / 4;
  const reach = tint.look.edgePx;
  const inner = tint.shades[255] as number;
  for (let x = 0, at = from / 4; x < count; x += 4, at++) {
    const word = words[at] as number;
    const isPlain =
      word === 0 || (word === FULL && (reach === 0 || isSurrounded(words, at, rowWords, reach)));
    if (isPlain) {
      const pixel = word === 0 ? 0 : inner;
      pixels[to + x] = pixel;
      pixels[to + x + 1] = pixel;
      pixels[to + x + 2] = pixel;
      pixels[to + x + 3] = pixel;
    } else for (let i = x; i < x + 4; i++) pixels[to + i] = tinted(tint, from + i, phase + i);
  }
}

function isSurrounded(words: Uint32Array, at: number, rowWords: number, reach: number): boolean {
  if (words[at - 1] !== FULL || words[at + 1] !== FULL) return false;
  if (words[at - rowWords] !== FULL || words[at + rowWords] !== FULL) return false;
  return reach === 1 || (words[at - reach * rowWords] === FULL && words[at + reach * rowWords] === FULL);
}

function tinted({ values, stride, shades, edge, look }: Tint, at: number, phase: number): number {
  const value = values[at] as number;
  const isBorder = value >= INSIDE && look.edgePx > 0 && isEdge(values, at, stride, look.edgePx);
  const isGap = look.dashed && (phase & DASH_MASK) !== 0;
  return isBorder && !isGap ? edge : value === 0 ? 0 : (shades[value] as number);
}

function wordsOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint32Array | undefined {
  return byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, byteLength >> 2) : undefined;
}

function isEdge(values: Uint8Array, at: number, stride: number, reach: number): boolean {
  return (
    (values[at - 1] as number) < INSIDE ||
    (values[at + 1] as number) < INSIDE ||
    (values[at - stride] as number) < INSIDE ||
    (values[at + stride] as number) < INSIDE ||
    (reach > 1 &&
      ((values[at - reach] as number) < INSIDE ||
        (values[at + reach] as number) < INSIDE ||
        (values[at - reach * stride] as number) < INSIDE ||
        (values[at + reach * stride] as number) < INSIDE))
  );
}

/** The fill's pixel for each cover. */
function shadesOf({ color, fillOpacity }: MaskLook): Int32Array {
  const bgr = abgr(color);
  return Int32Array.from({ length: 256 }, (_, cover) => bgr | (Math.round(cover * fillOpacity) << 24));
}

function abgr(color: string): number {
  const value = Number.parseInt(color.slice(1), 16);
  return ((value & 255) << 16) | (value & 0xff00) | (value >> 16);
}
