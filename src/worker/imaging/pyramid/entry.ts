import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SizePx } from '../../../core/heads/letterbox';
import type { TileFormat } from '../encodeTile';

/** Raised when tiles are made in another way: older ones are built anew. */
const VERSION = 1;
export const MANIFEST = 'manifest.json';
/** Where libvips puts the tiles of a pyramid that is called `p`. */
export const TILES = 'p_files';

/** What a finished pyramid says of itself. */
export interface Manifest extends SizePx {
  readonly version: number;
  readonly tilePx: number;
  readonly levels: number;
  readonly format: TileFormat;
  /** All tiles together. */
  readonly bytes: number;
  /** By tile (`6/0_3`, the smallest level is 0): the beginning of its SHA-1. */
  readonly tiles: Readonly<Record<string, string>>;
}

/** What a pyramid must be to be used for a picture. */
export type Wanted = Omit<Manifest, 'version' | 'bytes' | 'tiles'>;

export const newManifest = (wanted: Wanted, bytes: number, tiles: Manifest['tiles']): Manifest => ({
  version: VERSION,
  ...wanted,
  bytes,
  tiles,
});

export const checksum = (bytes: Uint8Array): string =>
  createHash('sha1').update(bytes).digest('hex').slice(0, 16);

/** The manifest of a finished pyramid that fits, or undefined. */
export async function readManifest(folder: string, wanted: Wanted): Promise<Manifest | undefined> {
  try {
    const found = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
    const keys = ['widthPx', 'heightPx', 'tilePx', 'levels', 'format'] as const;
    const fits = found.version === VERSION && keys.every((key) => found[key] === wanted[key]);
    return fits && typeof found.tiles === 'object' && typeof found.bytes === 'number' ? found : undefined;
  } catch {
    return undefined;
  }
}

/** A tile's name within `TILES`: libvips counts levels from the smallest. */
export const tileName = (levels: number, level: number, column: number, row: number): string =>
  `${levels - 1 - level}/${column}_${row}`;

export const tileFile = (folder: string, name: string, format: TileFormat): string =>
  join(folder, TILES, `${name}.${format === 'jpeg' ? 'jpeg' : 'png'}`);

const PNG_END = 'IEND\xae\x42\x60\x82';

/** A file that is still being written does not end as a picture does. */
export function isWhole(bytes: Buffer, format: TileFormat): boolean {
  if (format === 'png') return bytes.subarray(-8).toString('latin1') === PNG_END;
  return bytes.length > 4 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9;
}
