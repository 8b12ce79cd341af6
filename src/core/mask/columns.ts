import { SpanBuilder } from './spanBuilder';
import type { Spans } from './spans';
import { transposed, type Stretches } from './transpose';

/** COCO's run lengths, which go column by column through the whole image and begin with zeros, as rows of spans. */
export function spansOfColumns(runs: readonly number[], widthPx: number, heightPx: number): Spans {
  const { starts, ends } = transposed(columnsOfRuns(runs, widthPx, heightPx), heightPx);
  const made = new SpanBuilder(0, heightPx, ends.length);
  for (let row = 0; row < heightPx; row++) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i += 2)
      made.add(ends[i] as number, ends[i + 1] as number);
    made.endRow();
  }
  return made.finish();
}

/** Rows of spans, all inside the image, as COCO's run lengths: column by column, zeros first. */
export function columnsOfSpans(spans: Spans, widthPx: number, heightPx: number): number[] {
  const rows = new Int32Array(heightPx + 1);
  for (let row = 0; row < heightPx; row++) {
    const inside = row - spans.y;
    const isAbove = inside < 0;
    rows[row + 1] = isAbove ? 0 : (spans.starts[Math.min(inside + 1, spans.heightPx)] as number);
  }
  const { starts, ends } = transposed({ starts: rows, ends: spans.xs }, widthPx);
  const runs: number[] = [];
  let last = 0;
  for (let column = 0; column < widthPx; column++)
    for (let i = starts[column] as number; i < (starts[column + 1] as number); i += 2) {
      const from = column * heightPx + (ends[i] as number);
      const to = column * heightPx + (ends[i + 1] as number);
      if (from === last && runs.length > 0) runs[runs.length - 1] = (runs.at(-1) ?? 0) + to - from;
      else runs.push(from - last, to - from);
      last = to;
    }
  if (last < widthPx * heightPx) runs.push(widthPx * heightPx - last);
  return runs;
}

/** The stretches of ones in each column; what goes beyond the image is cut off. */
function columnsOfRuns(runs: readonly number[], widthPx: number, heightPx: number): Stretches {
  const starts = new Int32Array(widthPx + 1);
  const ends: number[] = [];
  const pixels = widthPx * heightPx;
  let column = 0;
  let at = 0;
  for (let i = 0; i < runs.length && at < pixels; i++) {
    const end = Math.min(at + (runs[i] ?? 0), pixels);
    while (i % 2 === 1 && at < end) {
      const here = Math.floor(at / heightPx);
      while (column < here) starts[++column] = ends.length;
      const stop = Math.min(end, (here + 1) * heightPx);
      const from = at - here * heightPx;
      if (ends.length > (starts[here] as number) && ends.at(-1) === from)
        ends[ends.length - 1] = stop - here * heightPx;
      else ends.push(from, stop - here * heightPx);
      at = stop;
    }
    at = end;
  }
  while (column < widthPx) starts[++column] = ends.length;
  return { starts, ends: Int32Array.from(ends) };
}
