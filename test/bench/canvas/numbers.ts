/** The value below which the given percentage of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, rank))] ?? NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 50);
}

/** "12.3 ms (11.8–13.0)" */
export function rangeOf(samples: readonly number[], unit: string): string {
  const digits = (value: number): string => value.toFixed(value < 100 ? 1 : 0);
  const [low, high] = [Math.min(...samples), Math.max(...samples)];
  return `${digits(median(samples))} ${unit} (${digits(low)}–${digits(high)})`;
}
