import type { AnnotationDoc } from '../annotation/document';
import { squaredDistanceOfOrigin } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { boxesOf, type BaseIndex } from './baseIndex';
import { exactHit, INSIDE } from './exactHit';
import { Octants } from './octants';

/** Rings up to this number of points are kept flat. */
const MAX_POINTS = 64;
/** Shapes of one node of the tree. */
const NODE_SIZE = 16;
/** What is known of a slot; 0 is nothing. */
const BOX = 1;
const RING = 2;
const OTHER = 3;
/** Nothing is left out for rounding. */
const SLACK = 1 + 1e-9;

/**
 * What a hit test asks of the shapes of an index, side by side in memory: following the pointers from an annotation to
 * its numbers costs more than reckoning with them. A shape is put in when the pointer first comes near it.
 */
export class HitTable {
  readonly #base: BaseIndex;
  readonly #boxes: ArrayLike<number>;
  readonly #kinds: Uint8Array;
  /** Square pixels; not a number until it was asked for. */
  readonly #areas: Float64Array;
  /** Where a ring's numbers begin and end in the pool. */
  readonly #spans: Uint32Array;
  /** Of a ring: x and y of its bounds' middle, and the least and greatest distance of its outline from there. */
  readonly #discs: Float64Array;
  /** Whether that middle is inside. */
  readonly #solid: Uint8Array;
  readonly #octants: Octants;
  /** What the last search over this table found, and in which document. */
  last: { readonly doc: AnnotationDoc; readonly position: number; readonly slot: number } | undefined;
  #pool = new Float64Array(4096);
  #used = 0;

  constructor(base: BaseIndex) {
    const count = base.annotations.length;
    this.#base = base;
    this.#boxes = boxesOf(base);
    this.#kinds = new Uint8Array(count);
    this.#areas = new Float64Array(count).fill(NaN);
    this.#spans = new Uint32Array(2 * count);
    this.#discs = new Float64Array(4 * count);
    this.#solid = new Uint8Array(count);
    this.#octants = new Octants(count);
  }

  /** True when the bounds, as they stand in the tree, say everything. */
  isBox(slot: number): boolean {
    return (this.#kinds[slot] || this.#enter(slot)) === BOX;
  }

  /** As `exactHit`, of what is a box. */
  boxHit(slot: number, { x, y }: Point, limit: number): number {
    const [boxes, at] = [this.#boxes, 4 * slot];
    const [left, top] = [x - (boxes[at] as number), y - (boxes[at + 1] as number)];
    const [right, bottom] = [(boxes[at + 2] as number) - x, (boxes[at + 3] as number) - y];
    return boxDistance(left, right, top, bottom, limit);
  }

  /** As `exactHit`, but without asking for the interior where `isEdgeOnly`. `slot`: place in the base's tree. */
  hit(slot: number, imagePoint: Point, limit: number, isEdgeOnly: boolean): number {
    const kind = this.#kinds[slot] || this.#enter(slot);
    if (kind !== RING) return exactHit(this.#shape(slot), imagePoint, limit);
    const { x, y } = imagePoint;
    const discs = this.#discs;
    const dx = x - (discs[4 * slot] as number);
    const dy = y - (discs[4 * slot + 1] as number);
    const away = Math.sqrt(dx * dx + dy * dy);
    if (away - limit > (discs[4 * slot + 3] as number)) return Infinity;
    if (away + limit < (discs[4 * slot + 2] as number)) return this.#solid[slot] === 1 ? INSIDE : Infinity;
    const isClear = this.#octants.isClear(slot, dx, dy, away, limit);
    if (isClear && isEdgeOnly) return Infinity;
    const [pool, start, end] = [this.#pool, this.#spans[2 * slot] ?? 0, this.#spans[2 * slot + 1] ?? 0];
    const distance = isClear ? Infinity : ringDistance(pool, start, end, x, y, limit);
    if (distance <= limit) return distance;
    return !isEdgeOnly && isInRing(pool, start, end, x, y) ? INSIDE : Infinity;
  }

  /** Square pixels. */
  area(slot: number): number {
    const known = this.#areas[slot] as number;
    if (!Number.isNaN(known)) return known;
    const shape = this.#shape(slot);
    return (this.#areas[slot] = kindOf(shape).area(shape));
  }

  #shape(slot: number): Shape {
    const annotation = this.#base.annotations[this.#base.tree?._indices[slot] ?? -1];
    if (!annotation) throw new RangeError(`the index has nothing at ${slot}`);
    return annotation.shape;
  }

  /** Takes in all shapes of a slot's node, so that they lie together. */
  #enter(slot: number): number {
    const first = slot - (slot % NODE_SIZE);
    const end = Math.min(first + NODE_SIZE, this.#kinds.length);
    for (let at = first; at < end; at++) this.#kinds[at] = this.#take(at);
    return this.#kinds[slot] as number;
  }

  #take(slot: number): number {
    const shape = this.#shape(slot);
    if (shape.kind === 'box') return isPlain(shape.x + shape.y, shape.width, shape.height) ? BOX : OTHER;
    const ring = shape.kind === 'polygon' && shape.rings.length === 1 ? shape.rings[0] : undefined;
    if (!ring || ring.length === 0 || ring.length > 2 * MAX_POINTS) return OTHER;
    this.#keep(slot, ring);
    return RING;
  }

  #keep(slot: number, ring: readonly number[]): void {
    const start = this.#used;
    const end = start + ring.length;
    if (end > this.#pool.length) {
      const larger = new Float64Array(2 * this.#pool.length);
      larger.set(this.#pool);
      this.#pool = larger;
    }
    this.#pool.set(ring, start);
    this.#spans[2 * slot] = start;
    this.#spans[2 * slot + 1] = this.#used = end;
    this.#encircle(slot, start, end);
  }

  /** Between the two circles the outline runs; a point inside the inner one is where the middle is. */
  #encircle(slot: number, start: number, end: number): void {
    const [pool, boxes] = [this.#pool, this.#boxes];
    const x = ((boxes[4 * slot] ?? 0) + (boxes[4 * slot + 2] ?? 0)) / 2;
    const y = ((boxes[4 * slot + 1] ?? 0) + (boxes[4 * slot + 3] ?? 0)) / 2;
    let outer = 0;
    let inner = Infinity;
    let ax = (pool[end - 2] as number) - x;
    let ay = (pool[end - 1] as number) - y;
    for (let i = start; i < end; i += 2) {
      const bx = (pool[i] as number) - x;
      const by = (pool[i + 1] as number) - y;
      outer = Math.max(outer, bx * bx + by * by);
      inner = Math.min(inner, squaredDistanceOfOrigin(ax, ay, bx - ax, by - ay));
      ax = bx;
      ay = by;
    }
    const discs = this.#discs;
    discs[4 * slot] = x;
    discs[4 * slot + 1] = y;
    discs[4 * slot + 2] = Math.sqrt(inner) / SLACK;
    discs[4 * slot + 3] = Math.sqrt(outer) * SLACK;
    this.#octants.enter(slot, pool, start, end, x, y);
    this.#solid[slot] = isInRing(pool, start, end, x, y) ? 1 : 0;
  }
}

/** A box whose own numbers are those that stand in the tree. */
function isPlain(place: number, width: number, height: number): boolean {
  return Number.isFinite(place + width + height) && width >= 0 && height >= 0;
}

/** As `exactHit` for a box, of which the point is so far inside each side. */
function boxDistance(left: number, right: number, top: number, bottom: number, limit: number): number {
  if (left >= 0 && right >= 0 && top >= 0 && bottom >= 0) {
    const distance = Math.min(left, right, top, bottom);
    return distance <= limit ? distance : INSIDE;
  }
  const dx = Math.max(-left, -right, 0);
  const dy = Math.max(-top, -bottom, 0);
  const distance = Math.sqrt(dx * dx + dy * dy);
  return distance <= limit ? distance : Infinity;
}

/**
 * From the outline; anything above `limit` when it is farther. Most edges lie wholly on one side of the square around
 * the point (Cohen and Sutherland's codes) and need no more reckoning.
 */
function ringDistance(
  pool: Float64Array,
  start: number,
  end: number,
  x: number,
  y: number,
  limit: number,
): number {
  const wide = limit * SLACK;
  let least = Infinity;
  let ax = (pool[end - 2] as number) - x;
  let ay = (pool[end - 1] as number) - y;
  let aSide = sideOf(ax, ay, wide);
  for (let i = start; i < end; i += 2) {
    const bx = (pool[i] as number) - x;
    const by = (pool[i + 1] as number) - y;
    const bSide = sideOf(bx, by, wide);
    if ((aSide & bSide) === 0) {
      const squared = squaredDistanceOfOrigin(ax, ay, bx - ax, by - ay);
      if (squared < least) least = squared;
    }
    ax = bx;
    ay = by;
    aSide = bSide;
  }
  return Math.sqrt(least);
}

function sideOf(x: number, y: number, reach: number): number {
  return (x < -reach ? 1 : x > reach ? 2 : 0) | (y < -reach ? 4 : y > reach ? 8 : 0);
}

/** By the even-odd rule. */
function isInRing(pool: Float64Array, start: number, end: number, x: number, y: number): boolean {
  let inside = false;
  let xj = pool[end - 2] as number;
  let yj = pool[end - 1] as number;
  for (let i = start; i < end; i += 2) {
    const xi = pool[i] as number;
    const yi = pool[i + 1] as number;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    xj = xi;
    yj = yi;
  }
  return inside;
}
