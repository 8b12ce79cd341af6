import Flatbush from 'flatbush';
import type { Rings } from './booleans';
import { nearestOnSegment, distance, pointAt, pointCount, type FlatPoints } from './polyline';
import { segmentsMeet } from './segmentsMeet';

/**
 * The rings with fewer points, none of the left-out ones farther than `tolerancePx` from what is left (Douglas and
 * Peucker, 1973). Where that would make rings cross themselves or each other, points come back until they do not;
 * rings that were crossed before stay so. Rings thinner than the tolerance go, unless nothing would be left.
 */
export function simplifyRings(rings: Rings, tolerancePx: number): Rings {
  const thinned = rings.map((ring) => new Thinned(ring, tolerancePx));
  const solid = thinned.filter((ring) => ring.count >= 3);
  const kept = solid.length > 0 ? solid : thinned.slice(0, 1);
  for (const ring of kept) if (ring.count < 3) ring.keepThree();
  while (untangle(kept));
  return kept.map((ring) => ring.points());
}

/** A ring and which of its points are kept. */
class Thinned {
  readonly #ring: FlatPoints;
  readonly #keep: Uint8Array;

  constructor(ring: FlatPoints, tolerance: number) {
    this.#ring = ring;
    this.#keep = new Uint8Array(pointCount(ring));
    const first = leftmost(ring);
    const [far] = this.#farthest(first, first);
    this.#keep[first] = this.#keep[far] = 1;
    this.#thin(first, far, tolerance);
    this.#thin(far, first, tolerance);
  }

  get count(): number {
    return this.#keep.reduce((sum, kept) => sum + kept, 0);
  }

  points(): FlatPoints {
    return this.#ring.filter((_, i) => this.#keep[i >> 1] === 1);
  }

  /** Kept neighbours, as indexes of points: the edges that are left. */
  edges(): [number, number][] {
    const kept = [...this.#keep.keys()].filter((i) => this.#keep[i] === 1);
    return kept.map((i, k) => [i, kept[(k + 1) % kept.length] ?? i]);
  }

  at(i: number): readonly [number, number] {
    return [this.#ring[2 * i] as number, this.#ring[2 * i + 1] as number];
  }

  keepThree(): void {
    for (const [i, j] of this.edges()) if (this.count < 3) this.refine(i, j);
  }

  /** Brings back the point between two kept neighbours that is farthest from their edge; false when there is none. */
  refine(i: number, j: number): boolean {
    const [far] = this.#farthest(i, j);
    if (this.#keep[far] === 1) return false;
    this.#keep[far] = 1;
    return true;
  }

  #thin(first: number, last: number, tolerance: number): void {
    const stack: [number, number][] = [[first, last]];
    for (let span = stack.pop(); span; span = stack.pop()) {
      const [far, howFar] = this.#farthest(span[0], span[1]);
      if (howFar <= tolerance) continue;
      this.#keep[far] = 1;
      stack.push([span[0], far], [far, span[1]]);
    }
  }

  /** Among the points after `i` and before `j`, going round. */
  #farthest(i: number, j: number): [index: number, distance: number] {
    const count = this.#keep.length;
    const [a, b] = [pointAt(this.#ring, i), pointAt(this.#ring, j)];
    let best: [number, number] = [i, -1];
    for (let k = (i + 1) % count; k !== j; k = (k + 1) % count) {
      const p = pointAt(this.#ring, k);
      const howFar = distance(p, nearestOnSegment(p, a, b));
      if (howFar > best[1]) best = [k, howFar];
    }
    return best;
  }
}

function leftmost(ring: FlatPoints): number {
  let best = 0;
  for (let i = 0; i < ring.length; i += 2) if ((ring[i] as number) < (ring[best] as number)) best = i;
  return best / 2;
}

/** Brings back a point on each edge that meets another one; false when no edge does, or none has points to spare. */
function untangle(rings: readonly Thinned[]): boolean {
  const edges = rings.flatMap((ring) =>
    ring.edges().map(([i, j]) => ({ ring, i, j, a: ring.at(i), b: ring.at(j) })),
  );
  if (edges.length === 0) return false;
  const index = new Flatbush(edges.length);
  for (const { a, b } of edges)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  index.finish();
  let isChanged = false;
  for (const [k, { ring, i, j, a, b }] of edges.entries()) {
    const near = index.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    );
    const isMet = near.some((other) => {
      const edge = edges[other];
      if (!edge || other === k) return false;
      const isNeighbour = edge.ring === ring && (edge.i === j || edge.j === i);
      return !isNeighbour && segmentsMeet(a, b, edge.a, edge.b);
    });
    if (isMet && ring.refine(i, j)) isChanged = true;
  }
  return isChanged;
}
