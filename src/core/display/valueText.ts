import type { SampleInfo } from './samples';

/** What a pixel's stored samples say, value by value. */
export function pixelValues(stored: readonly number[], { slope, intercept }: SampleInfo): number[] {
  return stored.map((sample) => sample * slope + intercept);
}

/** A value with as many digits as its steps allow: whole numbers stay whole. */
export function valueDigits(value: number, { slope, intercept }: SampleInfo): string {
  if (Number.isInteger(slope) && Number.isInteger(intercept)) return String(value);
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(Math.abs(slope) || 1))));
  return value.toFixed(decimals);
}

const NAMES = ['R', 'G', 'B', 'A'] as const;

/** `1024 HU`, `17` or `R 12 G 40 B 200`. `isGrey`: red, green and blue never differ in this picture. */
export function valueText(values: readonly number[], samples: SampleInfo, isGrey: boolean): string {
  const digits = values.map((value) => valueDigits(value, samples));
  const unit = samples.unit ? ` ${samples.unit}` : '';
  if (digits.length === 1) return `${digits[0]}${unit}`;
  const shown = isGrey ? [digits[0]] : digits.slice(0, 3).map((text, i) => `${NAMES[i]} ${text}`);
  // An opaque pixel says no more than that it has a colour.
  const alpha = digits[3] === undefined || isOpaque(values[3], samples) ? [] : [`A ${digits[3]}`];
  return `${[...shown, ...alpha].join(' ')}${unit}`;
}

function isOpaque(alpha: number | undefined, { depth, slope, intercept }: SampleInfo): boolean {
  return alpha === (depth === 8 ? 255 : 65535) * slope + intercept;
}
