/** Area in a square of `sizePx` from (0, 0), found by testing `perPx` x `perPx` points in each pixel. */
export function rasterArea(
  sizePx: number,
  perPx: number,
  contains: (x: number, y: number) => boolean,
): number {
  let count = 0;
  for (let row = 0; row < sizePx * perPx; row++)
    for (let column = 0; column < sizePx * perPx; column++)
      if (contains((column + 0.5) / perPx, (row + 0.5) / perPx)) count++;
  return count / (perPx * perPx);
}
