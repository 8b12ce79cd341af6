import { BROWSER_SAMPLES, type SampleGrid } from '../../src/core/display/samples';
import { intersect, type Rect } from '../../src/core/geometry/rect';
import { isEmptyRect, outward } from '../../src/core/scene/tiles';
import { CRISP_SCALE, type AnyContext, type PictureSource } from './imageSource';
import type { Mipmaps } from './mipmaps';
import { offscreen, type OffscreenContext } from './surface';

const SAMPLE_PX = 64;
/** Longer side of the copy that histograms and adaptive equalization go by. */
const OVERVIEW_PX = 512;

/** A picture that the browser has decoded whole, with its smaller copies. Sizes: pixels of the upright image. */
export class DecodedPicture implements PictureSource {
  readonly samples = BROWSER_SAMPLES;
  readonly looksDone = false;
  readonly isShown = true;
  readonly failures = undefined;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isTransparent: boolean;
  readonly canRead: boolean;
  readonly #mipmaps: Mipmaps;
  #overview: SampleGrid | undefined;
  /** Kept for the value under the pointer. */
  #pixel: OffscreenContext | undefined;

  constructor(
    { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
    mipmaps: Mipmaps,
  ) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.#mipmaps = mipmaps;
    const sample = pixelsOf(mipmaps.full.image, SAMPLE_PX, SAMPLE_PX);
    this.canRead = sample !== undefined;
    this.isTransparent = sample?.some((value, i) => i % 4 === 3 && value < 250) ?? false;
  }

  get isSettled(): boolean {
    return this.#mipmaps.isComplete;
  }

  isReady(): boolean {
    return true;
  }

  look(): void {}

  setLook(): void {}

  retry(): void {}

  rest(): void {}

  work(isOver: () => boolean): 'idle' | 'more' | 'done' {
    if (this.#mipmaps.isComplete) return 'idle';
    return this.#mipmaps.work(isOver) ? 'done' : 'more';
  }

  paint(ctx: AnyContext, scale: number, levelRect: Rect): void {
    ctx.imageSmoothingEnabled = scale < CRISP_SCALE && scale !== 1;
    ctx.imageSmoothingQuality = 'low';
    const [width, height] = [this.widthPx * scale, this.heightPx * scale];
    const level = this.#mipmaps.levelFor(width);
    if (scale < CRISP_SCALE) return ctx.drawImage(level.image, 0, 0, width, height);
    // Only the squares in sight: enlarging the whole would cost by its size on the screen.
    const [sx, sy] = [width / level.widthPx, height / level.heightPx];
    const { x, y, width: w, height: h } = levelRect;
    const squares = outward({ x: x / sx, y: y / sy, width: w / sx, height: h / sy });
    const part = intersect(squares, { x: 0, y: 0, width: level.widthPx, height: level.heightPx });
    if (isEmptyRect(part)) return;
    const from = [part.x, part.y, part.width, part.height] as const;
    ctx.drawImage(level.image, ...from, part.x * sx, part.y * sy, part.width * sx, part.height * sy);
  }

  overview(): SampleGrid | undefined {
    if (this.#overview || !this.canRead) return this.#overview;
    const factor = Math.min(1, OVERVIEW_PX / Math.max(this.widthPx, this.heightPx));
    const widthPx = Math.max(1, Math.round(this.widthPx * factor));
    const heightPx = Math.max(1, Math.round(this.heightPx * factor));
    const { image } = this.#mipmaps.levelFor(widthPx);
    const data = pixelsOf(image, widthPx, heightPx);
    return (this.#overview = data && { data, channels: 4, widthPx, heightPx });
  }

  read(imageRect: Rect): { readonly grid: SampleGrid; readonly isExact: boolean } | undefined {
    if (!this.canRead) return undefined;
    const { x, y, width, height } = imageRect;
    const { image, widthPx, heightPx } = this.#mipmaps.full;
    const [kx, ky] = [widthPx / this.widthPx, heightPx / this.heightPx];
    const ctx = width === 1 && height === 1 ? (this.#pixel ??= offscreen(1, 1)) : offscreen(width, height);
    ctx.clearRect(0, 0, width, height);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(image, x * kx, y * ky, width * kx, height * ky, 0, 0, width, height);
    const { data } = ctx.getImageData(0, 0, width, height);
    const isExact = kx === 1 && ky === 1;
    return { grid: { data, channels: 4, widthPx: width, heightPx: height }, isExact };
  }

  dispose(): void {
    this.#mipmaps.dispose();
  }
}

/** Undefined where the picture must not be read. */
function pixelsOf(
  image: CanvasImageSource,
  widthPx: number,
  heightPx: number,
): Uint8ClampedArray | undefined {
  const ctx = offscreen(widthPx, heightPx);
  ctx.drawImage(image, 0, 0, widthPx, heightPx);
  try {
    return ctx.getImageData(0, 0, widthPx, heightPx).data;
  } catch {
    return undefined;
  }
}
