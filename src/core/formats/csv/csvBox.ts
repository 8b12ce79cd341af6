import type { Box } from '../../shapes/shapeData';
import { numberIn } from '../lib/wordRows';
import type { BoxColumns } from './columns';

/*
 * Frame: continuous pixels of the upright image, edge coordinates, or shares of its width and height.
 */

/** Pixels, or shares of the image's width and height. */
export type Units = 'pixels' | 'shares';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The numbers of a row's box; 'none' when all cells are empty, 'bad' when they are not four numbers. */
export function boxNumbers(cells: readonly string[], { at }: BoxColumns): readonly number[] | 'none' | 'bad' {
  const texts = at.length === 1 ? inOneCell(cells[at[0] ?? 0] ?? '') : at.map((i) => (cells[i] ?? '').trim());
  if (texts.every((text) => text === '')) return 'none';
  const numbers = texts.map(numberIn);
  return numbers.length === 4 && numbers.every((value) => value !== undefined)
    ? (numbers as number[])
    : 'bad';
}

/** `[0, 1, 1, 2]`, `0 1 1 2`, `0,1,1,2`. */
function inOneCell(cell: string): readonly string[] {
  return cell
    .replace(/[[\](){}]/g, ' ')
    .trim()
    .split(/[\s,;]+/);
}

/** The box in pixels; undefined when it ends before it begins. */
export function boxOfNumbers(
  [a = 0, b = 0, c = 0, d = 0]: readonly number[],
  { form }: BoxColumns,
  units: Units,
  size: Size,
): Box | undefined {
  const [x, y] = form === 'centre' ? [a - c / 2, b - d / 2] : [a, b];
  const [width, height] = form === 'corners' ? [c - a, d - b] : [c, d];
  if (width < 0 || height < 0) return undefined;
  const [fx, fy] = units === 'shares' ? [size.widthPx, size.heightPx] : [1, 1];
  return { kind: 'box', x: x * fx, y: y * fy, width: width * fx, height: height * fy };
}

/** The four numbers of a box as the columns have them. */
export function numbersOfBox(
  { x, y, width, height }: Box,
  { form }: BoxColumns,
  units: Units,
  size: Size,
): number[] {
  const [fx, fy] = units === 'shares' ? [size.widthPx, size.heightPx] : [1, 1];
  const [left, top] = form === 'centre' ? [x + width / 2, y + height / 2] : [x, y];
  const [right, bottom] = form === 'corners' ? [x + width, y + height] : [width, height];
  return [left / fx, top / fy, right / fx, bottom / fy];
}

/** The cells with the box's numbers; those that say the same already stay as they are written. */
export function withBox(
  cells: string[],
  columns: BoxColumns,
  numbers: readonly number[],
  tolerance: number,
): void {
  const old = boxNumbers(cells, columns);
  const isSame = (i: number): boolean =>
    typeof old === 'object' && Math.abs((old[i] ?? NaN) - (numbers[i] ?? NaN)) <= tolerance;
  if (columns.at.length === 1) {
    if (![0, 1, 2, 3].every(isSame)) cells[columns.at[0] ?? 0] = `[${numbers.join(', ')}]`;
    return;
  }
  columns.at.forEach((at, i) => {
    if (!isSame(i)) cells[at] = String(numbers[i] ?? 0);
  });
}
