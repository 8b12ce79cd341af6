/** The ends of a window, values. */
interface WindowEnds {
  readonly low: number;
  readonly high: number;
}

/** Screen pixels that make a window e times as wide, or move it by its own width. */
const DRAG_PX = 256;

/**
 * The window after the pointer was dragged by so many screen pixels since `start` was in force: to the right widens
 * it (less contrast), downwards moves it to higher values (darker). Both go by the width, so that a narrow window can
 * be set as finely as a wide one.
 */
export function windowDrag(dxScreen: number, dyScreen: number, start: WindowEnds): WindowEnds {
  const width = start.high - start.low;
  const level = (start.low + start.high) / 2 + (dyScreen / DRAG_PX) * width;
  const half = (width * Math.exp(dxScreen / DRAG_PX)) / 2;
  return { low: level - half, high: level + half };
}
