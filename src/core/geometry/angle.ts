/** Angles are stored to 1/10000 degree: a hundredth of a pixel at the end of a side of 5,000 pixels. */
const STEPS_PER_DEGREE = 10_000;

/** The same direction in [0, 360) degrees, never -0. */
export function normalAngle(degrees: number): number {
  const rest = degrees % 360;
  const positive = rest < 0 ? rest + 360 : rest + 0;
  return positive >= 360 ? 0 : positive;
}

/** Rounds to 1/10000 degree, in [0, 360). */
export function roundAngle(degrees: number): number {
  return normalAngle(Math.round(normalAngle(degrees) * STEPS_PER_DEGREE) / STEPS_PER_DEGREE);
}

/** The clockwise angle of a vector, in degrees: 0 points to the right, 90 down. */
export function angleOf(dx: number, dy: number): number {
  return normalAngle((Math.atan2(dy, dx) * 180) / Math.PI);
}

/** The nearest multiple of `step` degrees. */
export function snapAngle(degrees: number, step: number): number {
  return normalAngle(Math.round(degrees / step) * step);
}
