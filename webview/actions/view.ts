import { byId } from '../../src/core/annotation/document';
import { inflate, union, type Rect } from '../../src/core/geometry/rect';
import { centred, fit, zoomAt, type Viewport } from '../../src/core/scene/viewport';
import { kindOf } from '../../src/core/shapes/index';
import type { EditorSettings } from '../../src/protocol/editor';
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
  setView(page, fit(imageRect(page.store.state), page.canvasSize()));
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
  const view = fit(inflate(rect, room), page.canvasSize());
  setView(page, view.scale > 8 ? centred(rect, page.canvasSize(), 8) : view);
}

/** Brings annotations into view without a change of zoom; does nothing when they are in view already. */
export function reveal(page: Page, ids: Iterable<string>): void {
  const { view } = page.store.state;
  const rect = boundsOf(page.store.state, ids);
  if (!view || !rect) return;
  const { width, height } = page.canvasSize();
  const left = rect.x * view.scale + view.offsetX;
  const top = rect.y * view.scale + view.offsetY;
  const inside =
    left >= 0 &&
    top >= 0 &&
    left + rect.width * view.scale <= width &&
    top + rect.height * view.scale <= height;
  const around = rect.width * view.scale > width || rect.height * view.scale > height;
  if (inside) return;
  setView(page, around ? fit(rect, page.canvasSize()) : centred(rect, { width, height }, view.scale));
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

/** Names and scores on the shapes: as the setting says, or not at all. */
export function toggleLabels(page: Page): void {
  const { settings } = page.store.state;
  const showLabels: EditorSettings['showLabels'] = settings.showLabels === 'never' ? 'always' : 'never';
  page.store.set({ settings: { ...settings, showLabels } });
}

function imageRect({ doc, image }: State): Rect {
  const width = image?.widthPx ?? doc.image.widthPx;
  const height = image?.heightPx ?? doc.image.heightPx;
  return { x: 0, y: 0, width, height };
}
