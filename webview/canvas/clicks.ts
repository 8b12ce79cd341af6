import type { Point } from '../../src/core/geometry/rect';

const DOUBLE_CLICK_MS = 400;
const DOUBLE_CLICK_REACH_PX = 5;

/** Counts presses that follow each other quickly at one place; pointer events, unlike mouse events, do not. */
export class ClickCounter {
  #count = 0;
  #at: Point = { x: NaN, y: NaN };
  #timeMs = -Infinity;

  /** The number of this press in its series, from 1. */
  press(screenPoint: Point, timeMs: number): number {
    const near = Math.hypot(screenPoint.x - this.#at.x, screenPoint.y - this.#at.y) <= DOUBLE_CLICK_REACH_PX;
    this.#count = near && timeMs - this.#timeMs <= DOUBLE_CLICK_MS ? this.#count + 1 : 1;
    this.#at = screenPoint;
    this.#timeMs = timeMs;
    return this.#count;
  }

  get count(): number {
    return this.#count;
  }
}
