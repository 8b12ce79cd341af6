import type { DisplaySettings } from '../../src/core/display/display';
import { isPlainLook, pictureLook, type PictureLook } from '../../src/core/display/look';
import type { SampleGrid } from '../../src/core/display/samples';
import { intersect, type Rect } from '../../src/core/geometry/rect';
import { isEmptyRect, outward, scaleRect } from '../../src/core/scene/tiles';
import { CRISP_SCALE, NEVER_OVER, type AnyContext, type PictureSource } from './imageSource';
import { offscreen, type OffscreenContext } from './surface';

/** Pixels that are mapped for a picture that stands in for a frame or two: some 3 milliseconds. */
const QUICK_PX = 320_000;
const QUICK_ADAPTIVE_PX = 100_000;

/** The display settings as they are laid on a picture; nothing at all is done while they change nothing. */
export class ImageLook {
  #source: PictureSource | undefined;
  #display: DisplaySettings | undefined;
  #overview: SampleGrid | undefined;
  #look: PictureLook | undefined;
  #desk: OffscreenContext | undefined;

  /** True when pixels have to be mapped before they are shown. */
  get isCostly(): boolean {
    return this.#look !== undefined;
  }

  /** Makes the look of a picture under display settings; true when it is another one than before. */
  follow(source: PictureSource, display: DisplaySettings): boolean {
    const overview = display.clahe ? source.overview() : undefined;
    if (source === this.#source && display === this.#display && overview === this.#overview) return false;
    [this.#source, this.#display, this.#overview] = [source, display, overview];
    const asIs = !source.canRead || isPlainLook(display, source.samples);
    this.#look = asIs ? undefined : pictureLook(display, source.samples, overview);
    if (this.#look) source.setLook(this.#look);
    return true;
  }

  /** Draws a part as it is to be seen. */
  paint(ctx: AnyContext, source: PictureSource, scale: number, levelRect: Rect): void {
    if (!this.#look || source.looksDone) source.paint(ctx, scale, levelRect, NEVER_OVER);
    else this.#through(ctx, source, this.#look, scale, levelRect, 1);
  }

  /** Draws a part as well as it can be done at once. */
  paintQuickly(
    ctx: AnyContext,
    source: PictureSource,
    scale: number,
    levelRect: Rect,
    isOver: () => boolean,
  ): void {
    if (!this.#look || source.looksDone) return source.paint(ctx, scale, levelRect, isOver);
    const area = levelRect.width * levelRect.height;
    const quickPx = this.#look.isAdaptive ? QUICK_ADAPTIVE_PX : QUICK_PX;
    this.#through(ctx, source, this.#look, scale, levelRect, Math.min(1, Math.sqrt(quickPx / area)));
  }

  /**
   * Draws aside, maps, and lays the result onto `ctx`. With fewer than one pixel mapped per level pixel (`detail`) it
   * is quick and soft. Image pixels that are shown as squares are mapped once each.
   */
  #through(
    ctx: AnyContext,
    source: PictureSource,
    look: PictureLook,
    scale: number,
    levelRect: Rect,
    detail: number,
  ): void {
    const isCrisp = scale >= CRISP_SCALE;
    const mappedScale = isCrisp ? 1 : scale * detail;
    const factor = mappedScale / scale;
    const whole = { x: 0, y: 0, width: source.widthPx * mappedScale, height: source.heightPx * mappedScale };
    const part = intersect(outward(scaleRect(levelRect, factor)), outward(whole));
    if (isEmptyRect(part)) return;
    const desk = this.#take(part);
    source.paint(desk, mappedScale, part, NEVER_OVER);
    map(desk, source, look, mappedScale, part);
    ctx.imageSmoothingEnabled = !isCrisp && detail !== 1;
    const to = scaleRect(part, 1 / factor);
    ctx.drawImage(desk.canvas, 0, 0, part.width, part.height, to.x, to.y, to.width, to.height);
  }

  /** A clean place for a part; kept, since making one costs as much as drawing to it. */
  #take({ x, y, width, height }: Rect): OffscreenContext {
    const before = this.#desk?.canvas;
    if (!this.#desk || !before || before.width < width || before.height < height)
      this.#desk = offscreen(Math.max(width, before?.width ?? 0), Math.max(height, before?.height ?? 0));
    this.#desk.setTransform(1, 0, 0, 1, 0, 0);
    this.#desk.clearRect(0, 0, width, height);
    this.#desk.setTransform(1, 0, 0, 1, -x, -y);
    return this.#desk;
  }
}

/** Lays the look on what was drawn; `part` says where it lies, level pixels at `scale`. */
function map(
  desk: OffscreenContext,
  { widthPx, heightPx }: PictureSource,
  look: PictureLook,
  scale: number,
  part: Rect,
): void {
  const pixels = desk.getImageData(0, 0, part.width, part.height);
  const [du, dv] = [1 / (widthPx * scale), 1 / (heightPx * scale)];
  const place = { u: (part.x + 0.5) * du, v: (part.y + 0.5) * dv, du, dv };
  const grid = { data: pixels.data, channels: 4, widthPx: part.width, heightPx: part.height } as const;
  look.apply(grid, pixels.data, place);
  desk.putImageData(pixels, 0, 0);
}
