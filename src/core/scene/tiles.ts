import { inflate, union, type Point, type Rect } from '../geometry/rect';
import { axesOf, orient, oriented, orientRect, unorientRect, type Orientation } from './orientation';
import type { Size, Viewport } from './viewport';

/** Side of a raster tile, device pixels. */
export const TILE_PX = 512;

/**
 * A viewport in device pixels: devicePoint = turned(imagePoint) * scale + (x, y). The offset is whole pixels, so that
 * every layer can be moved by plain copying and all layers agree.
 *
 * Contract of every layer: what is rastered and kept (tiles, mipmaps) is kept upright, in level pixels (image pixels
 * times scale), whatever the view's orientation. It is put on the screen under
 * `ctx.setTransform(...levelTransform(view))`, which makes the canvas take level pixels; turns are by quarters, so a
 * copy stays a copy of whole pixels. Which level pixels are in sight says `levelRectOf`, which image pixels
 * `imageRectOf`. What must stay upright (names, grips, rulers) is drawn without a transform, at `toDevice(view, p)`.
 * `isUpright(view.orientation)` tells whether the transform is a mere shift.
 */
export interface DeviceView {
  /** Device pixels per image pixel. */
  readonly scale: number;
  readonly x: number;
  readonly y: number;
  /** Absent: upright. */
  readonly orientation?: Orientation;
}

export function deviceView(view: Viewport, pixelRatio: number): DeviceView {
  return {
    scale: view.scale * pixelRatio,
    x: Math.round(view.offsetX * pixelRatio),
    y: Math.round(view.offsetY * pixelRatio),
    ...oriented(view.orientation),
  };
}

/** For `ctx.setTransform`: from level pixels (image pixels * scale) to device pixels. */
export function levelTransform(
  view: DeviceView,
): readonly [a: number, b: number, c: number, d: number, e: number, f: number] {
  return [...axesOf(view.orientation), view.x, view.y];
}

/** Image to device pixels. */
export function toDevice(view: DeviceView, imagePoint: Point): Point {
  const { x, y } = orient(view.orientation, imagePoint);
  return { x: x * view.scale + view.x, y: y * view.scale + view.y };
}

/** Where a rectangle of the image (image pixels) lies on the canvas, device pixels. */
export function toDeviceRect(view: DeviceView, imageRect: Rect): Rect {
  const { x, y, width, height } = scaleRect(orientRect(view.orientation, imageRect), view.scale);
  return { x: x + view.x, y: y + view.y, width, height };
}

/**
 * Columns and rows of tiles, ends included. Tiles lie on a grid that starts at the image's origin and counts
 * "level pixels": image pixels times the level's scale.
 */
export interface TileRange {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The tiles that a rectangle (level pixels) touches. */
export function tilesTouching(levelRect: Rect): TileRange {
  return {
    left: Math.floor(levelRect.x / TILE_PX),
    top: Math.floor(levelRect.y / TILE_PX),
    right: Math.ceil((levelRect.x + levelRect.width) / TILE_PX) - 1,
    bottom: Math.ceil((levelRect.y + levelRect.height) / TILE_PX) - 1,
  };
}

export interface TilePlace {
  readonly column: number;
  readonly row: number;
}

/** Where a tile lies, level pixels. */
export function tileRect({ column, row }: TilePlace): Rect {
  return { x: column * TILE_PX, y: row * TILE_PX, width: TILE_PX, height: TILE_PX };
}

/** The range's tiles, those nearest to the point (level pixels) first. */
export function nearestFirst(range: TileRange, levelPoint: Point): TilePlace[] {
  const places: TilePlace[] = [];
  for (let row = range.top; row <= range.bottom; row++)
    for (let column = range.left; column <= range.right; column++) places.push({ column, row });
  const distance = ({ column, row }: TilePlace): number =>
    Math.hypot((column + 0.5) * TILE_PX - levelPoint.x, (row + 0.5) * TILE_PX - levelPoint.y);
  return places.sort((a, b) => distance(a) - distance(b));
}

/** The part of the level plane that a canvas (device pixels) shows; the level must have the view's own scale. */
export function levelRectOf(view: DeviceView, canvas: Size): Rect {
  return unorientRect(view.orientation, {
    x: 0 - view.x,
    y: 0 - view.y,
    width: canvas.width,
    height: canvas.height,
  });
}

/** The part of the image plane that a canvas (device pixels) shows, image pixels. */
export function imageRectOf(view: DeviceView, canvas: Size): Rect {
  return scaleRect(levelRectOf(view, canvas), 1 / view.scale);
}

/** Image pixels to level pixels and back again by the inverse scale. */
export function scaleRect(rect: Rect, scale: number): Rect {
  return { x: rect.x * scale, y: rect.y * scale, width: rect.width * scale, height: rect.height * scale };
}

/** The smallest rectangle of whole pixels around `rect`. */
export function outward(rect: Rect): Rect {
  const x = Math.floor(rect.x);
  const y = Math.floor(rect.y);
  return {
    x,
    y,
    width: Math.ceil(rect.x + rect.width) - x,
    height: Math.ceil(rect.y + rect.height) - y,
  };
}

export function isEmptyRect(rect: Rect): boolean {
  return !(rect.width > 0 && rect.height > 0);
}

/** True when the two share an area. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * Adds a rectangle to a short list of places to redraw: it is joined with others where that costs little area, and
 * at most `limit` are kept.
 */
export function addDirty(rects: readonly Rect[], fresh: Rect, limit = 12): Rect[] {
  let joined = fresh;
  let rest = rects;
  for (;;) {
    const index = rest.findIndex((rect) => isCheap(rect, joined));
    const near = rest[index];
    if (!near) break;
    joined = union(near, joined);
    rest = rest.filter((_, i) => i !== index);
  }
  return rest.length < limit ? [...rest, joined] : [rest.reduce(union, joined)];
}

function isCheap(a: Rect, b: Rect): boolean {
  const whole = union(a, b);
  return whole.width * whole.height <= 1.25 * (a.width * a.height + b.width * b.height);
}

/** A rectangle of image pixels on a level, with a margin of level pixels around it. */
export function inflateScaled(imageRect: Rect, scale: number, marginPx: number): Rect {
  return inflate(scaleRect(imageRect, scale), marginPx);
}
