import type { TileArgs } from '../../protocol/editor';
import type { WorkerTile } from '../../protocol/worker';
import { encodeTile, type TileFormat } from './encodeTile';
import { tilePart } from './grid';
import { crop, halve, type Raster } from './raster';

/** The levels of a picture that lies in memory, each made when it is first asked for. */
export class MemoryLevels {
  readonly #levels: Raster[];
  /** Undefined: by what lies in each tile. */
  readonly #format: TileFormat;

  constructor(full: Raster, format: TileFormat) {
    this.#levels = [full];
    this.#format = format;
  }

  get bytes(): number {
    return this.#levels.reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  level(level: number): Raster {
    const known = this.#levels[level];
    if (known) return known;
    const made = halve(this.level(level - 1));
    this.#levels[level] = made;
    return made;
  }

  tile({ level, column, row }: Omit<TileArgs, 'id'>): Promise<WorkerTile> {
    const full = this.level(0);
    const part = tilePart(full, level, column, row);
    return encodeTile(crop(this.level(level), part), this.#format);
  }
}
