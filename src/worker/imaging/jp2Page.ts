import { readFile } from 'node:fs/promises';
import { readImageHeader } from '../../core/imageHeader/imageHeader';
import { decodeJpeg2000 } from './codecs/jpeg2000';
import type { CodecFrame } from './codecs/wasmCodec';
import { samplesOf } from './levels';
import { describing, refuseMany } from './open';
import type { PagePixels } from './pagePixels';
import type { Channels } from './raster';
import { byteSamples, code, linear, commonWindows } from './samples';

/** A JPEG 2000 file or codestream. Throws `ImageError`, `ImageTooLarge`. */
export async function jp2Page(path: string, limitPixels?: number): Promise<PagePixels> {
  const bytes = await describing(path, () => readFile(path));
  const header = readImageHeader(bytes);
  if (header) refuseMany(path, header, limitPixels);
  const frame = await describing(path, () => decodeJpeg2000(bytes));
  return { ...(frame.info.bitsPerSample > 8 ? wide(frame) : narrow(frame)), pages: 1 };
}

type Page = Omit<PagePixels, 'pages'>;

const sizeOf = ({ info }: CodecFrame) => ({ widthPx: info.width, heightPx: info.height });

function narrow(frame: CodecFrame): Page {
  const channels = shown(frame.info.componentCount);
  const data = pick(frame.bytes, frame.info.componentCount, channels);
  // Components of less than 8 bits are given as they are.
  const top = 2 ** frame.info.bitsPerSample - 1;
  const full = top === 255 ? data : data.map((sample) => Math.round((sample * 255) / top));
  return { raster: { ...sizeOf(frame), channels, data: full }, samples: byteSamples(channels) };
}

function wide(frame: CodecFrame): Page {
  const { componentCount, isSigned, bitsPerSample } = frame.info;
  const values = samplesOf(Buffer.from(frame.bytes.buffer), isSigned ? 'short' : 'ushort');
  const channels = componentCount >= 3 ? 3 : 1;
  const coded = code(pick(values, componentCount, channels));
  const asStored = linear('As stored', { low: 0, high: 2 ** bitsPerSample - 1 });
  const common = commonWindows(values, coded.range);
  const windows = channels === 3 ? [asStored, ...common] : common;
  const { slope, intercept, range } = coded;
  const samples = { depth: 16, channels, slope, intercept, range, windows, invert: false } as const;
  return { raster: { ...sizeOf(frame), channels, data: coded.data }, samples };
}

const shown = (components: number): Channels => (components >= 4 ? 4 : components === 3 ? 3 : 1);

/** The first `channels` of each pixel's components. */
function pick<
  T extends { readonly length: number; slice(from: number, to: number): T; [at: number]: number },
>(samples: T, components: number, channels: number): T {
  if (components === channels) return samples;
  const pixels = samples.length / components;
  const out = samples.slice(0, pixels * channels);
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < channels; c++) out[i * channels + c] = samples[i * components + c] ?? 0;
  return out;
}
