import { boundsOfPoints } from '../../geometry/flatPoints';
import type { Rect } from '../../geometry/rect';
import type { Box } from '../../shapes/shapeData';
import { printShare } from './rows';
import { CLIPPED, OUTSIDE, type PrintContext, type RowContext, type RowProblem, type RowShape } from './task';

type Size = Pick<RowContext, 'widthPx' | 'heightPx'>;

/** The box of `cx cy w h` in pixels; a fifth column is a confidence. */
export function boxOfRow(values: readonly number[], size: Size): RowShape | RowProblem {
  const [cx = 0, cy = 0, w = 0, h = 0, score] = values;
  if (w < 0 || h < 0) return negativeSize();
  const [width, height] = [w * size.widthPx, h * size.heightPx];
  const shape: Box = {
    kind: 'box',
    x: cx * size.widthPx - width / 2,
    y: cy * size.heightPx - height / 2,
    width,
    height,
  };
  return score === undefined || score < 0 || score > 1 ? { shape } : { shape, score };
}

function negativeSize(): RowProblem {
  const message = 'The box has a negative width or height: the row is left out.';
  return { severity: 'error', code: 'yolo-negative-size', message };
}

/** The box around a polygon's columns, as Ultralytics makes it where boxes are wanted. */
export function boxAroundRow(values: readonly number[], size: Size): RowShape {
  return { shape: { kind: 'box', ...boundsOfPoints(inPixels(values, size)) } };
}

export function inPixels(shares: readonly number[], { widthPx, heightPx }: Size): number[] {
  return shares.map((share, i) => share * (i % 2 === 0 ? widthPx : heightPx));
}

/** ` cx cy w h` of the part of a rectangle that lies in the image. */
export function printBox(rect: Rect, context: PrintContext): string | undefined {
  const { widthPx, heightPx } = context;
  let [left, top, right, bottom] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  if (left < 0 || top < 0 || right > widthPx || bottom > heightPx) {
    if (right < 0 || bottom < 0 || left > widthPx || top > heightPx) {
      context.lost(...OUTSIDE);
      return undefined;
    }
    if (isFar(left, right, widthPx) || isFar(top, bottom, heightPx)) context.lost(...CLIPPED);
    [left, top] = [Math.max(0, left), Math.max(0, top)];
    [right, bottom] = [Math.min(widthPx, right), Math.min(heightPx, bottom)];
  }
  const [cx, cy] = [(left + right) / 2 / widthPx, (top + bottom) / 2 / heightPx];
  return ` ${printShare(cx)} ${printShare(cy)} ${printShare((right - left) / widthPx)} ${printShare((bottom - top) / heightPx)}`;
}

/** What arithmetic leaves a hair outside is no loss. */
const HAIR_PX = 1e-6;

function isFar(low: number, high: number, limit: number): boolean {
  return low < -HAIR_PX || high > limit + HAIR_PX;
}
