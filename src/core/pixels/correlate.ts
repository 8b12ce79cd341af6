import type { Rect } from '../geometry/rect';
import { sumOver, type Planes } from './planes';

export type QuarterTurn = 0 | 90 | 180 | 270;

/** What is looked for: three channels, each without its mean. */
export interface Template {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: readonly Float32Array[];
  /** Root of the sum of squares over all channels; 0 when there is nothing to see. */
  readonly norm: number;
}

/** The template cut out of planes at `rect` (their pixels), brought to another size and turned clockwise. */
export function templateOf(
  planes: Planes,
  rect: Rect,
  turn: QuarterTurn,
  widthPx: number,
  heightPx: number,
): Template {
  const channels = planes.channels.map((plane) => {
    const values = new Float32Array(widthPx * heightPx);
    for (let y = 0; y < heightPx; y++)
      for (let x = 0; x < widthPx; x++) {
        const [u, v] = source((x + 0.5) / widthPx, (y + 0.5) / heightPx, turn);
        values[y * widthPx + x] = sample(plane, planes, rect.x + u * rect.width, rect.y + v * rect.height);
      }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const squares = channels.reduce((sum, values) => values.reduce((s, value) => s + value * value, sum), 0);
  return { widthPx, heightPx, channels, norm: Math.sqrt(squares) };
}

/** Where in the unit square before the turn a place after it comes from. */
function source(x: number, y: number, turn: QuarterTurn): readonly [number, number] {
  if (turn === 90) return [y, 1 - x];
  if (turn === 180) return [1 - x, 1 - y];
  return turn === 270 ? [1 - y, x] : [x, y];
}

/** Bilinear, pixel centres at .5; the border repeats. */
function sample(plane: Float32Array, { widthPx, heightPx }: Planes, x: number, y: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [fx, fy] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number) =>
    plane[
      Math.min(heightPx - 1, Math.max(0, row)) * widthPx + Math.min(widthPx - 1, Math.max(0, column))
    ] as number;
  const upper = at(left, top) * (1 - fx) + at(left + 1, top) * fx;
  const lower = at(left, top + 1) * (1 - fx) + at(left + 1, top + 1) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Variance, times the number of values, under which a window is flat and looks like nothing. */
const FLAT = 1e-3;

/**
 * Normalised cross-correlation of a template with the window at (x, y), -1 to 1 (Lewis, 1995): the template has no
 * mean, so the window's mean falls out, and its norm comes from tables of sums.
 */
export function correlation(planes: Planes, template: Template, x: number, y: number): number {
  const { widthPx, heightPx, norm } = template;
  const stride = planes.widthPx + 1;
  let variance = sumOver(planes.squares, stride, x, y, widthPx, heightPx);
  for (const sums of planes.sums) {
    const sum = sumOver(sums, stride, x, y, widthPx, heightPx);
    variance -= (sum * sum) / (widthPx * heightPx);
  }
  if (variance < FLAT * widthPx * heightPx || norm === 0) return 0;
  return product(planes, template, x, y) / (norm * Math.sqrt(variance));
}

function product(planes: Planes, { widthPx, heightPx, channels }: Template, x: number, y: number): number {
  let sum = 0;
  for (let c = 0; c < channels.length; c++) {
    const plane = planes.channels[c] as Float32Array;
    const values = channels[c] as Float32Array;
    for (let row = 0, k = 0; row < heightPx; row++)
      for (let at = (y + row) * planes.widthPx + x, end = at + widthPx; at < end; at++, k++)
        sum += (plane[at] as number) * (values[k] as number);
  }
  return sum;
}
