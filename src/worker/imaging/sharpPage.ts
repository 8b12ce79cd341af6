import type { Sharp } from 'sharp';
import type { ImageWindow, SampleInfo } from '../../protocol/editor';
import type { WideDepth, WideSamples } from './levels';
import { colourWindow, isWideDepth, samplesOf } from './levels';
import { describing, upright, type ImageHeader } from './open';
import type { PagePixels } from './pagePixels';
import type { Channels, Raster } from './raster';
import { byteSamples, code, commonWindows, linear, type Coded } from './samples';

/** Spaces whose wide samples are plain intensities; others (Lab, CMYK) need a true conversion. */
const INTENSITY_SPACES = new Set(['grey16', 'rgb16', 'b-w', 'srgb', 'rgb', 'multiband', 'scrgb']);

/** Samples of more than 8 bits that are shown through a window. */
export function isWide({ depth, space }: ImageHeader): boolean {
  return isWideDepth(depth) && INTENSITY_SPACES.has(space);
}

/** Pages of a document or frames of an animation; the items of an AVIF are parts of one picture. */
export function pagesOf({ format, pages }: ImageHeader): number {
  return format === 'heif' ? 1 : Math.max(1, pages ?? 1);
}

/** Decodes a page with sharp, upright, as a whole; as much as there is of a broken file. */
export async function sharpPage(
  path: string,
  header: ImageHeader,
  page: number | undefined,
): Promise<PagePixels> {
  const source = await upright(path, 'none', page);
  const pages = pagesOf(header);
  if (!isWide(header)) return { ...(await bytePixels(path, source, byteSpace(header))), pages };
  const wide = await describing(path, () => readWide(source.removeAlpha(), header));
  return { ...widePixels(wide), pages };
}

export interface WideImage {
  readonly values: WideSamples;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly depth: WideDepth;
}

/** Runs a pipeline whose samples are wide; of an odd number of channels the first remains. */
export async function readWide(image: Sharp, { depth, space }: ImageHeader): Promise<WideImage> {
  if (!isWideDepth(depth)) throw new Error(`samples of type ${depth}`);
  const raw = image.toColourspace(space).raw({ depth });
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  const { width: widthPx, height: heightPx, channels } = info;
  const values = samplesOf(data, depth);
  if (channels === 1 || channels === 3) return { values, widthPx, heightPx, channels, depth };
  return { values: everyNth(values, channels), widthPx, heightPx, channels: 1, depth };
}

function everyNth<T extends WideSamples | Uint8Array>(values: T, step: number): T {
  const out = values.slice(0, values.length / step) as T;
  for (let i = 0; i < out.length; i++) out[i] = values[i * step] as number;
  return out;
}

function widePixels({ values, channels, depth, ...size }: WideImage): Omit<PagePixels, 'pages'> {
  const coded = code(values);
  const raster: Raster = { ...size, channels, data: coded.data };
  return { raster, samples: wideSamples(coded, channels, wideWindows(values, channels, depth, coded)) };
}

/** Photos of 16 bits keep their look; measurements are shown by their histogram. */
export function wideWindows(
  values: WideSamples,
  channels: 1 | 3,
  depth: WideDepth,
  { range }: Pick<Coded, 'range'>,
): ImageWindow[] {
  const common = commonWindows(values, range);
  return channels === 3 && depth === 'ushort'
    ? [linear('As stored', colourWindow(values)), ...common]
    : common;
}

export function wideSamples(
  { slope, intercept, range }: Omit<Coded, 'data'>,
  channels: 1 | 3,
  windows: readonly ImageWindow[],
): SampleInfo {
  return { depth: 16, channels, slope, intercept, range, windows, invert: false };
}

/** Grey stays grey, everything else becomes RGB. */
export const byteSpace = ({ space, hasAlpha }: ImageHeader): 'b-w' | 'srgb' =>
  space === 'b-w' && !hasAlpha ? 'b-w' : 'srgb';

async function bytePixels(path: string, source: Sharp, space: string): Promise<Omit<PagePixels, 'pages'>> {
  const image = source.toColourspace(space).raw();
  const { data, info } = await describing(path, () => image.toBuffer({ resolveWithObject: true }));
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const raster = { widthPx: info.width, heightPx: info.height, ...withKnownChannels(bytes, info.channels) };
  return { raster, samples: byteSamples(raster.channels) };
}

function withKnownChannels(data: Uint8Array, channels: number): { channels: Channels; data: Uint8Array } {
  if (channels === 1 || channels === 3 || channels === 4) return { channels, data };
  if (channels !== 2) return { channels: 1, data: everyNth(data, channels) };
  return { channels: 4, data: greyAlphaToRgba(data) };
}

function greyAlphaToRgba(data: Uint8Array): Uint8Array {
  const out = new Uint8Array(2 * data.length);
  for (let from = 0, to = 0; from < data.length; from += 2, to += 4) {
    out.fill(data[from] as number, to, to + 3);
    out[to + 3] = data[from + 1] as number;
  }
  return out;
}
