import { isArray, type Json } from '../../json/json';

/**
 * The wanted value with the numbers as they stand where these mean the same: nearer than `tolerance`, or moved by
 * nothing but the rounding that edits bring (`onGrid` is what stands there after it).
 */
export function keepNumbers(stands: Json | undefined, onGrid: Json, wanted: Json, tolerance: number): Json {
  if (typeof stands === 'number' && typeof wanted === 'number') {
    const isSame =
      Math.abs(stands - wanted) <= tolerance ||
      (typeof onGrid === 'number' && Math.abs(onGrid - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted)));
    return isSame ? stands : wanted;
  }
  if (!isArray(stands) || !isArray(wanted) || stands.length !== wanted.length) return wanted;
  const grid = isArray(onGrid) && onGrid.length === wanted.length ? onGrid : wanted.map(() => null);
  return wanted.map((item, i) => keepNumbers(stands[i], grid[i] ?? null, item, tolerance));
}
