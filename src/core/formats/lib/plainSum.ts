const STEPS = 10_000;
const NOISE_PX = 1e-9;

/**
 * A sum of coordinates without the noise of binary fractions (0.1 + 0.2 is 0.3), so that it is printed short: what
 * lies within 1e-9 of a decimal with four digits is that decimal.
 */
export function plain(value: number): number {
  const near = Math.round(value * STEPS) / STEPS;
  return Math.abs(near - value) < NOISE_PX ? near : value;
}
