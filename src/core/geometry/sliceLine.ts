import { meetings } from './meetings';
import { pointCount, type FlatPoints } from './polyline';

/** Cuts nearer than this to an end of the line, or to each other, are none; pixels. */
const LEAST_PX = 0.01;

/** The pieces into which an open line is cut where another one crosses it; one piece when none does. */
export function sliceLine(line: FlatPoints, cutter: FlatPoints): FlatPoints[] {
  const last = pointCount(line) - 1;
  const cuts = meetings([line], cutter)
    .filter(({ edge }) => edge < last)
    .sort((a, b) => a.edge + a.along - b.edge - b.along);
  const pieces: number[][] = [[line[0] ?? 0, line[1] ?? 0]];
  let next = 1;
  for (const { edge, x, y } of cuts) {
    const piece = pieces.at(-1) ?? [];
    for (; next <= edge; next++) piece.push(line[2 * next] ?? 0, line[2 * next + 1] ?? 0);
    const isApart = Math.hypot((piece[0] ?? 0) - x, (piece[1] ?? 0) - y) >= LEAST_PX || piece.length > 4;
    if (!isApart) continue;
    piece.push(x, y);
    pieces.push([x, y]);
  }
  pieces.at(-1)?.push(...line.slice(2 * next));
  return pieces.filter(isLong);
}

function isLong(piece: FlatPoints): boolean {
  const [x = 0, y = 0] = piece;
  return piece.some((value, i) => Math.abs(value - (i % 2 === 0 ? x : y)) >= LEAST_PX);
}
