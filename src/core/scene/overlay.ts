import type { Annotation } from '../annotation/annotation';
import type { Rect } from '../geometry/rect';
import { indexedBounds } from './baseIndex';

/** How a list of annotations differs from the list an index was built for; both sorted by id. */
export interface Overlay {
  /** Positions in the base list of what was removed or replaced. */
  readonly hidden: ReadonlySet<number>;
  /** Ascending positions in the base list before which annotations were inserted, one entry for each. */
  readonly insertedAt: readonly number[];
  /** Ascending positions in the base list of what was removed. */
  readonly removedAt: readonly number[];
  /** What is new or replaced: position in the new list, and bounds. */
  readonly fresh: readonly { readonly position: number; readonly bounds: Rect }[];
}

export const NO_OVERLAY: Overlay = { hidden: new Set(), insertedAt: [], removedAt: [], fresh: [] };

/** The overlay that leads from `base` to `now`, or undefined when they differ in more than `limit` places. */
export function overlayOf(
  base: readonly Annotation[],
  now: readonly Annotation[],
  limit: number,
): Overlay | undefined {
  const hidden = new Set<number>();
  const insertedAt: number[] = [];
  const removedAt: number[] = [];
  const fresh: { position: number; bounds: Rect }[] = [];
  let i = 0;
  let j = 0;
  while (i < base.length || j < now.length) {
    const old = base[i];
    const current = now[j];
    if (old === current) {
      i++;
      j++;
      continue;
    }
    if (hidden.size + insertedAt.length >= limit) return undefined;
    const order = old === undefined ? 1 : current === undefined ? -1 : compare(old.id, current.id);
    if (order <= 0) hidden.add(i);
    if (order < 0) removedAt.push(i);
    if (order > 0) insertedAt.push(i);
    if (order >= 0 && current) fresh.push({ position: j, bounds: indexedBounds(current) });
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return { hidden, insertedAt, removedAt, fresh };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where the item at `basePosition` stands in the new list; it must not be hidden. */
export function movedPosition(overlay: Overlay, basePosition: number): number {
  return (
    basePosition + countUpTo(overlay.insertedAt, basePosition) - countUpTo(overlay.removedAt, basePosition)
  );
}

/** How many of the ascending values are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
