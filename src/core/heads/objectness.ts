import type { Detection } from './head';
import type { Rows } from './rows';
import { best, fromCentre, isSound } from './rows';

type Centre = readonly [number, number, number, number];

/**
 * Rows of (box, objectness, class scores): score = objectness times the best class. `boxOf` gives centre and
 * size in input pixels of a row whose values start at `at`. Shared by YOLOv5..v7 and YOLOX.
 */
export function decodeObjectness(
  { rows, columns, values }: Rows,
  minScore: number,
  boxOf: (at: number, row: number) => Centre,
): Detection[] {
  const found: Detection[] = [];
  for (let row = 0, at = 0; row < rows; row++, at += columns) {
    const objectness = values[at + 4] as number;
    if (!(objectness >= minScore)) continue;
    const { index, score } = best(values, at + 5, columns - 5);
    if (objectness * score >= minScore) found.push(fromCentre(index, objectness * score, boxOf(at, row)));
  }
  return found.filter(isSound);
}
