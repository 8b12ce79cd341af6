import { intersect, type Rect } from '../geometry/rect';
import type { FlatPoints } from '../geometry/polyline';
import { SpanBuilder } from './spanBuilder';
import { NO_SPANS, type Spans } from './spans';

/** Crossings that are held at once; more are worked on in bands of rows. */
const BAND_CUTS = 1 << 22;
const FEW_CUTS = 24;

/**
 * The pixels whose centre lies inside closed rings (even-odd rule), as `ringContains` has it: a centre on a left or
 * upper edge is inside. Only those in `within` (whole pixels).
 */
export function fillRings(rings: readonly FlatPoints[], within: Rect): Spans {
  const area = intersect(outerRows(rings, within), within);
  if (area.width <= 0 || area.height <= 0) return NO_SPANS;
  const made = new SpanBuilder(area.y, area.height, 4 * area.height);
  const counts = cutsPerRow(rings, area);
  for (let from = 0; from < area.height;) {
    let to = from;
    for (let sum = 0; to < area.height && (to === from || sum + (counts[to] as number) <= BAND_CUTS); to++)
      sum += counts[to] as number;
    fillBand(made, rings, area, counts.subarray(from, to), from);
    from = to;
  }
  return made.finish();
}

/** The rows that the rings can reach, full width. */
function outerRows(rings: readonly FlatPoints[], within: Rect): Rect {
  let top = Infinity;
  let bottom = -Infinity;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i += 2) {
      const y = ring[i] as number;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  if (!(top < bottom)) return { ...within, height: 0 };
  const first = Math.max(within.y, Math.ceil(top - 0.5));
  const end = Math.min(within.y + within.height, Math.ceil(bottom - 0.5));
  return { ...within, y: first, height: Math.max(0, end - first) };
}

/** How many edges cross the middle of each row of `area`: steps up and down, summed up. */
function cutsPerRow(rings: readonly FlatPoints[], area: Rect): Int32Array {
  const counts = new Int32Array(area.height + 1);
  const last = area.y + area.height;
  for (const ring of rings)
    for (let i = 1, j = ring.length - 1; i < ring.length; j = i, i += 2) {
      const [first, end] = rowsOfEdge(ring[j] as number, ring[i] as number, area.y, last);
      if (first >= end) continue;
      counts[first - area.y] = (counts[first - area.y] as number) + 1;
      counts[end - area.y] = (counts[end - area.y] as number) - 1;
    }
  for (let r = 1; r <= area.height; r++) counts[r] = (counts[r] as number) + (counts[r - 1] as number);
  return counts.subarray(0, area.height);
}

/** Rows whose middle lies in [upper end, lower end) of an edge. */
function rowsOfEdge(ya: number, yb: number, first: number, end: number): readonly [number, number] {
  const low = Math.ceil((ya < yb ? ya : yb) - 0.5);
  const high = Math.ceil((ya < yb ? yb : ya) - 0.5);
  return [low > first ? low : first, high < end ? high : end];
}

/** Fills the rows from `band` (counted from the area's top); `counts` are theirs. */
function fillBand(
  made: SpanBuilder,
  rings: readonly FlatPoints[],
  area: Rect,
  counts: Int32Array,
  band: number,
): void {
  const places = new Int32Array(counts.length + 1);
  for (let r = 0; r < counts.length; r++) places[r + 1] = (places[r] as number) + (counts[r] as number);
  const cuts = new Int32Array(places[counts.length] as number);
  const next = places.slice();
  const top = area.y + band;
  for (const ring of rings) cutRing(ring, area, top, top + counts.length, cuts, next);
  const parity = new Uint8Array(area.width + 1);
  for (let r = 0; r < counts.length; r++) {
    const row = cuts.subarray(places[r] as number, places[r + 1] as number);
    if (row.length > area.width) addByParity(made, row, area.x, parity);
    else addSorted(made, row);
    made.endRow();
  }
}

/** Puts the columns where a ring crosses the rows [top, end) into their rows' places. */
function cutRing(
  ring: FlatPoints,
  area: Rect,
  top: number,
  end: number,
  cuts: Int32Array,
  next: Int32Array,
): void {
  const right = area.x + area.width;
  let xj = ring[ring.length - 2] as number;
  let yj = ring[ring.length - 1] as number;
  for (let i = 0; i < ring.length; i += 2) {
    const xi = ring[i] as number;
    const yi = ring[i + 1] as number;
    const low = Math.max(top, Math.ceil((yi < yj ? yi : yj) - 0.5));
    const high = Math.min(end, Math.ceil((yi < yj ? yj : yi) - 0.5));
    for (let row = low; row < high; row++) {
      const x = Math.ceil(((xj - xi) * (row + 0.5 - yi)) / (yj - yi) + xi - 0.5);
      const place = next[row - top] as number;
      cuts[place] = x < area.x ? area.x : x > right ? right : x;
      next[row - top] = place + 1;
    }
    xj = xi;
    yj = yi;
  }
}

function addSorted(made: SpanBuilder, row: Int32Array): void {
  if (row.length > FEW_CUTS) row.sort();
  else insertionSort(row);
  for (let i = 0; i + 1 < row.length; i += 2) made.add(row[i] as number, row[i + 1] as number);
}

function insertionSort(row: Int32Array): void {
  for (let i = 1; i < row.length; i++) {
    const value = row[i] as number;
    let j = i;
    for (; j > 0 && (row[j - 1] as number) > value; j--) row[j] = row[j - 1] as number;
    row[j] = value;
  }
}

/** For rows with more crossings than columns: counts per column whether they are odd. */
function addByParity(made: SpanBuilder, row: Int32Array, left: number, parity: Uint8Array): void {
  parity.fill(0);
  for (const column of row) parity[column - left] = (parity[column - left] as number) ^ 1;
  let since = -1;
  for (let column = 0; column < parity.length; column++) {
    if (parity[column] === 0) continue;
    if (since >= 0) made.add(left + since, left + column);
    since = since >= 0 ? -1 : column;
  }
}
