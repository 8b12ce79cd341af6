import { SpanBuilder } from './spanBuilder';
import type { Spans } from './spans';

/** COCO's run lengths, which go column by column through the whole image and begin with zeros, as rows of spans. */
export function spansOfColumns(runs: readonly number[], widthPx: number, heightPx: number): Spans {
  const rows: number[][] = Array.from({ length: heightPx }, () => []);
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    const end = Math.min(at + (runs[i] ?? 0), widthPx * heightPx);
    if (i % 2 === 1) for (; at < end; at++) setPixel(rows[at % heightPx] ?? [], Math.floor(at / heightPx));
    at = end;
  }
  const made = new SpanBuilder(0, heightPx, 2 * heightPx);
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 2) made.add(row[i] ?? 0, row[i + 1] ?? 0);
    made.endRow();
  }
  return made.finish();
}

function setPixel(row: number[], column: number): void {
  if (row.at(-1) === column) row[row.length - 1] = column + 1;
  else row.push(column, column + 1);
}
