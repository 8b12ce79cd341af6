/** Labels are stored to a hundredth of a pixel: finer is below what a hand or a network can mean. */
const STEPS_PER_PX = 100;

/** Beyond this, hundredths are finer than a double can tell; rounding would only overflow. */
const MAX_ROUNDED_PX = 2 ** 45;

/** Rounds to 1/100 pixel, never to -0. */
export function roundPx(valuePx: number): number {
  if (!(Math.abs(valuePx) < MAX_ROUNDED_PX)) return valuePx;
  return Math.round(valuePx * STEPS_PER_PX) / STEPS_PER_PX + 0;
}
