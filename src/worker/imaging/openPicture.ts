import type { ImagingSettings, PictureArgs } from '../../protocol/worker';
import { levelCount, TILE_PX } from './grid';
import { openHuge } from './hugePicture';
import { MemoryLevels } from './memoryPicture';
import { readHeader, refuseBomb } from './open';
import type { PagePixels } from './pagePixels';
import type { Picture } from './picture';
import { ownDecoder } from './readPage';
import { sharpPage } from './sharpPage';

/** Up to so many pixels a page is decoded as a whole and kept in memory. */
const WHOLE_PIXELS = 50_000_000;

/** Opens a page for tiling. Throws `ImageError`, `ImageTooLarge`. */
export async function openPicture(
  id: string,
  { path, page = 0, limitPixels }: PictureArgs,
  settings: ImagingSettings,
): Promise<Picture> {
  const own = await ownDecoder(path);
  if (own) return inMemory(id, await own(path, page, limitPixels));
  const header = await readHeader(path, page);
  refuseBomb(path, header, limitPixels);
  const size = { widthPx: header.autoOrient.width, heightPx: header.autoOrient.height };
  if (size.widthPx * size.heightPx > WHOLE_PIXELS)
    return openHuge(id, { path, page, header, size }, settings);
  return inMemory(id, await sharpPage(path, header, page));
}

function inMemory(id: string, { raster, samples, pages, note }: PagePixels): Picture {
  const levels = new MemoryLevels(raster, 'png');
  const { widthPx, heightPx } = raster;
  const size = { widthPx, heightPx, levels: levelCount(raster), tilePx: TILE_PX };
  return {
    info: { id, ...size, samples, pages, ...(note !== undefined && { note }) },
    tile: (args) => levels.tile(args),
    get bytes() {
      return levels.bytes;
    },
    close: () => undefined,
  };
}
