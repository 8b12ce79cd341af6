import type { Rect } from '../../src/core/geometry/rect';
import {
  levelRectOf,
  levelTransform,
  nearestFirst,
  overlaps,
  tileRect,
  tilesTouching,
  TILE_PX,
  type DeviceView,
} from '../../src/core/scene/tiles';
import { offscreen, type OffscreenContext } from './surface';

/** Tiles kept beyond those in sight: 32 MB. */
const SPARE_TILES = 32;

/** How a tile comes about. Rectangles are level pixels. */
export interface TilePainter {
  /** `now`: paint it; `later`: it could be painted, in a next frame; `wait`: what it shows is not there yet. */
  gate(levelRect: Rect): 'now' | 'later' | 'wait';
  /** Draws a part into a tile whose context has that part's corner as its origin. */
  paint(tile: OffscreenContext, levelRect: Rect): void;
  /** Draws what stands in for tiles that are missing, to the canvas under the view's transform. */
  base(): void;
}

interface KeptTile {
  readonly levelRect: Rect;
  readonly ctx: OffscreenContext;
}

/**
 * The picture at exactly the scale of the view: scaling costs several milliseconds in every frame of a pan, copying
 * a fraction of one. Tiles are kept upright, whatever the view's orientation.
 */
export class ImageTiles {
  #scale = 0;
  #tiles = new Map<string, KeptTile>();

  clear(): void {
    this.#tiles.clear();
  }

  /** Forgets the tiles that show a part of the image (image pixels), with all that is blended across its border. */
  invalidate({ x, y, width, height }: Rect): void {
    const scale = this.#scale;
    const part = {
      x: x * scale - 2,
      y: y * scale - 2,
      width: width * scale + 4,
      height: height * scale + 4,
    };
    for (const [key, { levelRect }] of this.#tiles) if (overlaps(levelRect, part)) this.#tiles.delete(key);
  }

  /** Shows the picture, leaving the view's transform behind; true when more could be painted in a next frame. */
  draw(ctx: CanvasRenderingContext2D, view: DeviceView, painter: TilePainter): { readonly more: boolean } {
    if (view.scale !== this.#scale) this.clear();
    this.#scale = view.scale;
    const { shown, gates } = this.#collect(levelRectOf(view, ctx.canvas), painter);
    ctx.setTransform(...levelTransform(view));
    if (gates.size > 0) painter.base();
    ctx.imageSmoothingEnabled = false;
    for (const { ctx: tile, levelRect } of shown) ctx.drawImage(tile.canvas, levelRect.x, levelRect.y);
    return { more: gates.has('later') };
  }

  #collect(
    rect: Rect,
    painter: TilePainter,
  ): { readonly shown: readonly KeptTile[]; readonly gates: ReadonlySet<'later' | 'wait'> } {
    const before = this.#tiles;
    const shown = new Map<string, KeptTile>();
    const gates = new Set<'later' | 'wait'>();
    for (const place of nearestFirst(tilesTouching(rect), middleOf(rect))) {
      const key = `${place.column},${place.row}`;
      const tile = before.get(key) ?? make(tileRect(place), painter);
      before.delete(key);
      if (typeof tile === 'string') gates.add(tile);
      else shown.set(key, tile);
    }
    const kept = [...before].slice(-SPARE_TILES);
    this.#tiles = new Map([...kept, ...shown]);
    return { shown: [...shown.values()], gates };
  }
}

function make(levelRect: Rect, painter: TilePainter): KeptTile | 'later' | 'wait' {
  const gate = painter.gate(levelRect);
  if (gate !== 'now') return gate;
  const ctx = offscreen(TILE_PX, TILE_PX, true);
  ctx.setTransform(1, 0, 0, 1, -levelRect.x, -levelRect.y);
  painter.paint(ctx, levelRect);
  return { levelRect, ctx };
}

function middleOf({ x, y, width, height }: Rect): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
