import { intersect, type Rect } from '../geometry/rect';
import { SpanBuilder } from './spanBuilder';
import { isNothing, NO_SPANS, rowFrom, rowTo, spansBounds, spansOfRect, type Spans } from './spans';

/** Which pixels are kept: those of the first only, of the second only, of both. */
interface Rule {
  readonly first: boolean;
  readonly second: boolean;
  readonly both: boolean;
}

const UNION: Rule = { first: true, second: true, both: true };
const SUBTRACT: Rule = { first: true, second: false, both: false };
const INTERSECT: Rule = { first: false, second: false, both: true };
const TOGGLE: Rule = { first: true, second: true, both: false };

/** Pixels of either. Work: the rows of both, those of one alone are copied. */
export function uniteSpans(a: Spans, b: Spans): Spans {
  if (isNothing(a)) return b;
  return isNothing(b) ? a : combine(a, b, UNION, Math.min(a.y, b.y), Math.max(endOf(a), endOf(b)));
}

/** Pixels of the first that are not the second's; the very same value when they do not meet. */
export function subtractSpans(a: Spans, b: Spans): Spans {
  return meet(a, b) ? combine(a, b, SUBTRACT, a.y, endOf(a)) : a;
}

/** Pixels of both. */
export function intersectSpans(a: Spans, b: Spans): Spans {
  if (!meet(a, b)) return NO_SPANS;
  return combine(a, b, INTERSECT, Math.max(a.y, b.y), Math.min(endOf(a), endOf(b)));
}

/** Pixels of exactly one of the two: what is different between them. Done twice it changes nothing. */
export function toggleSpans(a: Spans, b: Spans): Spans {
  if (isNothing(a)) return b;
  return isNothing(b) ? a : combine(a, b, TOGGLE, Math.min(a.y, b.y), Math.max(endOf(a), endOf(b)));
}

/** Pixels of a rectangle (whole pixels) that are not set. */
export function invertSpans(spans: Spans, within: Rect): Spans {
  return subtractSpans(spansOfRect(within), spans);
}

/** The part inside a rectangle of whole pixels. */
export function clipSpans(spans: Spans, within: Rect): Spans {
  const bounds = spansBounds(spans);
  const part = intersect(bounds, within);
  return part.width === bounds.width && part.height === bounds.height
    ? spans
    : intersectSpans(spans, spansOfRect(part));
}

/** Pixels of any of them. Pairs of neighbours in the list are joined first, so that no large one is copied often. */
export function uniteAll(all: readonly Spans[]): Spans {
  if (all.length <= 2) return uniteSpans(all[0] ?? NO_SPANS, all[1] ?? NO_SPANS);
  const half = all.length >> 1;
  return uniteSpans(uniteAll(all.slice(0, half)), uniteAll(all.slice(half)));
}

/** True when the bounds of two regions share a pixel. */
export function meet(a: Spans, b: Spans): boolean {
  return a.left < b.right && b.left < a.right && a.y < endOf(b) && b.y < endOf(a);
}

function endOf(spans: Spans): number {
  return spans.y + spans.heightPx;
}

function combine(a: Spans, b: Spans, rule: Rule, top: number, end: number): Spans {
  const made = new SpanBuilder(top, end - top, a.xs.length + b.xs.length);
  const borders = [a.y, endOf(a), b.y, endOf(b)].map((row) => Math.min(end, Math.max(top, row)));
  const rows = [top, ...borders.sort((p, q) => p - q), end];
  for (let i = 0; i + 1 < rows.length; i++) {
    const [from = 0, to = 0] = [rows[i], rows[i + 1]];
    if (from < to) combineRows(made, a, b, rule, from, to);
  }
  return made.finish();
}

/** Rows that lie wholly inside or wholly outside each of the two. */
function combineRows(made: SpanBuilder, a: Spans, b: Spans, rule: Rule, from: number, to: number): void {
  const inA = from >= a.y && from < endOf(a);
  const inB = from >= b.y && from < endOf(b);
  if (inA && !inB && rule.first) return made.copyRows(a, from, to);
  if (inB && !inA && rule.second) return made.copyRows(b, from, to);
  for (let row = from; row < to; row++) {
    if (inA && inB) combineRow(made, a, b, rule, row);
    made.endRow();
  }
}

/** Goes through the ends of both rows' spans from left to right. */
function combineRow(made: SpanBuilder, a: Spans, b: Spans, rule: Rule, row: number): void {
  let i = rowFrom(a, row);
  let j = rowFrom(b, row);
  const endA = rowTo(a, row);
  const endB = rowTo(b, row);
  let inA = false;
  let inB = false;
  let wasKept = false;
  let since = 0;
  while (i < endA || j < endB) {
    const x = Math.min(i < endA ? (a.xs[i] as number) : Infinity, j < endB ? (b.xs[j] as number) : Infinity);
    if (i < endA && a.xs[i] === x) {
      inA = !inA;
      i++;
    }
    if (j < endB && b.xs[j] === x) {
      inB = !inB;
      j++;
    }
    const isKept = inA ? (inB ? rule.both : rule.first) : inB && rule.second;
    if (isKept === wasKept) continue;
    if (isKept) since = x;
    else made.add(since, x);
    wasKept = isKept;
  }
}
