import type { Annotation } from '../../src/core/annotation/annotation';
import type { Rect } from '../../src/core/geometry/rect';
import { classColor, withOpacity } from '../../src/core/scene/colors';
import { outlineOf, traceOutline, type Outline } from '../../src/core/scene/outline';
import { LineRaster } from '../../src/core/scene/lineRaster';
import { TILE_PX } from '../../src/core/scene/tiles';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import type { PathSink } from '../../src/core/shapes/shape';
import { flush, offscreen, type OffscreenContext } from './surface';

/** How committed shapes look. Lengths on the screen are CSS pixels. */
export interface ShapeLook {
  readonly schema: LabelSchema;
  /** 0 to 1. */
  readonly fillOpacity: number;
  readonly pixelRatio: number;
}

/** Outline width on the screen. */
export const LINE_PX = 2;
/** Below this size on the screen an outline is half as wide. */
const TINY_PX = 24;
/** Below this size on the screen there is no fill: it would hide what it marks. */
const FILLED_PX = 32;
/** Below this size on the screen outlines are drawn pixel by pixel, which is much quicker. */
const SMALL_PX = 64;
/** From this size on the outline has a dark rim, so that it reads on a bright picture. */
const RIMMED_PX = SMALL_PX;
const RIM_COLOR = 'rgba(0, 0, 0, 0.4)';
/** How far drawing reaches beyond a shape's bounds. */
export const REACH_PX = 4;
/** Dashes of a proposal's outline: on and off. */
const DASH_PX = [6, 4] as const;
const TINY_DASH_PX = [3, 2] as const;
/** Shapes drawn between two looks at the clock. */
const SLICE = 40;
const SMALL_SLICE = 400;

interface Item {
  readonly outline: Outline;
  readonly color: string;
  readonly dashed: boolean;
  /** The longer side on the screen, CSS pixels. */
  readonly sizePx: number;
}

type Task = () => void;

/** The hidden canvases that painting needs, each as large as a tile. */
export class PaintDesk {
  readonly raster = new LineRaster();
  readonly lines: OffscreenContext = offscreen(TILE_PX, TILE_PX);
  #result: OffscreenContext = offscreen(TILE_PX, TILE_PX);

  /** What is painted on. */
  get result(): OffscreenContext {
    return this.#result;
  }

  /** Hands the painted canvas over and takes another one, which may be used, in its place. */
  exchange(other: OffscreenContext | undefined): OffscreenContext {
    const done = this.#result;
    this.#result = other ?? offscreen(TILE_PX, TILE_PX);
    return done;
  }
}

/**
 * Draws a list of annotations into the desk's `result`, in slices. Fills come first, then small outlines, then large
 * ones; the order of two shapes does not depend on the others in the list, so that neighbouring tiles agree.
 */
export class ShapePaint {
  readonly #desk: PaintDesk;
  readonly #ctx: OffscreenContext;
  readonly #scale: number;
  readonly #region: Rect;
  readonly #dx: number;
  readonly #dy: number;
  readonly #look: ShapeLook;
  readonly #tasks: Task[] = [];
  #next = 0;

  /** `region` (level pixels = image pixels * scale) is what is drawn, at the desk's top left. */
  constructor(
    desk: PaintDesk,
    annotations: readonly Annotation[],
    scale: number,
    region: Rect,
    look: ShapeLook,
  ) {
    this.#desk = desk;
    this.#ctx = desk.result;
    this.#scale = scale;
    this.#region = region;
    this.#dx = -region.x;
    this.#dy = -region.y;
    this.#look = look;
    this.#plan(annotations.map((annotation) => this.#itemOf(annotation)));
  }

  /** Draws until done (true) or until it is time to stop. */
  run(isOver: () => boolean): boolean {
    while (this.#next < this.#tasks.length) {
      this.#tasks[this.#next++]?.();
      if (isOver()) break;
    }
    return this.#next >= this.#tasks.length;
  }

  #itemOf({ label, proposed, shape }: Annotation): Item {
    const outline = outlineOf(shape);
    const { width, height } = outline.bounds;
    const sizePx = (Math.max(width, height) * this.#scale) / this.#look.pixelRatio;
    return { outline, color: classColor(this.#look.schema, label), dashed: proposed === true, sizePx };
  }

  #plan(items: readonly Item[]): void {
    const filled = this.#look.fillOpacity > 0 ? items.filter(({ sizePx }) => sizePx >= FILLED_PX) : [];
    const small = items.filter(({ sizePx }) => sizePx < SMALL_PX);
    const large = items.filter(({ sizePx }) => !(sizePx < SMALL_PX));
    this.#tasks.push(() => this.#begin());
    this.#inSlices(filled, SLICE, (slice) => (this.#fill(slice), flush(this.#ctx)));
    if (small.length > 0) {
      this.#tasks.push(() => this.#desk.raster.begin(this.#region.width, this.#region.height));
      this.#inSlices(small, SMALL_SLICE, (slice) => this.#strokeSmall(slice));
      this.#tasks.push(() => this.#showSmall(filled.length === 0));
    }
    this.#inSlices(large, SLICE, (slice) => (this.#strokeLarge(slice), flush(this.#ctx)));
  }

  #inSlices(items: readonly Item[], size: number, use: (slice: readonly Item[]) => void): void {
    for (let i = 0; i < items.length; i += size) this.#tasks.push(() => use(items.slice(i, i + size)));
  }

  #begin(): void {
    this.#ctx.reset();
    this.#ctx.beginPath();
    this.#ctx.rect(0, 0, this.#region.width, this.#region.height);
    this.#ctx.clip();
  }

  #fill(slice: readonly Item[]): void {
    for (const { outline, color } of slice) {
      this.#ctx.fillStyle = withOpacity(color, this.#look.fillOpacity);
      if (outline.isRect) {
        const [x, y, right, bottom] = this.#snapped(outline);
        this.#ctx.fillRect(x, y, right - x, bottom - y);
      } else {
        this.#trace(outline);
        this.#ctx.fill('evenodd');
      }
    }
  }

  #strokeSmall(slice: readonly Item[]): void {
    const { raster } = this.#desk;
    const ratio = this.#look.pixelRatio;
    for (const { outline, color, dashed, sizePx } of slice) {
      const isTiny = sizePx < TINY_PX;
      const width = Math.round((isTiny ? LINE_PX / 2 : LINE_PX) * ratio);
      const [on, off] = isTiny ? TINY_DASH_PX : DASH_PX;
      raster.use({ color, width, ...(dashed && { dash: [on * ratio, off * ratio] as const }) });
      if (outline.isRect) this.#traceRect(raster, outline, width);
      else traceOutline(outline, raster, this.#scale, this.#dx, this.#dy, isTiny ? 2 : 1);
    }
  }

  /** Puts the small outlines on top of the fills; where there are none they need not be mixed. */
  #showSmall(isFirst: boolean): void {
    const { width, height } = this.#region;
    const { pixels } = this.#desk.raster;
    const bytes = new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    const image = new ImageData(bytes, width, height);
    if (isFirst) return this.#ctx.putImageData(image, 0, 0);
    this.#desk.lines.putImageData(image, 0, 0);
    this.#ctx.drawImage(this.#desk.lines.canvas, 0, 0, width, height, 0, 0, width, height);
    flush(this.#ctx);
  }

  #strokeLarge(slice: readonly Item[]): void {
    const ctx = this.#ctx;
    const ratio = this.#look.pixelRatio;
    const width = Math.round(LINE_PX * ratio);
    ctx.lineJoin = 'round';
    for (const { outline, color, dashed, sizePx } of slice) {
      ctx.beginPath();
      if (outline.isRect) this.#traceRect(ctx, outline, width);
      else this.#trace(outline);
      ctx.setLineDash(dashed ? DASH_PX.map((part) => part * ratio) : []);
      if (sizePx >= RIMMED_PX) {
        ctx.strokeStyle = RIM_COLOR;
        ctx.lineWidth = width + 2 * Math.round(ratio);
        ctx.stroke();
      }
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }

  #trace(outline: Outline): void {
    this.#ctx.beginPath();
    traceOutline(outline, this.#ctx, this.#scale, this.#dx, this.#dy, 0.5);
  }

  /** Odd widths run through pixel centres and even ones between pixels: crisp either way. */
  #traceRect(sink: PathSink, { bounds }: Outline, lineWidth: number): void {
    const half = lineWidth % 2 === 1 ? 0.5 : 0;
    const left = Math.round(bounds.x * this.#scale) + this.#dx + half;
    const top = Math.round(bounds.y * this.#scale) + this.#dy + half;
    const right = Math.round((bounds.x + bounds.width) * this.#scale) + this.#dx + half;
    const bottom = Math.round((bounds.y + bounds.height) * this.#scale) + this.#dy + half;
    sink.moveTo(left, top);
    sink.lineTo(right, top);
    sink.lineTo(right, bottom);
    sink.lineTo(left, bottom);
    sink.closePath();
  }

  #snapped({ bounds }: Outline): readonly [number, number, number, number] {
    return [
      Math.round(bounds.x * this.#scale) + this.#dx,
      Math.round(bounds.y * this.#scale) + this.#dy,
      Math.round((bounds.x + bounds.width) * this.#scale) + this.#dx,
      Math.round((bounds.y + bounds.height) * this.#scale) + this.#dy,
    ];
  }
}
