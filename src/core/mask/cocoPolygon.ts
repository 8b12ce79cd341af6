import { spansOfColumns } from './columns';
import type { FlatPoints } from '../geometry/polyline';
import { uniteAll } from './combine';
import type { Spans } from './spans';

/** The lattice on which pycocotools walks along an outline is finer than the pixels. */
const FINER = 5;

/**
 * The pixels that pycocotools' `frPyObjects` sets for a polygon: each ring by itself, all united, so that holes are
 * filled. Bit for bit that of `rleFrPoly` in cocoapi's common/maskApi.c, which is not "centre inside".
 */
export function cocoSpans(rings: readonly FlatPoints[], widthPx: number, heightPx: number): Spans {
  return uniteAll(rings.map((ring) => spansOfColumns(cocoRuns(ring, widthPx, heightPx), widthPx, heightPx)));
}

/** One ring's run lengths, column by column, as COCO has them. */
export function cocoRuns(ring: FlatPoints, widthPx: number, heightPx: number): number[] {
  const cuts: number[] = [];
  const walk = new LatticeWalk(widthPx, heightPx, cuts);
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    walk.edge(toLattice(ring[i]), toLattice(ring[i + 1]), toLattice(ring[j]), toLattice(ring[j + 1]));
  }
  cuts.push(widthPx * heightPx);
  return runsBetween(Float64Array.from(cuts).sort());
}

function toLattice(valuePx = 0): number {
  return Math.trunc(FINER * valuePx + 0.5);
}

/** Notes where an outline crosses the middle of a column. */
class LatticeWalk {
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #cuts: number[];
  #u: number | undefined;
  #v = 0;

  constructor(widthPx: number, heightPx: number, cuts: number[]) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#cuts = cuts;
  }

  /** Every lattice point of an edge, stepping along its longer axis from the lower end's rounding. */
  edge(ax: number, ay: number, bx: number, by: number): void {
    const isFlat = Math.abs(ax - bx) >= Math.abs(ay - by);
    const [a, b, c, d] = isFlat ? [ax, ay, bx, by] : [ay, ax, by, bx];
    const length = Math.abs(a - c);
    if (length === 0) return;
    const isUp = a <= c;
    const [low, side] = isUp ? [a, b] : [c, d];
    const slope = ((isUp ? d : b) - side) / length;
    for (let k = 0; k <= length; k++) {
      const step = isUp ? k : length - k;
      const along = low + step;
      const across = Math.trunc(side + slope * step + 0.5);
      if (isFlat) this.#visit(along, across);
      else this.#visit(across, along);
    }
  }

  /** Only the step between lattice columns 5k + 2 and 5k + 3 counts: the middle of pixel column k. */
  #visit(u: number, v: number): void {
    const before = this.#u;
    if (before !== undefined && u !== before) {
      const column = (Math.min(u, before) - 2) / FINER;
      if (Number.isInteger(column) && column >= 0 && column < this.#widthPx) {
        const row = Math.ceil((Math.min(v, this.#v) - 2) / FINER);
        this.#cuts.push(column * this.#heightPx + Math.max(0, Math.min(this.#heightPx, row)));
      }
    }
    this.#u = u;
    this.#v = v;
  }
}

/** An empty run joins the one after it to the one before. */
function runsBetween(cuts: Float64Array): number[] {
  const runs: number[] = [];
  let at = 0;
  let joins = false;
  let wasStarted = false;
  for (const cut of cuts) {
    const length = cut - at;
    at = cut;
    if (joins) runs[runs.length - 1] = (runs.at(-1) ?? 0) + length;
    else if (length > 0 || runs.length === 0) runs.push(length);
    joins = !joins && length === 0 && wasStarted;
    wasStarted = true;
  }
  return runs;
}
