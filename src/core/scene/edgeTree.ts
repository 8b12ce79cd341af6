import { squaredDistanceOfOrigin, type FlatPoints } from '../geometry/polyline';

/** Edges in a leaf. */
const LEAF_EDGES = 8;
/** Nothing is left out for being beyond a bound by less than rounding can make: a share, and pixels. */
const SLACK = 1 + 1e-9;
const SLACK_PX = 1e-6;

/**
 * Boxes around the edges of a long line: around eight that follow each other, around two such boxes, and so on. A line
 * runs on from where it is, so its own order packs the boxes well and nothing needs to be sorted. Says exactly what a
 * look at every edge says, after a look at some hundred of 100,000.
 */
export class EdgeTree {
  readonly #points: FlatPoints;
  readonly #edges: number;
  /** A power of two. */
  readonly #leaves: number;
  /** left, top, right, bottom of node n at 4n; the root is 1, the children of n are 2n and 2n + 1. */
  readonly #boxes: Float64Array;
  /** Of the search under way. */
  #least = Infinity;
  #bound = Infinity;

  /** `isClosed`: an edge leads from the last point to the first. */
  constructor(points: FlatPoints, isClosed: boolean) {
    this.#points = points;
    const count = points.length >> 1;
    this.#edges = isClosed ? count : Math.max(0, count - 1);
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, this.#edges / LEAF_EDGES)));
    this.#boxes = new Float64Array(8 * this.#leaves);
    for (let leaf = 0; leaf < this.#leaves; leaf++) this.#encloseEdges(leaf);
    for (let node = this.#leaves - 1; node >= 1; node--) this.#encloseChildren(node);
  }

  /** From a point to the line, pixels; Infinity when that is more than `limit`. */
  distance(x: number, y: number, limit: number): number {
    this.#least = Infinity;
    this.#bound = limit * limit * SLACK;
    this.#approach(1, x, y);
    const distance = Math.sqrt(this.#least);
    return distance <= limit ? distance : Infinity;
  }

  /** True when a ray to the right of the point crosses an odd number of edges: it is inside a closed line. */
  isInside(x: number, y: number): boolean {
    return this.#crossings(1, x, y) % 2 === 1;
  }

  #approach(node: number, x: number, y: number): void {
    if (this.#gapSquared(node, x, y) > this.#bound) return;
    if (node >= this.#leaves) return this.#approachEdges(node - this.#leaves, x, y);
    const isRightNearer = this.#gapSquared(2 * node + 1, x, y) < this.#gapSquared(2 * node, x, y);
    const nearer = 2 * node + (isRightNearer ? 1 : 0);
    this.#approach(nearer, x, y);
    this.#approach(nearer ^ 1, x, y);
  }

  #approachEdges(leaf: number, x: number, y: number): void {
    const end = this.#endOf(leaf);
    for (let i = leaf * LEAF_EDGES; i < end; i++) {
      const [ax, ay] = [this.#x(i) - x, this.#y(i) - y];
      const [bx, by] = [this.#x(i + 1) - x, this.#y(i + 1) - y];
      const squared = squaredDistanceOfOrigin(ax, ay, bx - ax, by - ay);
      if (squared >= this.#least) continue;
      this.#least = squared;
      this.#bound = Math.min(this.#bound, squared * SLACK);
    }
  }

  #crossings(node: number, x: number, y: number): number {
    const at = 4 * node;
    const boxes = this.#boxes;
    if (y < (boxes[at + 1] ?? 0) || y > (boxes[at + 3] ?? 0) || x > (boxes[at + 2] ?? 0) + SLACK_PX) return 0;
    if (node >= this.#leaves) return this.#crossedEdges(node - this.#leaves, x, y);
    return this.#crossings(2 * node, x, y) + this.#crossings(2 * node + 1, x, y);
  }

  #crossedEdges(leaf: number, x: number, y: number): number {
    let crossed = 0;
    const end = this.#endOf(leaf);
    for (let i = leaf * LEAF_EDGES; i < end; i++) {
      const [xj, yj] = [this.#x(i), this.#y(i)];
      const [xi, yi] = [this.#x(i + 1), this.#y(i + 1)];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) crossed++;
    }
    return crossed;
  }

  /** From the point to the node's box, squared; Infinity for an empty one. */
  #gapSquared(node: number, x: number, y: number): number {
    const at = 4 * node;
    const boxes = this.#boxes;
    const dx = Math.max((boxes[at] ?? 0) - x, 0, x - (boxes[at + 2] ?? 0));
    const dy = Math.max((boxes[at + 1] ?? 0) - y, 0, y - (boxes[at + 3] ?? 0));
    return dx * dx + dy * dy;
  }

  #endOf(leaf: number): number {
    return Math.min((leaf + 1) * LEAF_EDGES, this.#edges);
  }

  #x(point: number): number {
    return this.#points[(2 * point) % this.#points.length] ?? 0;
  }

  #y(point: number): number {
    return this.#points[(2 * point + 1) % this.#points.length] ?? 0;
  }

  #encloseEdges(leaf: number): void {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const end = this.#endOf(leaf);
    if (leaf * LEAF_EDGES < end)
      for (let i = leaf * LEAF_EDGES; i <= end; i++) {
        const [x, y] = [this.#x(i), this.#y(i)];
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        if (y > bottom) bottom = y;
      }
    this.#boxes.set([left, top, right, bottom], 4 * (this.#leaves + leaf));
  }

  #encloseChildren(node: number): void {
    const boxes = this.#boxes;
    for (let side = 0; side < 4; side++) {
      const [a, b] = [boxes[8 * node + side] ?? 0, boxes[8 * node + 4 + side] ?? 0];
      boxes[4 * node + side] = side < 2 ? Math.min(a, b) : Math.max(a, b);
    }
  }
}
