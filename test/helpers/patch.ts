import type { Rect } from '../../src/core/geometry/rect';
import type { PixelPatch } from '../../src/core/pixels/patch';

/** A patch painted pixel by pixel; `imageRect` defaults to the patch's own size from (0, 0). */
export function patchOf(
  widthPx: number,
  heightPx: number,
  color: (x: number, y: number) => readonly [number, number, number],
  imageRect: Rect = { x: 0, y: 0, width: widthPx, height: heightPx },
): PixelPatch {
  const data = new Uint8ClampedArray(4 * widthPx * heightPx);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) data.set([...color(x, y), 255], 4 * (y * widthPx + x));
  return { imageRect, widthPx, heightPx, data };
}

/** Noise that is the same each time, 0 to 1. */
export function noise(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43758.5453;
  return value - Math.floor(value);
}
