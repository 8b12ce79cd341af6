import type { ImageHeader } from './open';
import { describing, upright } from './open';
import type { SizePx } from '../../core/heads/letterbox';
import type { SampleInfo } from '../../protocol/editor';
import { TILE_PX, levelSize } from './grid';
import type { Channels, Raster } from './raster';
import { recode } from './samples';
import { byteSpace, isWide, readWide, type WideImage } from './sharpPage';

/** A page of a huge file, of which only parts are decoded. */
export interface HugePage {
  readonly path: string;
  readonly page: number;
  readonly header: ImageHeader;
  readonly size: SizePx;
}

const RESIZE = { fit: 'fill', kernel: 'linear' } as const;

/** The whole page at a level, as stored values when they are wide. JPEG is decoded at a smaller size right away. */
export async function wholeLevel(page: HugePage, level: number): Promise<Raster | WideImage> {
  const { widthPx, heightPx } = levelSize(page.size, level);
  const source = await upright(page.path, 'none', page.page);
  const image = source.resize({ ...RESIZE, width: widthPx, height: heightPx });
  return isWide(page.header)
    ? describing(page.path, () => readWide(image.removeAlpha(), page.header))
    : bytes(page, image);
}

/** A row of tiles at a level, cut straight from the file: everything above it must be decoded for it. */
export async function rowOfTiles(
  page: HugePage,
  level: number,
  row: number,
  samples: SampleInfo,
): Promise<Raster> {
  const { size, path } = page;
  const top = row * TILE_PX * 2 ** level;
  const height = Math.min(size.heightPx - top, TILE_PX * 2 ** level);
  const source = await upright(path, 'none', page.page);
  const part = source.extract({ left: 0, top, width: size.widthPx, height });
  const { widthPx, heightPx } = levelSize({ widthPx: size.widthPx, heightPx: height }, level);
  const image = level === 0 ? part : part.resize({ ...RESIZE, width: widthPx, height: heightPx });
  if (!isWide(page.header)) return bytes(page, image);
  const { values, channels, ...rest } = await describing(path, () =>
    readWide(image.removeAlpha(), page.header),
  );
  return { widthPx: rest.widthPx, heightPx: rest.heightPx, channels, data: recode(values, samples) };
}

async function bytes(
  { path, header }: HugePage,
  image: Awaited<ReturnType<typeof upright>>,
): Promise<Raster> {
  const raw = image.toColourspace(byteSpace(header)).raw();
  const { data, info } = await describing(path, () => raw.toBuffer({ resolveWithObject: true }));
  const view = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (info.channels === 2)
    return {
      widthPx: info.width,
      heightPx: info.height,
      channels: 1,
      data: view.filter((_, i) => i % 2 === 0),
    };
  return { widthPx: info.width, heightPx: info.height, channels: info.channels as Channels, data: view };
}
