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

/**
 * Colours a mask: `pixels` (as ImageData's on a little-endian machine, 0xAABBGGRR, not premultiplied) get the inner
 * `width` x `height` part of the cover, which must be `margin` (at least `edgePx`) larger on every side, so that the
 * border does not follow the cut.
 */
export function tintMask(
  pixels: Int32Array,
  { rect, values }: MaskCover,
  margin: number,
  look: MaskLook,
): void {
  const [width, height] = [rect.width - 2 * margin, rect.height - 2 * margin];
  const stride = rect.width;
  const shades = shadesOf(look);
  const edge = abgr(look.edgeColor) | (0xff << 24);
  const reach = look.edgePx;
  for (let y = 0; y < height; y++) {
    let at = (y + margin) * stride + margin;
    for (let x = 0, to = y * width; x < width; x++, to++, at++) {
      const value = values[at] as number;
      if (value === 0) pixels[to] = 0;
      else if (value < INSIDE || reach === 0 || !isEdge(values, at, stride, reach))
        pixels[to] = shades[value] as number;
      else {
        const isGap = look.dashed && ((rect.x + x + rect.y + y) & DASH_MASK) !== 0;
        pixels[to] = isGap ? (shades[value] as number) : edge;
      }
    }
  }
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
