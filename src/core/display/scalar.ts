import type { DisplaySettings } from './display';
import type { SampleGrid } from './samples';

/** Weights of 256 for the luminance of red, green and blue (ITU-R BT.709). */
const [RED, GREEN, BLUE] = [54, 183, 19] as const;

export function luminance(red: number, green: number, blue: number): number {
  return (RED * red + GREEN * green + BLUE * blue + 128) >> 8;
}

/**
 * Takes one number per pixel out of a row of samples: the wanted channel, or the luminance for `all`. A picture of
 * one channel has only that; one without transparency is opaque everywhere.
 */
export function scalarRow(
  { data, channels, widthPx }: SampleGrid,
  row: number,
  channel: DisplaySettings['channel'],
  into: Uint16Array,
): void {
  const from = row * widthPx * channels;
  const offset = offsetOf(channel, channels);
  if (offset === 'opaque') into.fill(data instanceof Uint16Array ? 65535 : 255);
  else if (offset === 'luminance')
    for (let x = 0, i = from; x < widthPx; x++, i += channels)
      into[x] = luminance(data[i] as number, data[i + 1] as number, data[i + 2] as number);
  else for (let x = 0, i = from + offset; x < widthPx; x++, i += channels) into[x] = data[i] as number;
}

function offsetOf(
  channel: DisplaySettings['channel'],
  channels: SampleGrid['channels'],
): number | 'luminance' | 'opaque' {
  if (channel === 'alpha') return channels === 4 ? 3 : 'opaque';
  if (channels === 1) return 0;
  if (channel === 'all' || channel === 'luminance') return 'luminance';
  return { red: 0, green: 1, blue: 2 }[channel];
}
