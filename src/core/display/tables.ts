import { colormapTable } from './colormap';
import type { DisplaySettings } from './display';
import type { SampleInfo } from './samples';
import { toneCurve } from './tone';
import { shownWindow, windowFraction } from './window';

/** Brightness, 0 to 1, of every sample that can be stored: window, then the file's own inversion. */
export function sampleFractions(display: DisplaySettings, samples: SampleInfo): Float64Array {
  const { depth, slope, intercept, invert } = samples;
  const window = shownWindow(display, samples);
  const fractions = new Float64Array(depth === 8 ? 256 : 65536);
  for (let sample = 0; sample < fractions.length; sample++) {
    const fraction = windowFraction(sample * slope + intercept, window);
    fractions[sample] = invert ? 1 - fraction : fraction;
  }
  return fractions;
}

/** Steps of brightness that adaptive equalization works in: more than can be seen, so that nothing bands. */
export function levelCount({ depth }: Pick<SampleInfo, 'depth'>): number {
  return depth === 8 ? 256 : 1024;
}

export function levelsOf(fractions: Float64Array, levels: number): Uint16Array {
  const table = new Uint16Array(fractions.length);
  for (let i = 0; i < table.length; i++) table[i] = Math.round((fractions[i] as number) * (levels - 1));
  return table;
}

/** Brightness of every level. */
export function levelFractions(levels: number): Float64Array {
  return Float64Array.from({ length: levels }, (_, level) => level / (levels - 1));
}

/** What is shown, 0 to 255, for every fraction: brightness, contrast, gamma, invert. */
export function tones(fractions: Float64Array, display: DisplaySettings): Uint8Array {
  const curve = toneCurve(display);
  const shown = new Uint8Array(fractions.length);
  for (let i = 0; i < shown.length; i++) shown[i] = Math.round(255 * curve(fractions[i] as number));
  return shown;
}

/** Opaque colours as a little-endian machine keeps RGBA in 32 bits. */
export function colors(shown: Uint8Array, display: DisplaySettings): Uint32Array {
  const table = colormapTable(display.colormap);
  const packed = Uint32Array.from({ length: 256 }, (_, i) => {
    const [red, green, blue] = table.subarray(3 * i, 3 * i + 3);
    return (0xff000000 | ((blue ?? 0) << 16) | ((green ?? 0) << 8) | (red ?? 0)) >>> 0;
  });
  const colors = new Uint32Array(shown.length);
  for (let i = 0; i < colors.length; i++) colors[i] = packed[shown[i] as number] as number;
  return colors;
}
