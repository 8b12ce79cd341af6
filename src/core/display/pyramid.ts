import { intersect, type Rect } from '../geometry/rect';

/** The sizes of a picture in tiles (`TiledImage`). */
export interface PyramidShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly tilePx: number;
  /** Level 0 is the full resolution, every next one half of it, rounded up. */
  readonly levels: number;
}

export interface PyramidTile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** What a view asks for, what is wanted most first. */
export interface WantedTiles {
  /** The level that the view shows. */
  readonly level: number;
  readonly visible: readonly PyramidTile[];
  /** Just outside, for the next pan. */
  readonly soon: readonly PyramidTile[];
}

/** A level is taken until it has to be enlarged by more than the fourth root of 2: nobody sees that. */
const ENLARGED_LEVELS = 0.25;

/** The level for a scale, device pixels per image pixel. */
export function pyramidLevel({ levels }: PyramidShape, scale: number): number {
  const level = Math.floor(Math.log2(1 / scale) + ENLARGED_LEVELS);
  return Math.min(levels - 1, Math.max(0, level));
}

/** The part of the image that a tile shows, image pixels; cut at the image's border. */
export function pyramidTileRect(shape: PyramidShape, { level, column, row }: PyramidTile): Rect {
  const side = shape.tilePx * 2 ** level;
  const whole = { x: 0, y: 0, width: shape.widthPx, height: shape.heightPx };
  return intersect({ x: column * side, y: row * side, width: side, height: side }, whole);
}

/** The smallest picture of all: the one tile of the last level. */
export function overviewTile({ levels }: PyramidShape): PyramidTile {
  return { level: levels - 1, column: 0, row: 0 };
}

/** The tiles of a level that a part of the image (image pixels) touches, nearest to its middle first. */
export function tilesIn(shape: PyramidShape, level: number, imageRect: Rect): PyramidTile[] {
  const part = intersect(imageRect, { x: 0, y: 0, width: shape.widthPx, height: shape.heightPx });
  if (part.width === 0 || part.height === 0) return [];
  const side = shape.tilePx * 2 ** level;
  const tiles: PyramidTile[] = [];
  for (let row = Math.floor(part.y / side); row * side < part.y + part.height; row++)
    for (let column = Math.floor(part.x / side); column * side < part.x + part.width; column++)
      tiles.push({ level, column, row });
  const [midX, midY] = [part.x + part.width / 2, part.y + part.height / 2];
  const distance = ({ column, row }: PyramidTile): number =>
    Math.hypot((column + 0.5) * side - midX, (row + 0.5) * side - midY);
  return tiles.sort((a, b) => distance(a) - distance(b));
}

/** What a view of `imageRect` (image pixels) at `scale` (device pixels per image pixel) wants. */
export function wantedTiles(shape: PyramidShape, imageRect: Rect, scale: number): WantedTiles {
  const level = pyramidLevel(shape, scale);
  const side = shape.tilePx * 2 ** level;
  const { x, y, width, height } = imageRect;
  const wide = { x: x - side / 2, y: y - side / 2, width: width + side, height: height + side };
  const visible = tilesIn(shape, level, imageRect);
  const inSight = new Set(visible.map(tileKey));
  return { level, visible, soon: tilesIn(shape, level, wide).filter((tile) => !inSight.has(tileKey(tile))) };
}

/** The tile of a coarser level that has this one in it; undefined above the last level. */
export function parentTile({ levels }: PyramidShape, tile: PyramidTile): PyramidTile | undefined {
  if (tile.level + 1 >= levels) return undefined;
  return { level: tile.level + 1, column: tile.column >> 1, row: tile.row >> 1 };
}

/** The up to four tiles of the next finer level that make up this one. */
export function childTiles(shape: PyramidShape, tile: PyramidTile): PyramidTile[] {
  if (tile.level === 0) return [];
  return tilesIn(shape, tile.level - 1, pyramidTileRect(shape, tile));
}

export function tileKey({ level, column, row }: PyramidTile): string {
  return `${level}/${column}/${row}`;
}
