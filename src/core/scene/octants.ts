import { squaredDistanceOfOrigin } from '../geometry/polyline';

/** Eighths of the plane around a middle. */
const COUNT = 8;
/** Eighths by angle, by the signs of x and y and by which of both is longer. */
const BY_SIGNS = [0, 3, 7, 4, 1, 2, 6, 5] as const;
const DIAGONAL = Math.SQRT1_2;
/** Single precision may round towards the wrong side. */
const SLACK = 1 + 1e-6;

/**
 * How near and how far the outlines of many shapes run in each of eight directions from the shapes' middles: mostly
 * enough to say that an outline is not near a point, and read in one piece of memory. Pixels.
 */
export class Octants {
  /** Nearest and farthest of direction k of shape n at 16n + 2k. */
  readonly #ranges: Float32Array;

  constructor(shapes: number) {
    this.#ranges = new Float32Array(2 * COUNT * shapes);
  }

  /** Takes in a closed line, the numbers of `pool` from `start` to `end`, whose middle is at x, y. */
  enter(shape: number, pool: Float64Array, start: number, end: number, x: number, y: number): void {
    const at = 2 * COUNT * shape;
    for (let i = at; i < at + 2 * COUNT; i += 2) {
      this.#ranges[i] = Infinity;
      this.#ranges[i + 1] = 0;
    }
    let ax = (pool[end - 2] as number) - x;
    let ay = (pool[end - 1] as number) - y;
    for (let i = start; i < end; i += 2) {
      const bx = (pool[i] as number) - x;
      const by = (pool[i + 1] as number) - y;
      this.#edge(at, ax, ay, bx, by);
      [ax, ay] = [bx, by];
    }
  }

  /**
   * True when the outline surely has nothing within `limit` of the point that is (dx, dy) from the shape's middle and
   * `away` pixels off it.
   */
  isClear(shape: number, dx: number, dy: number, away: number, limit: number): boolean {
    const [wide, high] = [Math.abs(dx), Math.abs(dy)];
    // A circle that reaches into a second eighth may meet what runs there.
    if (Math.min(wide, high, Math.abs(wide - high) * DIAGONAL) <= limit) return false;
    const at = 2 * (COUNT * shape + eighthOf(dx, dy));
    return away + limit < (this.#ranges[at] as number) || away - limit > (this.#ranges[at + 1] as number);
  }

  /** An edge counts in every eighth that it may run through. */
  #edge(at: number, ax: number, ay: number, bx: number, by: number): void {
    const nearest = Math.sqrt(squaredDistanceOfOrigin(ax, ay, bx - ax, by - ay)) / SLACK;
    const farthest = Math.sqrt(Math.max(ax * ax + ay * ay, bx * bx + by * by)) * SLACK;
    const [from, to] = [eighthOf(ax, ay), eighthOf(bx, by)];
    const turn = (to - from + COUNT) % COUNT;
    const [first, count] = turn < 4 ? [from, turn + 1] : turn > 4 ? [to, COUNT - turn + 1] : [0, COUNT];
    for (let k = first; k < first + count; k++) {
      const i = at + 2 * (k % COUNT);
      this.#ranges[i] = Math.min(this.#ranges[i] as number, nearest);
      this.#ranges[i + 1] = Math.max(this.#ranges[i + 1] as number, farthest);
    }
  }
}

/** Clockwise on the screen from the x axis on. */
function eighthOf(dx: number, dy: number): number {
  const signs = (dx < 0 ? 1 : 0) | (dy < 0 ? 2 : 0) | (Math.abs(dx) < Math.abs(dy) ? 4 : 0);
  return BY_SIGNS[signs] as number;
}
