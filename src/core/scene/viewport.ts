import type { Point, Rect } from '../geometry/rect';
import { orient, oriented, orientRect, unorient, unorientRect, type Orientation } from './orientation';

/**
 * How the image lies in the canvas: screenPoint = turned(imagePoint) * scale + offset, where `turned` is the
 * identity without an `orientation`. Screen = CSS pixels of the canvas. The functions below keep the orientation;
 * go through them instead of multiplying by hand.
 */
export interface Viewport {
  /** Screen pixels per image pixel. */
  readonly scale: number;
  readonly offsetX: number;
  readonly offsetY: number;
  /** Absent: upright. */
  readonly orientation?: Orientation;
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
  const { x, y } = orient(view.orientation, imagePoint);
  return { x: x * view.scale + view.offsetX, y: y * view.scale + view.offsetY };
}

export function toImage(view: Viewport, screenPoint: Point): Point {
  const x = (screenPoint.x - view.offsetX) / view.scale;
  const y = (screenPoint.y - view.offsetY) / view.scale;
  return unorient(view.orientation, { x, y });
}

/** Where a rectangle of the image (image pixels) lies on the screen. */
export function toScreenRect(view: Viewport, imageRect: Rect): Rect {
  const { x, y, width, height } = orientRect(view.orientation, imageRect);
  const { scale, offsetX, offsetY } = view;
  return { x: x * scale + offsetX, y: y * scale + offsetY, width: width * scale, height: height * scale };
}

export function pan(view: Viewport, dxScreen: number, dyScreen: number): Viewport {
  return { ...view, offsetX: view.offsetX + dxScreen, offsetY: view.offsetY + dyScreen };
}

/** Zooms by a factor; the image point under `screenPoint` stays there. */
export function zoomAt(view: Viewport, screenPoint: Point, factor: number): Viewport {
  const scale = clampScale(view.scale * factor);
  return placed(view.orientation, scale, toImage(view, screenPoint), screenPoint);
}

/** The whole rectangle (image pixels) centred in the canvas, with a small margin. */
export function fit(imageRect: Rect, canvas: Size, orientation?: Orientation): Viewport {
  const room = {
    width: Math.max(1, canvas.width - 2 * FIT_MARGIN_PX),
    height: Math.max(1, canvas.height - 2 * FIT_MARGIN_PX),
  };
  const { width, height } = orientRect(orientation, imageRect);
  const wanted = Math.min(room.width / Math.max(1, width), room.height / Math.max(1, height));
  return centred(imageRect, canvas, clampScale(wanted), orientation);
}

/** The rectangle's centre in the middle of the canvas at a given scale. */
export function centred(imageRect: Rect, canvas: Size, scale: number, orientation?: Orientation): Viewport {
  const centre = { x: imageRect.x + imageRect.width / 2, y: imageRect.y + imageRect.height / 2 };
  return placed(orientation, scale, centre, middleOf(canvas));
}

/** The view turned another way; what is in the middle of the canvas stays there. */
export function reoriented(view: Viewport, canvas: Size, orientation: Orientation): Viewport {
  const middle = middleOf(canvas);
  return placed(orientation, view.scale, toImage(view, middle), middle);
}

/** The part of the image plane that the canvas shows, image pixels. */
export function visibleRect(view: Viewport, canvas: Size): Rect {
  const { scale, offsetX, offsetY } = view;
  const { width, height } = canvas;
  return unorientRect(view.orientation, {
    x: (0 - offsetX) / scale,
    y: (0 - offsetY) / scale,
    width: width / scale,
    height: height / scale,
  });
}

/** The view that shows an image point at a screen point. */
function placed(
  orientation: Orientation | undefined,
  scale: number,
  imagePoint: Point,
  screenPoint: Point,
): Viewport {
  const { x, y } = orient(orientation, imagePoint);
  const [offsetX, offsetY] = [screenPoint.x - x * scale, screenPoint.y - y * scale];
  return { scale, offsetX, offsetY, ...oriented(orientation) };
}

function middleOf({ width, height }: Size): Point {
  return { x: width / 2, y: height / 2 };
}

function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}
