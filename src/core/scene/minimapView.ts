import { orientRect, type Orientation } from './orientation';
import { centred, type Size, type Viewport } from './viewport';

/** A small map of the whole image: its size and how the image lies in it, both in CSS pixels. */
export function minimapView(
  image: Size,
  orientation: Orientation | undefined,
  longestSidePx: number,
): { readonly size: Size; readonly map: Viewport } {
  const whole = { x: 0, y: 0, ...image };
  const { width, height } = orientRect(orientation, whole);
  const scale = longestSidePx / Math.max(1, width, height);
  const size = {
    width: Math.max(24, Math.round(width * scale)),
    height: Math.max(24, Math.round(height * scale)),
  };
  return { size, map: centred(whole, size, scale, orientation) };
}
