import type { ResizeOptions, Sharp } from 'sharp';
import type { SizePx } from '../../core/heads/letterbox';
import type { ValueWindow } from '../../protocol/worker';
import type { WideDepth } from './levels';
import { ownDecoder } from './readPage';
import { shownPixels } from './shownPixels';
import { applyWindow, autoWindow, colourWindow, isWideDepth, samplesOf } from './levels';
import type { ImageHeader } from './open';
import { describing, readHeader, refuseBomb, upright } from './open';
import type { Pixels } from './pixels';

export interface DecodeArgs {
  readonly path: string;
  /** The size wanted, given the upright size. */
  readonly fit: (image: SizePx) => SizePx;
  readonly window?: ValueWindow | undefined;
  readonly page?: number | undefined;
  readonly limitPixels?: number | undefined;
  /** Show what there is of a broken file instead of refusing it. */
  readonly tolerant?: boolean;
}

export interface Decoded {
  readonly image: SizePx;
  readonly pixels: Pixels;
}

/** Decodes, turns upright, scales (bilinear) and brings samples beyond 8 bits into a window. */
export async function decode(args: DecodeArgs): Promise<Decoded> {
  const { path, page } = args;
  const own = await ownDecoder(path);
  if (own) {
    const decoded = await own(path, page ?? 0, args.limitPixels);
    const { widthPx, heightPx } = decoded.raster;
    const image = { widthPx, heightPx };
    return { image, pixels: await shownPixels(path, decoded, args.fit(image), args.window) };
  }
  const header = await readHeader(path, page);
  refuseBomb(path, header, args.limitPixels);
  const image = { widthPx: header.autoOrient.width, heightPx: header.autoOrient.height };
  const size = args.fit(image);
  const source = await upright(path, args.tolerant ? 'none' : 'error', page);
  const scaled = source.resize({ ...RESIZE, width: size.widthPx, height: size.heightPx }).removeAlpha();
  const pixels = await describing(path, () => read(scaled, header, args.window));
  return { image, pixels };
}

const RESIZE: ResizeOptions = { fit: 'fill', kernel: 'linear' };
/** Spaces whose wide samples are plain intensities; others (Lab, CMYK) need a true conversion. */
const INTENSITY_SPACES = new Set(['grey16', 'rgb16', 'b-w', 'srgb', 'rgb', 'multiband', 'scrgb']);

function read(image: Sharp, header: ImageHeader, window: ValueWindow | undefined): Promise<Pixels> {
  const { depth, space } = header;
  if (isWideDepth(depth) && INTENSITY_SPACES.has(space)) return readWide(image, depth, space, window);
  return readBytes(image);
}

async function readBytes(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return pixelsOf(data, info);
}

async function readWide(
  image: Sharp,
  depth: WideDepth,
  space: string,
  wished: ValueWindow | undefined,
): Promise<Pixels> {
  const raw = image.toColourspace(space).raw({ depth });
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  const samples = samplesOf(data, depth);
  const window =
    wished ?? (info.channels >= 3 && depth === 'ushort' ? colourWindow(samples) : autoWindow(samples));
  return { ...pixelsOf(applyWindow(samples, window), info), window };
}

function pixelsOf(
  data: Uint8Array | Uint8ClampedArray,
  info: { width: number; height: number; channels: number },
): Pixels {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const size = { widthPx: info.width, heightPx: info.height };
  if (info.channels === 1 || info.channels === 3) return { ...size, channels: info.channels, data: bytes };
  return { ...size, channels: 1, data: firstChannel(bytes, info.channels) };
}

/** Of a picture with an odd number of channels (multispectral, grey with more), the first is shown. */
const firstChannel = (data: Uint8Array, channels: number): Uint8Array =>
  Uint8Array.from({ length: data.length / channels }, (_, i) => data[i * channels] ?? 0);
