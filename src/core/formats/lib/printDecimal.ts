const CENTS = 100;
/** Beyond this the short way's whole numbers would not be small integers. */
const LARGEST = 1e7;

/** What follows the whole part, by hundredths: "", ".01", … ".1", … */
const HUNDREDTHS = Array.from({ length: CENTS }, (_, cents) =>
  cents === 0 ? '' : `.${String(cents).padStart(2, '0').replace(/0$/, '')}`,
);

/**
 * The shortest decimal that reads as this very number, as `String` prints it. Two to three times quicker for numbers
 * of up to two decimals, which nearly all coordinates are: the general search for the shortest digits is what costs.
 */
export function printDecimal(value: number): string {
  const cents = Math.round(value * CENTS);
  if (!(value >= 0 && value < LARGEST) || cents / CENTS !== value) return String(value);
  const whole = Math.floor(cents / CENTS);
  return `${whole}${HUNDREDTHS[cents - whole * CENTS] as string}`;
}
