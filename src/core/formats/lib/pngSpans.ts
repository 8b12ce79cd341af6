import { SpanBuilder } from '../../mask/spanBuilder';
import type { Spans } from '../../mask/spans';
import { CHANNELS, type PngSamples } from '../png/samples';

/**
 * The pixels of a PNG that are not nothing, as a region with its top left pixel at (`x`, `y`): those that are not
 * transparent where the PNG knows transparency, else those with any sample but 0.
 */
export function spansOfPng(png: PngSamples, x = 0, y = 0): Spans {
  const { widthPx, heightPx } = png;
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
