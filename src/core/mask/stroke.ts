import type { FlatPoints } from '../geometry/polyline';
import { capsuleAt, squareSweepAt } from './sweep';
import { StrokeRows } from './strokeRows';
import { NO_SPANS, type Spans } from './spans';

/**
 * The pixels whose centre the brush's tip passes over on its way from point to point (flat image pixels). `sizePx`:
 * the disc's diameter or the side of the square, whose sides lie along the axes.
 */
export function strokeSpans(points: FlatPoints, sizePx: number, tip: 'round' | 'square'): Spans {
  if (points.length < 2 || !(sizePx > 0)) return NO_SPANS;
  const half = sizePx / 2;
  const sweepAt = tip === 'round' ? capsuleAt : squareSweepAt;
  const rows = new StrokeRows(...rowRange(points, half));
  for (let i = 0; i < points.length; i += 2) {
    const to = Math.min(i + 2, points.length - 2);
    if (to === i && i > 0) break;
    sweep(rows, sweepAt, half, points, i, to);
  }
  return rows.finish();
}

/** Columns left and right of the tip's sweep along a segment in a row's middle; NaN where there is none. */
export type SweepAt = (
  out: Float64Array,
  half: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
) => void;

function rowRange(points: FlatPoints, half: number): readonly [number, number] {
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 1; i < points.length; i += 2) {
    top = Math.min(top, points[i] as number);
    bottom = Math.max(bottom, points[i] as number);
  }
  return [Math.floor(top - half), Math.ceil(bottom + half)];
}

const interval = new Float64Array(2);

function sweep(rows: StrokeRows, at: SweepAt, half: number, points: FlatPoints, i: number, j: number): void {
  const ax = points[i] as number;
  const ay = points[i + 1] as number;
  const bx = points[j] as number;
  const by = points[j + 1] as number;
  const first = Math.ceil(Math.min(ay, by) - half - 0.5);
  const last = Math.floor(Math.max(ay, by) + half - 0.5);
  for (let row = first; row <= last; row++) {
    at(interval, half, row + 0.5, ax, ay, bx, by);
    const left = Math.ceil((interval[0] as number) - 0.5);
    const right = Math.floor((interval[1] as number) - 0.5) + 1;
    if (left < right) rows.add(row, left, right);
  }
}
