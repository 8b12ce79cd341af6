import type { Mask } from '../shapes/shapeData';
import { Generations } from './generations';
import { RunText, textToRuns } from './runText';
import { SpanBuilder } from './spanBuilder';
import { isNothing, NO_SPANS, type Spans } from './spans';

const LIMIT_BYTES = 64 * 1024 * 1024;
const decoded = new Generations<Mask, Spans>(
  LIMIT_BYTES,
  ({ xs, starts }) => xs.byteLength + starts.byteLength + 200,
);

/** The set pixels of a mask as rows of spans, image pixels; derived once per value while memory lasts. */
export function spansOfMask(mask: Mask): Spans {
  const known = decoded.get(mask);
  if (known) return known;
  const runs = textToRuns(mask.runs);
  const spans = typeof runs === 'string' ? NO_SPANS : spansOfRuns(runs, mask);
  decoded.set(mask, spans);
  return spans;
}

/** The spans of a mask when they are at hand already. */
export function knownSpans(mask: Mask): Spans | undefined {
  return decoded.get(mask);
}

/** The mask of these pixels, its rectangle tight; undefined when there are none. */
export function maskOfSpans(spans: Spans): Mask | undefined {
  if (isNothing(spans)) return undefined;
  const { y, heightPx, left, right } = spans;
  const mask: Mask = { kind: 'mask', x: left, y, widthPx: right - left, heightPx, runs: textOfSpans(spans) };
  decoded.set(mask, spans);
  return mask;
}

/** The same mask elsewhere; its spans come along when they are at hand. Whole pixels. */
export function movedMask(mask: Mask, x: number, y: number, moved: (spans: Spans) => Spans): Mask {
  const to: Mask = { ...mask, x, y };
  const spans = decoded.get(mask);
  if (spans) decoded.set(to, moved(spans));
  return to;
}

/** Row-major run lengths inside a rectangle, beginning with a run of zeros, as spans. */
export function spansOfRuns(
  runs: ArrayLike<number>,
  { x, y, widthPx, heightPx }: Pick<Mask, 'x' | 'y' | 'widthPx' | 'heightPx'>,
): Spans {
  const made = new SpanBuilder(y, heightPx, runs.length + 2 * heightPx);
  let row = 0;
  let column = 0;
  for (let i = 0; i < runs.length; i++) {
    let length = runs[i] as number;
    while (length > 0 && row < heightPx) {
      const part = Math.min(length, widthPx - column);
      if (i % 2 === 1) made.add(x + column, x + column + part);
      column += part;
      length -= part;
      if (column < widthPx) continue;
      column = 0;
      row++;
      made.endRow();
    }
  }
  if (column > 0) made.endRow();
  return made.finish();
}

/** The text of the row-major run lengths inside the tight rectangle: zeros, ones, zeros, ... */
export function textOfSpans({ left, right, heightPx, starts, xs }: Spans): string {
  const width = right - left;
  const text = new RunText();
  let ones = 0;
  let end = 0;
  for (let r = 0; r < heightPx; r++) {
    const rowStart = r * width - left;
    for (let i = starts[r] as number; i < (starts[r + 1] as number); i += 2) {
      const from = rowStart + (xs[i] as number);
      const to = rowStart + (xs[i + 1] as number);
      if (from > end || end === 0) {
        if (end > 0) text.add(ones);
        text.add(from - end);
        ones = 0;
      }
      ones += to - from;
      end = to;
    }
  }
  text.add(ones);
  if (heightPx * width > end) text.add(heightPx * width - end);
  return text.toString();
}
