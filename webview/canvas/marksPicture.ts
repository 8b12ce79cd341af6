import type { Rect } from '../../src/core/geometry/rect';
import type { DeviceView } from '../../src/core/scene/tiles';
import { sameView } from './tileBlit';

type Context = CanvasRenderingContext2D;
/** Draws what meets a part of a canvas, device pixels, as the view has it; the context is clipped to that part. */
type PaintPart = (ctx: Context, view: DeviceView, part: Rect) => void;

/** How far beyond the canvas marks are drawn, device pixels: panning so far draws nothing anew. */
const MARGIN_PX = 192;

/**
 * Marks that change seldom and are many, on a canvas of their own: while one pans, what was drawn is shown elsewhere,
 * and now and then moved, where only the strips that came near are drawn.
 */
export class MarksPicture {
  #ctx: Context | undefined;
  /** Of the canvas with its margin. */
  #view: DeviceView | undefined;
  #content: readonly unknown[] = [];

  /** `content`: values by whose identity it is known that the same marks are to be seen. */
  draw(on: Context, view: DeviceView, content: readonly unknown[], paint: PaintPart): void {
    const { width, height } = on.canvas;
    const ctx = this.#sized(width + 2 * MARGIN_PX, height + 2 * MARGIN_PX);
    if (!ctx) return;
    const isSame =
      content.length === this.#content.length && content.every((value, i) => value === this.#content[i]);
    const wanted = { ...view, x: view.x + MARGIN_PX, y: view.y + MARGIN_PX };
    if (!isSame || !isNear(this.#view, wanted)) this.#paint(ctx, wanted, isSame, paint);
    this.#content = content;
    const { x, y } = this.#view ?? wanted;
    on.drawImage(ctx.canvas, x - view.x, y - view.y, width, height, 0, 0, width, height);
  }

  /** Frees the canvas; called when there is nothing to mark. */
  clear(): void {
    this.#ctx = this.#view = undefined;
  }

  #paint(ctx: Context, view: DeviceView, isSame: boolean, paint: PaintPart): void {
    const before = this.#view;
    const parts = isSame && before ? exposed(ctx.canvas, before, view) : undefined;
    if (parts && before) moveBy(ctx, view.x - before.x, view.y - before.y);
    for (const part of parts ?? [wholeOf(ctx.canvas)]) paintPart(ctx, view, part, paint);
    this.#view = view;
  }

  #sized(width: number, height: number): Context | undefined {
    const known = this.#ctx?.canvas;
    if (known?.width === width && known.height === height) return this.#ctx;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    this.#view = undefined;
    // On the CPU: thin lines are quicker there, and what is drawn is not noted down to be drawn again.
    return (this.#ctx = canvas.getContext('2d', { willReadFrequently: true }) ?? undefined);
  }
}

/** True when the one shows what the other needs, its margin included. */
function isNear(shown: DeviceView | undefined, wanted: DeviceView): boolean {
  if (!shown || !sameView({ ...shown, x: wanted.x, y: wanted.y }, wanted)) return false;
  return Math.abs(wanted.x - shown.x) <= MARGIN_PX && Math.abs(wanted.y - shown.y) <= MARGIN_PX;
}

/** What a move by whole device pixels brings onto the canvas; undefined when it is no such move, or too far. */
function exposed(
  { width, height }: HTMLCanvasElement,
  before: DeviceView,
  view: DeviceView,
): readonly Rect[] | undefined {
  const [dx, dy] = [view.x - before.x, view.y - before.y];
  if (!sameView({ ...before, x: view.x, y: view.y }, view)) return undefined;
  if (Math.abs(dx) >= width || Math.abs(dy) >= height) return undefined;
  return [
    ...(dx === 0 ? [] : [{ x: dx > 0 ? 0 : width + dx, y: 0, width: Math.abs(dx), height }]),
    ...(dy === 0 ? [] : [{ x: 0, y: dy > 0 ? 0 : height + dy, width, height: Math.abs(dy) }]),
  ];
}

function moveBy(ctx: Context, dx: number, dy: number): void {
  ctx.globalCompositeOperation = 'copy';
  ctx.drawImage(ctx.canvas, dx, dy);
  ctx.globalCompositeOperation = 'source-over';
}

function paintPart(ctx: Context, view: DeviceView, part: Rect, paint: PaintPart): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(part.x, part.y, part.width, part.height);
  ctx.clip();
  ctx.clearRect(part.x, part.y, part.width, part.height);
  paint(ctx, view, part);
  ctx.restore();
}

function wholeOf({ width, height }: HTMLCanvasElement): Rect {
  return { x: 0, y: 0, width, height };
}
