import { rowFrom, rowTo, type Spans } from './spans';

/** The upper or lower end of a vertical border: 2 * place in `xs`, + 1 for the lower one. */
type End = number;

/**
 * The border of the set pixels as closed rings [x0, y0, x1, y1, ...] along pixel borders, corners only. By the
 * even-odd rule they enclose exactly the set pixels. Outer rings run clockwise on the screen, holes the other way;
 * where two pixels touch at a corner only, the rings touch there and do not cross.
 *
 * Every end of a span is a vertical border one pixel high. Between two rows the ends of both, from left to right,
 * are joined in pairs by horizontal borders (of no length where a border goes straight on).
 */
export function contourRings(spans: Spans): number[][] {
  const partner = joinEnds(spans);
  const rowOf = rowsOfEnds(spans);
  const isDone = new Uint8Array(spans.xs.length);
  const rings: number[][] = [];
  for (let i = 0; i < spans.xs.length; i++)
    if (isDone[i] === 0) rings.push(walk(spans.xs, rowOf, partner, isDone, i));
  return rings;
}

/** Which end each end is joined with. */
function joinEnds(spans: Spans): Int32Array {
  const { y, heightPx, xs } = spans;
  const partner = new Int32Array(2 * xs.length);
  for (let row = y; row <= y + heightPx; row++) {
    let i = rowFrom(spans, row - 1);
    let j = rowFrom(spans, row);
    const endI = rowTo(spans, row - 1);
    const endJ = rowTo(spans, row);
    let open: End = -1;
    while (i < endI || j < endJ) {
      const isUpper = j >= endJ || (i < endI && isBefore(xs, i, endI, j));
      const end: End = isUpper ? 2 * i++ + 1 : 2 * j++;
      if (open >= 0) {
        partner[open] = end;
        partner[end] = open;
      }
      open = open >= 0 ? -1 : end;
    }
  }
  return partner;
}

/** At one column a span that ends comes before one that begins, so that corners that touch stay apart. */
function isBefore(xs: Int32Array, i: number, endI: number, j: number): boolean {
  const upper = xs[i] as number;
  const lower = xs[j] as number;
  return upper < lower || (upper === lower && (endI - i) % 2 === 1);
}

function rowsOfEnds({ y, heightPx, starts, xs }: Spans): Int32Array {
  const rows = new Int32Array(xs.length);
  for (let r = 0; r < heightPx; r++) rows.fill(y + r, starts[r] as number, starts[r + 1] as number);
  return rows;
}

/** Follows one ring, left borders upwards and right ones downwards. */
function walk(
  xs: Int32Array,
  rowOf: Int32Array,
  partner: Int32Array,
  isDone: Uint8Array,
  first: number,
): number[] {
  const ring: number[] = [];
  const start: End = first % 2 === 0 ? 2 * first + 1 : 2 * first;
  let end = start;
  do {
    const at = end >> 1;
    isDone[at] = 1;
    const other = end ^ 1;
    const to = partner[other] as End;
    const x = xs[at] as number;
    const nextX = xs[to >> 1] as number;
    const y = (rowOf[at] as number) + (other & 1);
    if (nextX !== x) ring.push(x, y, nextX, y);
    end = to;
  } while (end !== start);
  return ring;
}
