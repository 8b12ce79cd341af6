import type { Annotation } from '../../src/core/annotation/annotation';
import type { FlatPoints } from '../../src/core/geometry/polyline';
import { inflate, type Rect } from '../../src/core/geometry/rect';
import { withOpacity } from '../../src/core/scene/colors';
import { LineRaster } from '../../src/core/scene/lineRaster';
import { traceOutline, type Outline } from '../../src/core/scene/outline';
import { inPaintOrder } from '../../src/core/scene/paintOrder';
import type { PathPlace } from '../../src/core/scene/pathMapper';
import { TILE_PX } from '../../src/core/scene/tiles';
import type { Mask } from '../../src/core/shapes/mask';
import type { PathSink } from '../../src/core/shapes/shape';
import { DotStamps } from './dotStamps';
import { paintDots } from './dotPaint';
import { HatchPatterns } from './hatchPaint';
import { MaskPainter } from './maskPaint';
import {
  isDotted,
  isFilled,
  isStroked,
  itemOf,
  maskEdgePx,
  REACH_PX,
  SMALL_PX,
  TINY_PX,
  type Item,
  type ShapeLook,
} from './shapeItems';
import { flush, offscreen, type OffscreenContext } from './surface';

const RIM_COLOR = 'rgba(0, 0, 0, 0.4)';
/** Dashes of a proposal's outline: on and off. */
const DASH_PX = [6, 4] as const;
const TINY_DASH_PX = [3, 2] as const;
/** Shapes drawn between two looks at the clock. */
const SLICE = 40;
const SMALL_SLICE = 400;
/** Outlines that are so much larger than what is drawn are cut to it. */
const CLIPPED_PX = 2 * TILE_PX;

type Task = () => void;

/** The hidden canvases that painting needs, each as large as a tile. */
export class PaintDesk {
  readonly raster = new LineRaster();
  readonly masks = new MaskPainter();
  readonly dots = new DotStamps();
  readonly hatches = new HatchPatterns();
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
 * Draws a list of annotations into the desk's `result`, in slices. Fills and masks come first, back to front, then
 * small outlines, then large ones, then dots; the order of two shapes does not depend on the others in the list, so
 * that neighbouring tiles agree.
 */
export class ShapePaint {
  readonly #desk: PaintDesk;
  readonly #ctx: OffscreenContext;
  readonly #region: Rect;
  readonly #place: PathPlace;
  readonly #clip: Rect;
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
    this.#region = region;
    this.#place = { scale, x: -region.x, y: -region.y };
    const { width, height } = region;
    this.#clip = inflate({ x: 0, y: 0, width, height }, 2 * REACH_PX * look.pixelRatio);
    this.#look = look;
    this.#plan(inPaintOrder(annotations).map((annotation) => itemOf(annotation, scale, look)));
  }

  /** Draws until done (true) or until it is time to stop. */
  run(isOver: () => boolean): boolean {
    while (this.#next < this.#tasks.length) {
      this.#tasks[this.#next++]?.();
      if (isOver()) break;
    }
    return this.#next >= this.#tasks.length;
  }

  #plan(items: readonly Item[]): void {
    const { display } = this.#look;
    const filled = items.filter((item) => isFilled(item, display));
    const lines = items.filter((item) => isStroked(item, display));
    const small = lines.filter(({ sizePx }) => sizePx < SMALL_PX);
    const large = lines.filter(({ sizePx }) => !(sizePx < SMALL_PX));
    this.#tasks.push(() => this.#begin());
    this.#planFills(filled);
    if (small.length > 0) {
      this.#tasks.push(() => this.#desk.raster.begin(this.#region.width, this.#region.height));
      this.#inSlices(small, SMALL_SLICE, (slice) => this.#strokeSmall(slice));
      this.#tasks.push(() => this.#showSmall(filled.length === 0));
    }
    this.#inSlices(large, SLICE, (slice) => (this.#strokeLarge(slice), flush(this.#ctx)));
    this.#inSlices(items.filter(isDotted), SMALL_SLICE, (slice) => (this.#dot(slice), flush(this.#ctx)));
  }

  /** Masks and other fills in their order; a mask may take as long as many other shapes. */
  #planFills(filled: readonly Item[]): void {
    for (let i = 0; i < filled.length;) {
      const isMask = filled[i]?.outline.shape.kind === 'mask';
      let end = i + 1;
      while (!isMask && end < filled.length && end - i < SLICE && filled[end]?.outline.shape.kind !== 'mask')
        end++;
      const slice = filled.slice(i, end);
      this.#tasks.push(() => {
        for (const item of slice) this.#fill(item);
        flush(this.#ctx);
      });
      i = end;
    }
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

  #fill(item: Item): void {
    const { outline, color, fillOpacity } = item;
    if (outline.shape.kind === 'mask') return this.#fillMask(outline.shape, item);
    this.#ctx.fillStyle = withOpacity(color, fillOpacity);
    if (outline.isRect) {
      const [x, y, right, bottom] = this.#snapped(outline);
      this.#ctx.fillRect(x, y, right - x, bottom - y);
      if (this.#useHatch(item)) this.#ctx.fillRect(x, y, right - x, bottom - y);
      return;
    }
    if (outline.front) this.#traceRing(outline.front);
    else this.#trace(item);
    this.#ctx.fill('evenodd');
    if (this.#useHatch(item)) this.#ctx.fill('evenodd');
  }

  #useHatch({ hatch, color }: Item): boolean {
    const place = { ...this.#place, pixelRatio: this.#look.pixelRatio };
    const pattern = hatch && this.#desk.hatches.of(this.#ctx, hatch, color, place);
    if (pattern) this.#ctx.fillStyle = pattern;
    return Boolean(pattern);
  }

  #fillMask(mask: Mask, { color, lineColor, fillOpacity, dashed }: Item): void {
    const edgePx = this.#look.display.outline ? maskEdgePx(this.#look.pixelRatio) : 0;
    const look = { color, fillOpacity, edgeColor: lineColor, edgePx, dashed };
    const painted = this.#desk.masks.paint(mask, this.#place.scale, this.#region, look);
    if (!painted) return;
    const { x, y, width, height } = painted.rect;
    const { lines } = this.#desk;
    lines.putImageData(painted.image, 0, 0);
    const [left, top] = [x - this.#region.x, y - this.#region.y];
    this.#ctx.drawImage(lines.canvas, 0, 0, width, height, left, top, width, height);
  }

  #strokeSmall(slice: readonly Item[]): void {
    const { raster } = this.#desk;
    const ratio = this.#look.pixelRatio;
    for (const { outline, lineColor, dashed, dash, linePx, sizePx } of slice) {
      const isTiny = sizePx < TINY_PX;
      const width = Math.max(1, Math.round((isTiny ? linePx / 2 : linePx) * ratio));
      const [on, off] = dash ?? (isTiny ? TINY_DASH_PX : DASH_PX);
      raster.use({ color: lineColor, width, ...(dashed && { dash: [on * ratio, off * ratio] as const }) });
      if (outline.isRect) this.#traceRect(raster, outline, width);
      else if (outline.shape.kind === 'polygon')
        for (const ring of outline.shape.rings) raster.traceRing(ring, this.#place, isTiny ? 2 : 1);
      else traceOutline(outline, raster, this.#place, isTiny ? 2 : 1);
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
    ctx.lineJoin = 'round';
    for (const item of slice) {
      const { outline, lineColor, dashed, dash = DASH_PX, linePx } = item;
      const line = Math.max(1, Math.round(linePx * ratio));
      // The front of a cuboid is drawn over it once more.
      const width = outline.front ? Math.max(1, Math.round(ratio)) : line;
      if (outline.isRect) this.#traceRectAnew(outline, width);
      else this.#trace(item);
      ctx.setLineDash(dashed ? dash.map((part) => part * ratio) : []);
      this.#strokeRimmed(lineColor, width);
      if (!outline.front) continue;
      this.#traceRing(outline.front);
      this.#strokeRimmed(lineColor, line);
    }
  }

  /** With a dark rim, so that it reads on a bright picture. */
  #strokeRimmed(color: string, width: number): void {
    const ctx = this.#ctx;
    ctx.strokeStyle = RIM_COLOR;
    ctx.lineWidth = width + 2 * Math.round(this.#look.pixelRatio);
    ctx.stroke();
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  #dot(slice: readonly Item[]): void {
    const { dots } = this.#desk;
    const { pixelRatio } = this.#look;
    for (const { outline, lineColor, sizePx } of slice)
      paintDots(this.#ctx, dots, outline, this.#place, { color: lineColor, sizePx, pixelRatio });
  }

  #trace({ outline, dashed, sizePx }: Item): void {
    const isHuge = sizePx * this.#look.pixelRatio > CLIPPED_PX && !dashed;
    this.#ctx.beginPath();
    traceOutline(outline, this.#ctx, this.#place, 0.5, isHuge ? this.#clip : undefined);
  }

  #traceRing(ring: FlatPoints): void {
    const { scale, x, y } = this.#place;
    this.#ctx.beginPath();
    for (let i = 0; i < ring.length; i += 2)
      this.#ctx.lineTo((ring[i] ?? 0) * scale + x, (ring[i + 1] ?? 0) * scale + y);
    this.#ctx.closePath();
  }

  #traceRectAnew(outline: Outline, lineWidth: number): void {
    this.#ctx.beginPath();
    this.#traceRect(this.#ctx, outline, lineWidth);
  }

  /** Odd widths run through pixel centres and even ones between pixels: crisp either way. */
  #traceRect(sink: PathSink, outline: Outline, lineWidth: number): void {
    const half = lineWidth % 2 === 1 ? 0.5 : 0;
    const [left, top, right, bottom] = this.#snapped(outline);
    sink.moveTo(left + half, top + half);
    sink.lineTo(right + half, top + half);
    sink.lineTo(right + half, bottom + half);
    sink.lineTo(left + half, bottom + half);
    sink.closePath();
  }

  #snapped({ bounds }: Outline): readonly [number, number, number, number] {
    const { scale, x, y } = this.#place;
    return [
      Math.round(bounds.x * scale) + x,
      Math.round(bounds.y * scale) + y,
      Math.round((bounds.x + bounds.width) * scale) + x,
      Math.round((bounds.y + bounds.height) * scale) + y,
    ];
  }
}
