import type { ImagingSettings, PictureArgs } from '../../protocol/worker';
import { levelCount, TILE_PX } from './grid';
import { MemoryLevels } from './memoryPicture';
import { readPage } from './readPage';
import type { Picture } from './picture';

/** Opens a page for tiling. Throws `ImageError`, `ImageTooLarge`. */
export async function openPicture(
  id: string,
  { path, page = 0, limitPixels }: PictureArgs,
  _settings: ImagingSettings,
): Promise<Picture> {
  const { raster, samples, pages, note } = await readPage(path, page, limitPixels);
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
