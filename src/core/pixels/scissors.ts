import type { FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { BucketQueue } from './bucketQueue';
import { edgeCost, type EdgeCost } from './edgeCost';
import type { PixelPatch } from './patch';
import { pixelAt } from './patchSpans';

/** Weights of the features: zero crossing, gradient direction, gradient magnitude (Mortensen and Barrett, 1995). */
const ZERO = 0.43;
const DIRECTION = 0.43;
const MAGNITUDE = 0.14;
/** Costs are counted in whole steps, so that a queue of buckets can hold them. */
const STEPS = 255;
const DIAGONAL = Math.SQRT2;

/**
 * Intelligent scissors (live-wire) after Mortensen and Barrett, 1995: the way along the picture's edges from a seed to
 * any point of the window that the patch covers. The costs are found once; the search from a seed (Dijkstra) goes on
 * only as far as the points that are asked for, and what it found stays.
 */
export class Scissors {
  readonly #patch: PixelPatch;
  readonly #cost: EdgeCost;
  readonly #total: Float64Array;
  readonly #from: Int32Array;
  readonly #isSettled: Uint8Array;
  #queue = new BucketQueue();
  #seed = -1;

  constructor(patch: PixelPatch) {
    this.#patch = patch;
    this.#cost = edgeCost(patch);
    const count = patch.widthPx * patch.heightPx;
    this.#total = new Float64Array(count);
    this.#from = new Int32Array(count);
    this.#isSettled = new Uint8Array(count);
  }

  /** Where the way begins, from now on; false when the point (image pixels) is not in the window. */
  seed(imagePoint: Point): boolean {
    const at = pixelAt(this.#patch, imagePoint.x, imagePoint.y);
    if (at < 0) return false;
    this.#seed = at;
    this.#total.fill(Infinity);
    this.#from.fill(-1);
    this.#isSettled.fill(0);
    this.#queue = new BucketQueue();
    this.#total[at] = 0;
    this.#queue.push(at, 0);
    return true;
  }

  /** True when the point (image pixels) lies in the window. */
  has(imagePoint: Point): boolean {
    return pixelAt(this.#patch, imagePoint.x, imagePoint.y) >= 0;
  }

  /**
   * The way from the seed to a point, both included: centres of the patch's pixels, flat image pixels. Undefined
   * without a seed or for a point outside the window.
   */
  pathTo(imagePoint: Point): FlatPoints | undefined {
    const to = pixelAt(this.#patch, imagePoint.x, imagePoint.y);
    if (to < 0 || this.#seed < 0) return undefined;
    this.#search(to);
    const way: number[] = [];
    for (let at = to; at >= 0; at = this.#from[at] as number) way.push(at);
    return way.reverse().flatMap((at) => this.#centre(at));
  }

  #centre(at: number): [number, number] {
    const { imageRect, widthPx, heightPx } = this.#patch;
    const [column, row] = [at % widthPx, Math.floor(at / widthPx)];
    return [
      imageRect.x + ((column + 0.5) * imageRect.width) / widthPx,
      imageRect.y + ((row + 0.5) * imageRect.height) / heightPx,
    ];
  }

  /** Settles pixels in the order of their cost until `to` is one of them. */
  #search(to: number): void {
    while (this.#isSettled[to] === 0) {
      const at = this.#queue.pop();
      if (at === undefined) return;
      if (this.#isSettled[at] === 1) continue;
      this.#isSettled[at] = 1;
      this.#relax(at);
    }
  }

  #relax(at: number): void {
    const { widthPx, heightPx } = this.#patch;
    const [column, row] = [at % widthPx, Math.floor(at / widthPx)];
    for (let dy = row > 0 ? -1 : 0; dy <= (row + 1 < heightPx ? 1 : 0); dy++)
      for (let dx = column > 0 ? -1 : 0; dx <= (column + 1 < widthPx ? 1 : 0); dx++) {
        const next = at + dy * widthPx + dx;
        if (next === at || this.#isSettled[next] === 1) continue;
        const total = (this.#total[at] as number) + stepCost(this.#cost, at, next, dx, dy);
        if (total >= (this.#total[next] as number)) continue;
        this.#total[next] = total;
        this.#from[next] = at;
        this.#queue.push(next, total);
      }
  }
}

/** Cost of the step from p to its neighbour q, in whole steps of at least 1; a diagonal is longer. */
function stepCost(cost: EdgeCost, p: number, q: number, dx: number, dy: number): number {
  const isDiagonal = dx !== 0 && dy !== 0;
  const local =
    ZERO * (cost.zero[q] as number) +
    MAGNITUDE * (cost.magnitude[q] as number) +
    DIRECTION * directionCost(cost, p, q, dx, dy);
  return 1 + Math.round(STEPS * local * (isDiagonal ? DIAGONAL : 1));
}

/**
 * How sharply the edge turns between p and q, 0 to 1: angles between the link and the edge directions of both, which
 * are their gradients turned by 90 degrees; the link points to the side where they agree.
 */
function directionCost({ gx, gy }: EdgeCost, p: number, q: number, dx: number, dy: number): number {
  const length = dx !== 0 && dy !== 0 ? DIAGONAL : 1;
  const alongP = ((gy[p] as number) * dx - (gx[p] as number) * dy) / length;
  const alongQ = ((gy[q] as number) * dx - (gx[q] as number) * dy) / length;
  const [dp, dq] = alongP >= 0 ? [alongP, alongQ] : [-alongP, -alongQ];
  return (2 / (3 * Math.PI)) * (angle(dp) + angle(dq));
}

function angle(cosine: number): number {
  return Math.acos(Math.min(1, Math.max(-1, cosine)));
}
