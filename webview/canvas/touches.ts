import type { Point } from '../../src/core/geometry/rect';
import { pan, zoomAt, type Viewport } from '../../src/core/scene/viewport';

/** The fingers on the canvas: one draws, two pan and pinch. */
export class Touches {
  readonly #fingers = new Map<number, Point>();

  get count(): number {
    return this.#fingers.size;
  }

  down(pointerId: number, screenPoint: Point): void {
    this.#fingers.set(pointerId, screenPoint);
  }

  up(pointerId: number): void {
    this.#fingers.delete(pointerId);
  }

  /** The view after one of two fingers moved: their middle carries the image along, their distance zooms it. */
  move(view: Viewport, pointerId: number, screenPoint: Point): Viewport {
    const before = this.#span();
    if (this.#fingers.has(pointerId)) this.#fingers.set(pointerId, screenPoint);
    const after = this.#span();
    if (!before || !after) return view;
    const moved = pan(view, after.middle.x - before.middle.x, after.middle.y - before.middle.y);
    return zoomAt(moved, after.middle, after.distancePx / Math.max(1, before.distancePx));
  }

  #span(): { readonly middle: Point; readonly distancePx: number } | undefined {
    const [a, b] = [...this.#fingers.values()];
    if (!a || !b) return undefined;
    return {
      middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
      distancePx: Math.hypot(a.x - b.x, a.y - b.y),
    };
  }
}
