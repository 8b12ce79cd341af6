import { rectOfCorners, type Point, type Rect } from '../geometry/rect';

/**
 * The rectangle that a drag from `from` (inside the image) to `to` spans, image pixels: free or square, from a
 * corner or from its centre. What would not fit in the image is made smaller, so that it stays square or centred.
 */
export function spanRect(
  from: Point,
  to: Point,
  how: { readonly square: boolean; readonly fromCentre: boolean },
  image: { readonly widthPx: number; readonly heightPx: number },
): Rect {
  const roomX = roomFor(from.x, to.x, image.widthPx, how.fromCentre);
  const roomY = roomFor(from.y, to.y, image.heightPx, how.fromCentre);
  const longer = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  const side = how.square ? Math.min(longer, roomX, roomY) : Infinity;
  const dx = towards(from.x, to.x, how.square ? side : Math.min(roomX, Math.abs(to.x - from.x)));
  const dy = towards(from.y, to.y, how.square ? side : Math.min(roomY, Math.abs(to.y - from.y)));
  const start = how.fromCentre ? { x: from.x - dx, y: from.y - dy } : from;
  return rectOfCorners(start, { x: from.x + dx, y: from.y + dy });
}

function towards(from: number, to: number, length: number): number {
  return to < from ? -length : length;
}

/** How far one can go from `from` towards `to` before the border, on both sides at once from a centre. */
function roomFor(from: number, to: number, size: number, fromCentre: boolean): number {
  if (fromCentre) return Math.max(0, Math.min(from, size - from));
  return Math.max(0, to < from ? from : size - from);
}
