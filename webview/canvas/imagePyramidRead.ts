import { tilesIn, type PyramidShape, type PyramidTile } from '../../src/core/display/pyramid';
import type { SampleGrid, SampleInfo } from '../../src/core/display/samples';
import type { Rect } from '../../src/core/geometry/rect';
import { NEVER_OVER, type PictureSource } from './imageSource';
import type { TileStore } from './imageTileStore';
import { offscreen } from './surface';

/**
 * Stored samples of whole image pixels that lie in the image, from the finest tiles at hand. `isExact` is false when
 * some of them come from a smaller copy.
 */
export function readSamples(
  source: PictureSource,
  shape: PyramidShape & { readonly samples: SampleInfo },
  store: TileStore,
  imageRect: Rect,
): { readonly grid: SampleGrid; readonly isExact: boolean } {
  const isExact = tilesIn(shape, 0, imageRect).every((tile) => store.has(tile));
  const grid = shape.samples.depth === 8 ? drawn(source, imageRect) : picked(shape, store, imageRect);
  return { grid, isExact };
}

function drawn(source: PictureSource, imageRect: Rect): SampleGrid {
  const { x, y, width: widthPx, height: heightPx } = imageRect;
  const ctx = offscreen(widthPx, heightPx);
  ctx.translate(-x, -y);
  source.paint(ctx, 1, imageRect, NEVER_OVER);
  return { data: ctx.getImageData(0, 0, widthPx, heightPx).data, channels: 4, widthPx, heightPx };
}

function picked(
  shape: PyramidShape & { readonly samples: SampleInfo },
  store: TileStore,
  { x, y, width, height }: Rect,
): SampleGrid {
  const { channels } = shape.samples;
  const data = new Uint16Array(width * height * channels);
  let to = 0;
  for (let row = y; row < y + height; row++)
    for (let column = x; column < x + width; column++) {
      const found = finest(shape, store, column, row);
      for (let c = 0; c < channels; c++) data[to++] = found ? (found.data[found.at + c] ?? 0) : 0;
    }
  return { data, channels, widthPx: width, heightPx: height };
}

/** The samples of an image pixel, and where they begin in their tile. */
function finest(
  { tilePx, levels }: PyramidShape,
  store: TileStore,
  x: number,
  y: number,
): { readonly data: SampleGrid['data']; readonly at: number } | undefined {
  for (let level = 0; level < levels; level++) {
    const [px, py] = [x >> level, y >> level];
    const at: PyramidTile = { level, column: Math.floor(px / tilePx), row: Math.floor(py / tilePx) };
    const grid = store.get(at)?.samples();
    if (grid) return { data: grid.data, at: ((py % tilePx) * grid.widthPx + (px % tilePx)) * grid.channels };
  }
  return undefined;
}
