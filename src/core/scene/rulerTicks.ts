/** A mark of a ruler. */
export interface Tick {
  /** Image pixels along the axis that the ruler measures. */
  readonly value: number;
  /** True where the value is written. */
  readonly isMajor: boolean;
}

const STEPS = [1, 2, 5] as const;

/**
 * Marks between two values (in any order), every `minorsPerMajor` one with its value; written ones are at least
 * `roomPx` screen pixels apart. `scale`: screen pixels per image pixel. Steps are 1, 2 or 5 times a power of ten, and
 * at least one image pixel.
 */
export function rulerTicks(from: number, to: number, scale: number, roomPx: number): readonly Tick[] {
  const major = stepFor(roomPx / scale);
  const minor = major >= 5 ? major / 5 : 1;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const ticks: Tick[] = [];
  for (let i = Math.ceil(low / minor); i * minor <= high; i++) {
    const value = i * minor;
    ticks.push({ value, isMajor: value % major === 0 });
  }
  return ticks;
}

function stepFor(least: number): number {
  let power = 1;
  for (;;) {
    for (const step of STEPS) if (step * power >= least) return step * power;
    power *= 10;
  }
}
