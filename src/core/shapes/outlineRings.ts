import { flattenCubic } from '../geometry/cubic';
import type { FlatPoints } from '../geometry/polyline';
import { kindOf, type Shape } from './index';
import type { PathSink } from './shape';

/** What a shape fills, as closed rings of straight edges, image pixels, by the even-odd rule; none for lines. */
export function outlineRings(shape: Shape): readonly FlatPoints[] {
  const kind = kindOf(shape);
  if (!kind.isArea(shape)) return [];
  const rings = new Rings();
  if (kind.traceFill) kind.traceFill(shape, rings);
  else kind.trace(shape, rings);
  return rings.done;
}

/** Curves become straight pieces. */
class Rings implements PathSink {
  readonly done: number[][] = [];
  #ring: number[] = [];

  moveTo(x: number, y: number): void {
    this.#ring = [x, y];
    this.done.push(this.#ring);
  }

  lineTo(x: number, y: number): void {
    this.#ring.push(x, y);
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    const [fromX = x, fromY = y] = this.#ring.slice(-2);
    flattenCubic([fromX, fromY, x1, y1, x2, y2, x, y], this.#ring);
  }

  closePath(): void {
    // A ring is closed by itself.
  }
}
