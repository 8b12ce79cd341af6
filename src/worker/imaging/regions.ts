import type { ImageHeader } from './open';
import { describing, upright } from './open';
import type { SizePx } from '../../core/heads/letterbox';
import type { SampleInfo } from '../../protocol/editor';
import { TILE_PX, levelSize } from './grid';
import type { Channels, Part, Raster } from './raster';
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

/** Tiles side by side: a row of them, from a column on. */
export interface TileRun {
  readonly level: number;
  readonly row: number;
  readonly firstColumn: number;
  readonly columns: number;
}

/** Tiles side by side, cut straight from the file: everything above them must be decoded for it. */
export async function cutTiles(page: HugePage, run: TileRun, samples: SampleInfo): Promise<Raster> {
  const { path } = page;
  const area = storedArea(page.size, run);
  const { left, top, widthPx: width, heightPx: height } = area;
  const part = (await upright(path, 'none', page.page)).extract({ left, top, width, height });
  const size = levelSize(area, run.level);
  const image =
    run.level === 0 ? part : part.resize({ ...RESIZE, width: size.widthPx, height: size.heightPx });
  if (!isWide(page.header)) return bytes(page, image);
  const { values, channels, widthPx, heightPx } = await describing(path, () =>
    readWide(image.removeAlpha(), page.header),
  );
  return { widthPx, heightPx, channels, data: recode(values, samples) };
}

/** What the tiles show, in pixels of level 0. */
function storedArea({ widthPx, heightPx }: SizePx, { level, row, firstColumn, columns }: TileRun): Part {
  const tile = TILE_PX * 2 ** level;
  const [left, top] = [firstColumn * tile, row * tile];
  return {
    ...{ left, top },
    widthPx: Math.min(widthPx - left, columns * tile),
    heightPx: Math.min(heightPx - top, tile),
  };
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
