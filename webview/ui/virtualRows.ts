/** Rows beyond either edge that exist already, so that scrolling shows no gap. */
const SPARE_ROWS = 8;

/** Which of equally high rows have to exist when `heightPx` from `topPx` on are in sight. */
export function windowOf(
  topPx: number,
  heightPx: number,
  rowPx: number,
  total: number,
): { readonly first: number; readonly count: number } {
  const first = Math.min(Math.max(0, total - 1), Math.max(0, Math.floor(topPx / rowPx) - SPARE_ROWS));
  const seen = Math.ceil(heightPx / rowPx) + 2 * SPARE_ROWS;
  return { first, count: Math.max(0, Math.min(seen, total - first)) };
}
