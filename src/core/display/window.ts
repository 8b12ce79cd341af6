import type { DisplaySettings } from './display';
import type { ImageWindow, SampleInfo } from './samples';

/** DICOM's names for the way from values to brightness (VOI LUT Function, 0028,1056). */
export type DicomFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

/**
 * A DICOM window (PS3.3 C.11.2.1.2) by its ends. LINEAR is black up to centre - 0.5 - (width - 1) / 2 and white from
 * centre - 0.5 + (width - 1) / 2 on; the other two have centre - width / 2 and centre + width / 2 as their ends.
 * `width` below 1 (LINEAR) or 0 is not allowed by the standard and is read as the least allowed.
 */
export function dicomWindow(center: number, width: number, name: DicomFunction): Omit<ImageWindow, 'name'> {
  const isLinear = name === 'LINEAR';
  const half = isLinear ? (Math.max(1, width) - 1) / 2 : Math.max(0, width) / 2;
  const middle = isLinear ? center - 0.5 : center;
  return {
    low: middle - half,
    high: middle + half,
    function: name === 'SIGMOID' ? 'sigmoid' : 'linear',
  };
}

/**
 * How bright a value is shown: 0 black to 1 white. Linear: PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2; sigmoid:
 * C.11.2.1.3.1, which reaches neither end. A window of no width parts values into black and white.
 */
export function windowFraction(
  value: number,
  { low, high, function: kind, curve }: Omit<ImageWindow, 'name'>,
): number {
  const width = high - low;
  if (!(width > 0)) return value <= low ? 0 : 1;
  if (curve) return alongCurve(curve, (value - low) / width);
  if (kind === 'sigmoid') return 1 / (1 + Math.exp((-4 * (value - (low + high) / 2)) / width));
  return Math.min(1, Math.max(0, (value - low) / width));
}

/** Between two steps of the curve in proportion; before and behind it its first and last (C.11.2.1.1). */
function alongCurve(curve: readonly number[], share: number): number {
  const last = curve.length - 1;
  const at = Math.min(last, Math.max(0, share * last));
  const before = Math.floor(at);
  const [a = 0, b = a] = [curve[before], curve[before + 1]];
  return a + (b - a) * (at - before);
}

/** The window in force: the user's, else the picture's own first, else all that its samples can hold or do. */
export function shownWindow({ window }: Pick<DisplaySettings, 'window'>, samples: SampleInfo): ImageWindow {
  const [first] = samples.windows;
  if (!window) return first ?? fullWindow(samples);
  const { low, high } = window;
  const chosen = samples.windows.find((own) => own.low === low && own.high === high);
  // A sigmoid or a table stays one while its window is dragged.
  const { function: kind = 'linear', curve } = chosen ?? first ?? {};
  return { name: '', low, high, function: kind, ...(curve && { curve }) };
}

/** Everything from black to white: 8-bit pictures as they are stored, others from their least to greatest value. */
export function fullWindow({ depth, slope, intercept, range }: SampleInfo): ImageWindow {
  const [first, last] = [intercept, 255 * slope + intercept];
  const stored = { low: Math.min(first, last), high: Math.max(first, last) };
  return { name: 'Full range', ...(depth === 8 ? stored : range), function: 'linear' };
}

/** What a list of windows offers: the file's own, then the full range unless that is among them. */
export function windowPresets(samples: SampleInfo): readonly ImageWindow[] {
  const full = fullWindow(samples);
  const has = samples.windows.some(({ low, high }) => low === full.low && high === full.high);
  return has ? samples.windows : [...samples.windows, full];
}
