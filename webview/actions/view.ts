import { byId } from '../../src/core/annotation/document';
import { inflate, union, type Rect } from '../../src/core/geometry/rect';
import { centred, fit, toScreenRect, zoomAt, type Viewport } from '../../src/core/scene/viewport';
import { kindOf } from '../../src/core/shapes/index';
import type { Page } from '../page';
import type { State } from '../store';

/** One press of + or -: four presses zoom by 4. */
export const ZOOM_STEP = Math.SQRT2;
/** Image pixels around a shape that is zoomed to, as a share of its longer side. */
const ROOM_SHARE = 0.35;

export function setView(page: Page, view: Viewport): void {
  page.store.set({ view });
}

export function fitImage(page: Page): void {
  const { state } = page.store;
  setView(page, fit(imageRectOf(state), page.canvasSize(), state.view?.orientation));
}

/** One image pixel is one pixel of the screen's CSS; the middle of the view stays. */
export function actualSize(page: Page): void {
  zoomBy(page, 1 / (page.store.state.view?.scale ?? 1));
}

export function zoomBy(page: Page, factor: number): void {
  const { view } = page.store.state;
  const { width, height } = page.canvasSize();
  if (view) setView(page, zoomAt(view, { x: width / 2, y: height / 2 }, factor));
}

/** Zooms so that the annotations fill a good part of the view, but never further in than 8:1. */
export function zoomToAnnotations(page: Page, ids: Iterable<string>): void {
  const rect = boundsOf(page.store.state, ids);
  if (!rect) return fitImage(page);
  const room = ROOM_SHARE * Math.max(rect.width, rect.height, 8);
  const orientation = page.store.state.view?.orientation;
  const view = fit(inflate(rect, room), page.canvasSize(), orientation);
  setView(page, view.scale > 8 ? centred(rect, page.canvasSize(), 8, orientation) : view);
}

/** Brings annotations into view without a change of zoom; does nothing when they are in view already. */
export function reveal(page: Page, ids: Iterable<string>): void {
  const { view } = page.store.state;
  const rect = boundsOf(page.store.state, ids);
  if (!view || !rect) return;
  const { width, height } = page.canvasSize();
  const { orientation } = view;
  const at = toScreenRect(view, rect);
  const inside = at.x >= 0 && at.y >= 0 && at.x + at.width <= width && at.y + at.height <= height;
  const around = at.width > width || at.height > height;
  if (inside) return;
  const size = { width, height };
  setView(page, around ? fit(rect, size, orientation) : centred(rect, size, view.scale, orientation));
}

/** The rectangle around annotations, image pixels; undefined for none. */
export function boundsOf(state: State, ids: Iterable<string>): Rect | undefined {
  const known = byId(state.doc);
  let rect: Rect | undefined;
  for (const id of ids) {
    const shape = known.get(id)?.shape;
    if (!shape) continue;
    const bounds = kindOf(shape).bounds(shape);
    rect = rect ? union(rect, bounds) : bounds;
  }
  return rect;
}

/** The whole image, image pixels. */
export function imageRectOf({ doc, image }: State): Rect {
  const width = image?.widthPx ?? doc.image.widthPx;
  const height = image?.heightPx ?? doc.image.heightPx;
  return { x: 0, y: 0, width, height };
}
