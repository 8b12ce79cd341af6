import { pan, zoomAt, type Size, type Viewport } from '../../src/core/scene/viewport';
import type { Point } from '../../src/core/geometry/rect';

/** The members of a DOM WheelEvent that matter; `deltaMode` 0 = pixels, 1 = lines, 2 = pages. */
export interface Wheel {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}

const LINE_PX = 16;
/** A notch of a mouse wheel (100 px in Chromium) zooms by a fifth. */
const WHEEL_RATE = Math.log(1.2) / 100;
/** A pinch on a trackpad comes as ctrl+wheel in steps of a few pixels. */
const PINCH_RATE = 0.01;
/** Fast wheels send huge steps: more than two notches at once only loses the user. */
const MAX_STEP_PX = 240;

/** The view after a wheel event: zoomed about the pointer, or with Shift moved sideways. */
export function wheeled(view: Viewport, wheel: Wheel, screenPoint: Point, canvas: Size): Viewport {
  const unit = wheel.deltaMode === 1 ? LINE_PX : wheel.deltaMode === 2 ? canvas.height : 1;
  if (wheel.shiftKey && !wheel.ctrlKey) return pan(view, -(wheel.deltaX || wheel.deltaY) * unit, 0);
  const step = Math.min(MAX_STEP_PX, Math.max(-MAX_STEP_PX, wheel.deltaY * unit));
  return zoomAt(view, screenPoint, Math.exp(-step * (wheel.ctrlKey ? PINCH_RATE : WHEEL_RATE)));
}
