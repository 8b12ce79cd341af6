import type { FlatPoints } from './polyline';

/** More crossings than this take seconds to sort out. */
const MOST_CROSSINGS = 300_000;
const SAMPLES = 100_000;

/**
 * True when rings cross themselves and each other so often that sorting it out would take too long: a scribble of
 * 100,000 points has a thousand million crossings. Counted in a sample of pairs of edges, the same one each time.
 */
export function isTangled(rings: readonly FlatPoints[]): boolean {
  const edges = edgesOf(rings);
  const count = edges.length / 4;
  const pairs = (count * (count - 1)) / 2;
  if (pairs <= MOST_CROSSINGS) return false;
  const stride = Math.max(1, Math.floor(count * 0.381966));
  let crossings = 0;
  for (let k = 0; k < SAMPLES; k++) {
    const i = k % count;
    const j = (i + 1 + ((Math.floor(k / count) * stride + k * 31) % (count - 1))) % count;
    if (cross(edges, 4 * i, 4 * j)) crossings++;
  }
  return (crossings / SAMPLES) * pairs > MOST_CROSSINGS;
}

function edgesOf(rings: readonly FlatPoints[]): Float64Array {
  const edges = new Float64Array(rings.reduce((sum, ring) => sum + 2 * ring.length, 0));
  let at = 0;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      edges[at++] = ring[j] as number;
      edges[at++] = ring[j + 1] as number;
      edges[at++] = ring[i] as number;
      edges[at++] = ring[i + 1] as number;
    }
  return edges;
}

/** True when two edges cross properly: each has the other's ends on both of its sides. */
function cross(e: Float64Array, i: number, j: number): boolean {
  return side(e, i, j) * side(e, i, j + 2) < 0 && side(e, j, i) * side(e, j, i + 2) < 0;
}

/** On which side of edge `i` the point at `p` lies. */
function side(e: Float64Array, i: number, p: number): number {
  const [ax, ay] = [e[i] as number, e[i + 1] as number];
  const [bx, by] = [e[i + 2] as number, e[i + 3] as number];
  return (bx - ax) * ((e[p + 1] as number) - ay) - (by - ay) * ((e[p] as number) - ax);
}
