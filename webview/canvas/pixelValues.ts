import { pixelValues, valueDigits } from '../../src/core/display/valueText';
import type { SampleGrid } from '../../src/core/display/samples';
import { intersect, type Rect } from '../../src/core/geometry/rect';
import { imageRectOf, isEmptyRect, outward, toDevice, type DeviceView } from '../../src/core/scene/tiles';
import { luminance } from '../../src/core/display/scalar';
import type { ImageLook } from './imageLook';
import { readPatch } from './imageRead';
import type { PictureSource } from './imageSource';

/** Room that a number takes, CSS pixels: so wide per digit, so high per line. */
const DIGIT_PX = 6;
const LINE_PX = 11;
const FONT_PX = 10;
/** More numbers than this would hold up a pan: they come when the view rests. */
const MOVING_NUMBERS = 400;
const MAX_NUMBERS = 6000;
const REST_MS = 90;

/** Numbers inside the image pixels once there is room for them: what is stored, in the picture's own unit. */
export class PixelValues {
  readonly #wake: () => void;
  #view: DeviceView | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(wake: () => void) {
    this.#wake = wake;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  draw(
    ctx: CanvasRenderingContext2D,
    source: PictureSource,
    look: ImageLook,
    view: DeviceView,
    pixelRatio: number,
  ): void {
    const rect = pixelsInSight(source, view, ctx.canvas);
    const lines = source.samples.channels === 1 ? 1 : 3;
    const room = view.scale / pixelRatio;
    // Before anything is read: five digits are the least that a wide sample may need.
    const least = source.samples.depth === 8 ? 3 : 5;
    if (isEmptyRect(rect) || room < lines * LINE_PX + 2 || room < least * DIGIT_PX + 4) return;
    const count = rect.width * rect.height * lines;
    if (count > MAX_NUMBERS || this.#isMoving(view, count)) return;
    const stored = source.read(rect);
    const seen = readPatch(source, look, rect, rect.width * rect.height);
    if (!stored?.isExact || !seen) return;
    prepare(ctx, pixelRatio);
    const texts = textsOf(stored.grid, source, room);
    for (const [i, text] of texts.entries()) {
      const at = { x: rect.x + (i % rect.width) + 0.5, y: rect.y + Math.floor(i / rect.width) + 0.5 };
      const [red = 0, green = 0, blue = 0] = seen.data.subarray(4 * i, 4 * i + 3);
      ctx.fillStyle = luminance(red, green, blue) > 120 ? '#000000' : '#ffffff';
      const { x, y } = toDevice(view, at);
      const top = y - ((text.length - 1) / 2) * LINE_PX * pixelRatio;
      text.forEach((line, row) => ctx.fillText(line, x, top + row * LINE_PX * pixelRatio));
    }
  }

  /** True while the view changes and there are too many numbers to follow it; wakes the layer when it rests. */
  #isMoving(view: DeviceView, count: number): boolean {
    const isSame = view.x === this.#view?.x && view.y === this.#view.y && view.scale === this.#view.scale;
    this.#view = view;
    if (count <= MOVING_NUMBERS) return false;
    if (isSame && this.#timer === undefined) return false;
    if (!isSame) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#wake();
      }, REST_MS);
    }
    return true;
  }
}

function pixelsInSight(
  { widthPx, heightPx }: PictureSource,
  view: DeviceView,
  canvas: { readonly width: number; readonly height: number },
): Rect {
  const whole = { x: 0, y: 0, width: widthPx, height: heightPx };
  return intersect(outward(imageRectOf(view, canvas)), whole);
}

/** Lines of each pixel: one where its colours are equal or it has but one; none where there is no room. */
function textsOf({ data, channels }: SampleGrid, { samples }: PictureSource, room: number): string[][] {
  const texts: string[][] = [];
  for (let i = 0; i + channels <= data.length; i += channels) {
    const values = pixelValues([...data.subarray(i, i + Math.min(3, channels))], samples);
    const shown = values.every((value) => value === values[0]) ? values.slice(0, 1) : values;
    const lines = shown.map((value) => valueDigits(value, samples));
    texts.push(lines.some((line) => line.length * DIGIT_PX + 4 > room) ? [] : lines);
  }
  return texts;
}

function prepare(ctx: CanvasRenderingContext2D, pixelRatio: number): void {
  ctx.font = `${FONT_PX * pixelRatio}px sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
}
