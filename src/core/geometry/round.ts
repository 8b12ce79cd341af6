/** Labels are stored to a hundredth of a pixel: finer is below what a hand or a network can mean. */
const STEPS_PER_PX = 100;

/** Rounds to 1/100 pixel, never to -0. */
export function roundPx(valuePx: number): number {
  return Math.round(valuePx * STEPS_PER_PX) / STEPS_PER_PX + 0;
}
