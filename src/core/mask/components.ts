import { SpanBuilder } from './spanBuilder';
import type { Spans } from './spans';

/** Which pixels hang together: those that share a side, or those that share a side or a corner. */
export type Neighbours = 4 | 8;

/** The connected parts, in the order of their first pixel (row by row). Time: the number of spans. */
export function components(spans: Spans, neighbours: Neighbours = 4): Spans[] {
  const { roots, tops, bottoms } = labelled(spans, neighbours);
  const rowOf = rowsOfSpans(spans);
  const builders = new Map<number, { made: SpanBuilder; row: number }>();
  for (let s = 0; s < roots.length; s++) {
    const root = roots[s] as number;
    let part = builders.get(root);
    if (!part) {
      const [top, bottom] = [tops[root] as number, bottoms[root] as number];
      builders.set(root, (part = { made: new SpanBuilder(top, bottom - top + 1, 8), row: top }));
    }
    for (; part.row < (rowOf[s] as number); part.row++) part.made.endRow();
    part.made.add(spans.xs[2 * s] as number, spans.xs[2 * s + 1] as number);
  }
  return [...builders.values()].map(({ made }) => {
    made.endRow();
    return made.finish();
  });
}

interface Labelled {
  /** For each span, the first span of its part. */
  readonly roots: Int32Array;
  /** For each root, the first and last row of its part. */
  readonly tops: Int32Array;
  readonly bottoms: Int32Array;
}

/** Joins the spans of neighbouring rows that touch (union-find, the smaller number is the root). */
function labelled(spans: Spans, neighbours: Neighbours): Labelled {
  const { heightPx, starts, xs } = spans;
  const parents = Int32Array.from({ length: xs.length / 2 }, (_, s) => s);
  const reach = neighbours === 8 ? 1 : 0;
  for (let r = 1; r < heightPx; r++) {
    const endAbove = (starts[r] as number) / 2;
    let above = (starts[r - 1] as number) / 2;
    for (let s = endAbove; s < (starts[r + 1] as number) / 2; s++) {
      const [left, right] = [xs[2 * s] as number, xs[2 * s + 1] as number];
      while (above < endAbove && (xs[2 * above + 1] as number) + reach <= left) above++;
      for (let a = above; a < endAbove && (xs[2 * a] as number) < right + reach; a++) join(parents, a, s);
    }
  }
  return collected(parents, rowsOfSpans(spans));
}

function collected(parents: Int32Array, rowOf: Int32Array): Labelled {
  const roots = parents.map((_, s) => rootOf(parents, s));
  const tops = rowOf.slice();
  const bottoms = rowOf.slice();
  roots.forEach((root, s) => (bottoms[root] = rowOf[s] as number));
  return { roots, tops, bottoms };
}

function join(parents: Int32Array, a: number, b: number): void {
  const [rootA, rootB] = [rootOf(parents, a), rootOf(parents, b)];
  if (rootA < rootB) parents[rootB] = rootA;
  else parents[rootA] = rootB;
}

/** Halves the way to the root each time it is gone. */
function rootOf(parents: Int32Array, s: number): number {
  let at = s;
  while (parents[at] !== at) {
    const parent = parents[at] as number;
    at = parents[at] = parents[parent] as number;
  }
  return at;
}

function rowsOfSpans({ y, heightPx, starts, xs }: Spans): Int32Array {
  const rows = new Int32Array(xs.length / 2);
  for (let r = 0; r < heightPx; r++)
    rows.fill(y + r, (starts[r] as number) / 2, (starts[r + 1] as number) / 2);
  return rows;
}
