import { inflate, intersect, type Rect } from '../geometry/rect';
import { invertSpans, subtractSpans, uniteAll, uniteSpans } from './combine';
import { components } from './components';
import { SpanBuilder } from './spanBuilder';
import { isNothing, rowFrom, rowTo, spansArea, spansBounds, type Spans } from './spans';

/** Farther than this the work would take seconds, and nobody grows a mask by more. */
export const MOST_GROWTH_PX = 200;

/** The same with its holes set: pixels that are not, enclosed on all sides; only holes up to a size, in pixels. */
export function fillHoles(spans: Spans, mostPx = Infinity): Spans {
  if (isNothing(spans)) return spans;
  const around = inflate(spansBounds(spans), 1);
  const holes = components(invertSpans(spans, around)).filter(
    (part) => part.left > around.x && spansArea(part) <= mostPx,
  );
  return uniteSpans(spans, uniteAll(holes));
}

/** The same without its parts of less than so many pixels; parts hang together at corners, too. */
export function removeSpecks(spans: Spans, leastPx: number): Spans {
  const parts = components(spans, 8);
  const kept = parts.filter((part) => spansArea(part) >= leastPx);
  return kept.length === parts.length ? spans : uniteAll(kept);
}

/** Every pixel whose centre lies within `byPx` of the centre of a set one: grown by a disc. */
export function dilate(spans: Spans, byPx: number): Spans {
  const reach = Math.min(MOST_GROWTH_PX, Math.floor(byPx));
  if (isNothing(spans) || reach < 1) return spans;
  const halves = Int32Array.from({ length: reach + 1 }, (_, dy) =>
    Math.floor(Math.sqrt(byPx * byPx - dy * dy)),
  );
  const made = new SpanBuilder(spans.y - reach, spans.heightPx + 2 * reach, spans.xs.length);
  for (let row = spans.y - reach; row < spans.y + spans.heightPx + reach; row++) {
    addGrownRow(made, spans, row, halves);
    made.endRow();
  }
  return made.finish();
}

/** Every pixel that keeps more than `byPx` from the nearest one that is not set; beyond `within` all count as set. */
export function erode(spans: Spans, byPx: number, within?: Rect): Spans {
  if (isNothing(spans)) return spans;
  const frame = inflate(spansBounds(spans), 1);
  const outside = invertSpans(spans, within ? intersect(frame, within) : frame);
  return subtractSpans(spans, dilate(outside, byPx));
}

/** Left end and length of an interval in one number, so that they sort quickly. */
const LENGTH = 2 ** 22;

/** The union of the grown spans of all rows in reach. */
function addGrownRow(made: SpanBuilder, spans: Spans, row: number, halves: Int32Array): void {
  const origin = spans.left - halves.length;
  const found: number[] = [];
  for (let dy = 1 - halves.length; dy < halves.length; dy++) {
    const half = halves[Math.abs(dy)] as number;
    const to = rowTo(spans, row + dy);
    for (let i = rowFrom(spans, row + dy); i < to; i += 2) {
      const left = (spans.xs[i] as number) - half - origin;
      found.push(left * LENGTH + (spans.xs[i + 1] as number) + half - origin - left);
    }
  }
  for (const packed of Float64Array.from(found).sort()) {
    const left = Math.floor(packed / LENGTH) + origin;
    made.add(left, left + (packed % LENGTH));
  }
}
