import { flipped, turned, UPRIGHT, type Orientation } from '../../src/core/scene/orientation';
import { fit, reoriented } from '../../src/core/scene/viewport';
import type { Page } from '../page';
import { imageRectOf, setView } from './view';

/** Turns the view, never the picture or its labels. */
export function turnView(page: Page, quarters: number): void {
  orientView(page, turned(page.store.state.view?.orientation, quarters));
}

/** Mirrors the view: `x` left and right, `y` top and bottom. */
export function flipView(page: Page, axis: 'x' | 'y'): void {
  orientView(page, flipped(page.store.state.view?.orientation, axis));
}

export function uprightView(page: Page): void {
  orientView(page, UPRIGHT);
}

/** A view that showed the whole image shows it whole afterwards. */
function orientView(page: Page, orientation: Orientation): void {
  const { state } = page.store;
  if (!state.view) return;
  const canvas = page.canvasSize();
  const whole = fit(imageRectOf(state), canvas, state.view.orientation);
  const isWhole = Math.abs(whole.scale - state.view.scale) < 1e-9;
  setView(
    page,
    isWhole ? fit(imageRectOf(state), canvas, orientation) : reoriented(state.view, canvas, orientation),
  );
}
