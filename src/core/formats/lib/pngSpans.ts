import { SpanBuilder } from '../../mask/spanBuilder';
import type { Spans } from '../../mask/spans';
import { CHANNELS, type PngSamples } from '../png/samples';

/**
 * The pixels of a PNG that are not nothing, as a region with its top left pixel at (`x`, `y`): those that are not
 * transparent where the PNG knows transparency, else those with any sample but 0.
 */
export function spansOfPng(png: PngSamples, x = 0, y = 0): Spans {
  const { widthPx, heightPx, kind, samples, alpha } = png;
  if (CHANNELS[kind] === 1 && !alpha) return spansOfSamples(samples, widthPx, heightPx, x, y);
  const isSet = setTest(png);
  const made = new SpanBuilder(y, heightPx, 4 * heightPx);
  for (let row = 0; row < heightPx; row++) {
    for (let column = 0; column < widthPx; column++) {
      if (!isSet(row * widthPx + column)) continue;
      const from = column;
      while (column < widthPx && isSet(row * widthPx + column)) column++;
      made.add(x + from, x + column);
    }
    made.endRow();
  }
  return made.finish();
}

/** One sample for each pixel, and nothing is transparent: the quick way. */
function spansOfSamples(
  samples: ArrayLike<number>,
  widthPx: number,
  heightPx: number,
  x: number,
  y: number,
): Spans {
  const made = new SpanBuilder(y, heightPx, 4 * heightPx);
  for (let row = 0; row < heightPx; row++) {
    const start = row * widthPx;
    const end = start + widthPx;
    for (let at = start; at < end;) {
      while (at < end && samples[at] === 0) at++;
      const from = at;
      while (at < end && samples[at] !== 0) at++;
      made.add(x + from - start, x + at - start);
    }
    made.endRow();
  }
  return made.finish();
}

/** Whether the pixel of a number, counted row by row, is set. */
function setTest({ kind, samples, alpha }: PngSamples): (pixel: number) => boolean {
  const channels = CHANNELS[kind];
  if (kind === 'rgba' || kind === 'greyAlpha')
    return (pixel) => samples[pixel * channels + channels - 1] !== 0;
  if (kind === 'palette' && alpha) return (pixel) => (alpha[samples[pixel] as number] ?? 255) !== 0;
  if (channels === 1) return (pixel) => samples[pixel] !== 0;
  return (pixel) => {
    const at = pixel * channels;
    return samples[at] !== 0 || samples[at + 1] !== 0 || samples[at + 2] !== 0;
  };
}
