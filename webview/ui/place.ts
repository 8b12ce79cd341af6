import type { Point, Rect } from '../../src/core/geometry/rect';
import type { Size } from '../../src/core/scene/viewport';

const GAP_PX = 8;

/**
 * Where a small window goes: right of its target if there is room, else left of it, else over its middle; in the
 * upper middle without a target. Always inside the canvas as far as it fits. Screen pixels.
 */
export function placeBeside(target: Rect | undefined, size: Size, canvas: Size): Point {
  if (!target) return inside({ x: (canvas.width - size.width) / 2, y: canvas.height / 5 }, size, canvas);
  const right = target.x + target.width + GAP_PX;
  const left = target.x - GAP_PX - size.width;
  const fitsRight = right + size.width + GAP_PX <= canvas.width;
  const fitsLeft = left >= GAP_PX;
  const x = fitsRight ? right : fitsLeft ? left : target.x + (target.width - size.width) / 2;
  return inside({ x, y: target.y }, size, canvas);
}

function inside({ x, y }: Point, size: Size, canvas: Size): Point {
  return {
    x: Math.round(Math.max(GAP_PX, Math.min(x, canvas.width - size.width - GAP_PX))),
    y: Math.round(Math.max(GAP_PX, Math.min(y, canvas.height - size.height - GAP_PX))),
  };
}
