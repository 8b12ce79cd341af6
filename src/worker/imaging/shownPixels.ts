import type { SizePx } from '../../core/heads/letterbox';
import { shownWindow, windowFraction } from '../../core/display/window';
import type { SampleInfo } from '../../protocol/editor';
import type { ValueWindow } from '../../protocol/worker';
import { loadSharp } from '../natives';
import type { Pixels } from './pixels';
import { describing } from './open';
import type { PagePixels } from './pagePixels';
import type { Raster } from './raster';

/** A decoded page as it is shown by default (or in a window), without transparency, at a size (bilinear). */
export async function shownPixels(
  path: string,
  { raster, samples }: PagePixels,
  size: SizePx,
  wished?: ValueWindow,
): Promise<Pixels> {
  const sharp = await loadSharp();
  const { widthPx: width, heightPx: height, channels } = raster;
  const image = sharp(toBytes(raster, samples, wished), { raw: { width, height, channels } }).removeAlpha();
  const resize = { fit: 'fill', kernel: 'linear', width: size.widthPx, height: size.heightPx } as const;
  const { data, info } = await describing(path, () =>
    image.resize(resize).raw().toBuffer({ resolveWithObject: true }),
  );
  const kept = channels === 1 && info.channels === 1 ? 1 : 3;
  const window = samples.depth === 16 ? (wished ?? shownWindow({ window: undefined }, samples)) : undefined;
  return { ...size, channels: kept, data, ...(window && { window: { low: window.low, high: window.high } }) };
}

function toBytes({ data }: Raster, samples: SampleInfo, wished: ValueWindow | undefined): Uint8Array {
  if (data instanceof Uint8Array) return data;
  const table = brightnessTable(samples, wished);
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = table[data[i] as number] as number;
  return out;
}

/** What each of the 65,536 samples is shown as. */
function brightnessTable(samples: SampleInfo, wished: ValueWindow | undefined): Uint8Array {
  const { slope, intercept, invert } = samples;
  const window = shownWindow({ window: wished }, samples);
  return Uint8Array.from({ length: 0x10000 }, (_, sample) => {
    const brightness = windowFraction(sample * slope + intercept, window);
    return Math.round(255 * (invert ? 1 - brightness : brightness));
  });
}
