import type { ImageFacts } from '../annotation/document';
import { clampPoint, type Point, type Rect } from '../geometry/rect';

/** A press that moves less than this, in screen pixels, is a click. */
export const DRAG_THRESHOLD_PX = 3;

export function imageRect(image: ImageFacts): Rect {
  return { x: 0, y: 0, width: image.widthPx, height: image.heightPx };
}

export function clampToImage(imagePoint: Point, image: ImageFacts): Point {
  return clampPoint(imagePoint, imageRect(image));
}

/** True when the two points are at least so many screen pixels apart along an axis. */
export function isApart(a: Point, b: Point, screenPx: number, scale: number): boolean {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) * scale >= screenPx;
}
