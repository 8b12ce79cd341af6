import type { Orientation } from './orientation';

const COMPASS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
/** Arrows with two heads, by the compass point of one of them. */
const TWO_HEADED = ['ns', 'nesw', 'ew', 'nwse'] as const;
const RESIZE = '-resize';

/** The CSS cursor that shows the same direction in the image when the view is turned; others stay as they are. */
export function orientedCursor(cursor: string, orientation: Orientation | undefined): string {
  if (!orientation || !cursor.endsWith(RESIZE)) return cursor;
  const name = cursor.slice(0, -RESIZE.length);
  const one = COMPASS.findIndex((each) => each === name);
  if (one >= 0) return `${COMPASS[turnedIndex(one, orientation)] ?? name}${RESIZE}`;
  const two = TWO_HEADED.findIndex((each) => each === name);
  return two < 0 ? cursor : `${TWO_HEADED[turnedIndex(two, orientation) % 4] ?? name}${RESIZE}`;
}

/** Eighths of a turn, clockwise from the top. */
function turnedIndex(index: number, { quarterTurns, isMirrored }: Orientation): number {
  return ((isMirrored ? -index : index) + 2 * quarterTurns + 8) % 8;
}
