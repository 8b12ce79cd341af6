import type { SampleInfo, TileArgs } from '../../protocol/editor';
import type { AbortLike } from '../../protocol/abort';
import type { ImagingSettings, OpenPicture, WorkerTile } from '../../protocol/worker';
import type { TileFormat } from './encodeTile';
import { levelCount, TILE_PX } from './grid';
import { MemoryLevels } from './memoryPicture';
import type { Picture } from './picture';
import { Pyramid } from './pyramid/pyramid';
import type { Raster } from './raster';
import { wholeLevel, type HugePage } from './regions';
import { byteSamples, recode, scale } from './samples';
import { isWide, pagesOf, wideSamples, wideWindows, type WideImage } from './sharpPage';
import { Strips } from './strips';

/** Longest side of what is decoded first: a screen, and an eighth of 20,000 pixels, which JPEG decodes directly. */
const OVERVIEW_SIDE_PX = 2560;

/** Opens a page that is too large to be decoded as a whole. Throws `ImageError`. */
export async function openHuge(id: string, page: HugePage, settings: ImagingSettings): Promise<Picture> {
  const format = formatFor(page);
  if (isWide(page.header)) return openWide(id, page);
  const channels = page.header.hasAlpha ? 4 : page.header.channels === 1 ? 1 : 3;
  const info = infoOf(id, page, byteSamples(channels));
  const picture = new HugePicture(page, info, format, pyramidOf(id, page, info, format, settings));
  await picture.start();
  return picture;
}

/** Values beyond 8 bits are coded by what the overview shows of them; they are cut from the file each time. */
async function openWide(id: string, page: HugePage): Promise<Picture> {
  const level = overviewLevel(page);
  const overview = (await wholeLevel(page, level)) as WideImage;
  const { values, channels, depth, widthPx, heightPx } = overview;
  const coded = scale(values);
  const samples = wideSamples(coded, channels, wideWindows(values, channels, depth, coded));
  const raster: Raster = { widthPx, heightPx, channels, data: recode(values, samples) };
  return new HugePicture(page, infoOf(id, page, samples), 'png', undefined, Promise.resolve(raster));
}

function infoOf(id: string, { size, header }: HugePage, samples: SampleInfo): OpenPicture {
  return { id, ...size, levels: levelCount(size), tilePx: TILE_PX, samples, pages: pagesOf(header) };
}

function pyramidOf(
  id: string,
  { path, page }: HugePage,
  info: OpenPicture,
  format: TileFormat,
  settings: ImagingSettings,
): Pyramid | undefined {
  const { cacheFolder, cacheBytes = 0 } = settings;
  if (cacheFolder === undefined || cacheBytes === 0) return undefined;
  const { widthPx, heightPx, levels, tilePx } = info;
  return new Pyramid(
    path,
    page,
    id,
    { widthPx, heightPx, levels, tilePx, format },
    { cacheFolder, cacheBytes },
  );
}

const LOSSLESS_BYTES_PER_PIXEL = 0.25;

/**
 * PNG where pixels must stay as they are: transparency, palettes, single channels, and what a lossless format made so
 * small that it can only be drawn, as label images are. Photos get JPEG.
 */
function formatFor({ header, size }: HugePage): TileFormat {
  const { format, hasAlpha, isPalette, channels, sizeBytes } = header;
  if (hasAlpha) return 'png';
  if (format === 'jpeg') return 'jpeg';
  const isDrawn = sizeBytes / (size.widthPx * size.heightPx) < LOSSLESS_BYTES_PER_PIXEL;
  return isPalette || channels === 1 || isDrawn ? 'png' : 'jpeg';
}

function overviewLevel({ size }: HugePage): number {
  let level = 0;
  while (Math.max(size.widthPx, size.heightPx) / 2 ** level > OVERVIEW_SIDE_PX) level++;
  return level;
}

/** Overview first; then tiles from the file, and from the pyramid as it grows. */
class HugePicture implements Picture {
  readonly info: OpenPicture;
  readonly #page: HugePage;
  readonly #format: TileFormat;
  readonly #pyramid: Pyramid | undefined;
  readonly #strips: Strips;
  readonly #level: number;
  #overview: Promise<MemoryLevels> | undefined;
  #overviewBytes = 0;

  constructor(
    page: HugePage,
    info: OpenPicture,
    format: TileFormat,
    pyramid: Pyramid | undefined,
    overview?: Promise<Raster>,
  ) {
    this.info = info;
    this.#page = page;
    this.#format = format;
    this.#pyramid = pyramid;
    this.#strips = new Strips(page, info.samples, format);
    this.#level = overviewLevel(page);
    if (overview) this.#overview = this.#levelsOf(overview);
  }

  get bytes(): number {
    return this.#overviewBytes;
  }

  /** Tiles of an earlier session are enough; without them the overview is begun now. */
  async start(): Promise<void> {
    if (!(await this.#pyramid?.find())) void this.#levels().catch(() => undefined);
  }

  async tile({ level, column, row }: TileArgs, signal: AbortLike): Promise<WorkerTile> {
    const place = { level, column, row };
    const built = await this.#pyramid?.tile(place);
    if (built) return built;
    if (level >= this.#level) return (await this.#levels()).tile({ ...place, level: level - this.#level });
    return this.#fromFile(place, signal);
  }

  close(): void {
    this.#pyramid?.close();
  }

  /** Whichever is there first: cut from the file, or the pyramid's. */
  async #fromFile(place: Omit<TileArgs, 'id'>, signal: AbortLike): Promise<WorkerTile> {
    let isWanted = true;
    const cut = this.#strips.tile(place, () => isWanted && !signal.aborted);
    const built = this.#pyramid?.appears(place, () => isWanted && !signal.aborted);
    try {
      return await Promise.race([cut, ...(built ? [built.then((tile) => tile ?? cut)] : [])]);
    } finally {
      isWanted = false;
      cut.catch(() => undefined);
    }
  }

  /** The pyramid is begun when the overview is out. */
  #levels(): Promise<MemoryLevels> {
    this.#overview ??= this.#levelsOf(wholeLevel(this.#page, this.#level) as Promise<Raster>);
    return this.#overview;
  }

  async #levelsOf(overview: Promise<Raster>): Promise<MemoryLevels> {
    const levels = new MemoryLevels(await overview, this.#format);
    this.#overviewBytes = 2 * levels.bytes;
    this.#pyramid?.start();
    return levels;
  }
}
