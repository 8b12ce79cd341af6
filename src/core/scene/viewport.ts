import type { Point, Rect } from '../geometry/rect';

/** How the image lies in the canvas: screenPoint = imagePoint * scale + offset. Screen = CSS pixels of the canvas. */
export interface Viewport {
  /** Screen pixels per image pixel. */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const MIN_SCALE = 1 / 256;
export const MAX_SCALE = 64;
/** Screen pixels kept free around a fitted image. */
const FIT_MARGIN_PX = 16;

export function toScreen(view: Viewport, imagePoint: Point): Point {
  return { x: imagePoint.x * view.scale + view.offsetX, y: imagePoint.y * view.scale + view.offsetY };
}

export function toImage(view: Viewport, screenPoint: Point): Point {
  return { x: (screenPoint.x - view.offsetX) / view.scale, y: (screenPoint.y - view.offsetY) / view.scale };
}

export function pan(view: Viewport, dxScreen: number, dyScreen: number): Viewport {
  return { ...view, offsetX: view.offsetX + dxScreen, offsetY: view.offsetY + dyScreen };
}

/** Zooms by a factor; the image point under `screenPoint` stays there. */
export function zoomAt(view: Viewport, screenPoint: Point, factor: number): Viewport {
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, view.scale * factor));
  const at = toImage(view, screenPoint);
  return { scale, offsetX: screenPoint.x - at.x * scale, offsetY: screenPoint.y - at.y * scale };
}

/** The whole rectangle (image pixels) centred in the canvas, with a small margin. */
export function fit(imageRect: Rect, canvas: Size): Viewport {
  const room = {
    width: Math.max(1, canvas.width - 2 * FIT_MARGIN_PX),
    height: Math.max(1, canvas.height - 2 * FIT_MARGIN_PX),
  };
  const wanted = Math.min(
    room.width / Math.max(1, imageRect.width),
    room.height / Math.max(1, imageRect.height),
  );
  const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, wanted));
  return centred(imageRect, canvas, scale);
}

/** The rectangle's centre in the middle of the canvas at a given scale. */
export function centred(imageRect: Rect, canvas: Size, scale: number): Viewport {
  return {
    scale,
    offsetX: canvas.width / 2 - (imageRect.x + imageRect.width / 2) * scale,
    offsetY: canvas.height / 2 - (imageRect.y + imageRect.height / 2) * scale,
  };
}

/** The part of the image plane that the canvas shows, image pixels. */
export function visibleRect(view: Viewport, canvas: Size): Rect {
  const topLeft = toImage(view, { x: 0, y: 0 });
  return { ...topLeft, width: canvas.width / view.scale, height: canvas.height / view.scale };
}
