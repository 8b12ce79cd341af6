import type { Rect } from '../../src/core/geometry/rect';
import { intersect, union } from '../../src/core/geometry/rect';
import { isEmptyRect, outward, toDevice, type DeviceView } from '../../src/core/scene/tiles';
import type { BrushStroke } from '../../src/core/tools/tool';
import { offscreen, type OffscreenContext } from './surface';
import { sameView } from './tileBlit';

const PAINT_ALPHA = 0.55;
const ERASE_ALPHA = 0.5;
const ERASE_COLOR = '#ffffff';

/**
 * A brush stroke under way. What was drawn of it stays on a canvas of its own, so that a frame costs the points that
 * came since the last one, however long the stroke is.
 */
export class StrokePicture {
  #ctx: OffscreenContext | undefined;
  #stroke: BrushStroke | undefined;
  #view: DeviceView | undefined;
  #color = '';
  /** Numbers of `points` that are drawn. */
  #drawn = 0;
  /** What is drawn on, device pixels. */
  #box: Rect | undefined;

  draw(ctx: CanvasRenderingContext2D, stroke: BrushStroke, view: DeviceView, color: string): void {
    const { width, height } = ctx.canvas;
    const shown = stroke.erases ? ERASE_COLOR : color;
    if (!this.#continues(stroke, view, shown, width, height)) this.#begin(view, shown, width, height);
    this.#extend(stroke, view, shown);
    this.#stroke = stroke;
    const box = this.#box && intersect(outward(this.#box), { x: 0, y: 0, width, height });
    if (!box || isEmptyRect(box) || !this.#ctx) return;
    ctx.globalAlpha = stroke.erases ? ERASE_ALPHA : PAINT_ALPHA;
    const part = [box.x, box.y, box.width, box.height] as const;
    ctx.drawImage(this.#ctx.canvas, ...part, ...part);
    ctx.globalAlpha = 1;
  }

  /** Frees the canvas; called when no stroke is under way. */
  clear(): void {
    this.#ctx = this.#stroke = undefined;
  }

  #continues(stroke: BrushStroke, view: DeviceView, color: string, width: number, height: number): boolean {
    const before = this.#stroke;
    const canvas = this.#ctx?.canvas;
    const at = this.#drawn - 1;
    return (
      before !== undefined &&
      canvas?.width === width &&
      canvas.height === height &&
      sameView(view, this.#view) &&
      color === this.#color &&
      before.sizePx === stroke.sizePx &&
      before.tip === stroke.tip &&
      stroke.points.length > at &&
      before.points[0] === stroke.points[0] &&
      before.points[at] === stroke.points[at] &&
      before.points[at - 1] === stroke.points[at - 1]
    );
  }

  #begin(view: DeviceView, color: string, width: number, height: number): void {
    const { canvas } = this.#ctx ?? {};
    if (canvas?.width === width && canvas.height === height) this.#ctx?.clearRect(0, 0, width, height);
    else this.#ctx = offscreen(width, height);
    this.#view = view;
    this.#color = color;
    this.#drawn = 0;
    this.#box = undefined;
  }

  #extend({ points, sizePx, tip }: BrushStroke, view: DeviceView, color: string): void {
    const ctx = this.#ctx;
    if (!ctx || points.length === this.#drawn) return;
    const way: number[] = [];
    for (let i = Math.max(0, this.#drawn - 2); i + 1 < points.length; i += 2) {
      const { x, y } = toDevice(view, { x: points[i] ?? 0, y: points[i + 1] ?? 0 });
      way.push(x, y);
    }
    const side = Math.max(1, sizePx * view.scale);
    if (tip === 'round') strokeRound(ctx, way, side, color);
    else strokeSquare(ctx, way, side, color);
    this.#box = grown(this.#box, way, side);
    this.#drawn = points.length;
  }
}

function strokeRound(ctx: OffscreenContext, way: readonly number[], side: number, color: string): void {
  ctx.lineCap = ctx.lineJoin = 'round';
  ctx.lineWidth = side;
  ctx.strokeStyle = color;
  ctx.beginPath();
  ctx.moveTo(way[0] ?? 0, way[1] ?? 0);
  for (let i = 0; i < way.length; i += 2) ctx.lineTo(way[i] ?? 0, way[i + 1] ?? 0);
  ctx.stroke();
}

/** A square that does not turn sweeps what its two diagonals sweep, and itself at both ends. */
function strokeSquare(ctx: OffscreenContext, way: readonly number[], side: number, color: string): void {
  const h = side / 2;
  ctx.fillStyle = color;
  for (let i = 0; i < way.length; i += 2) {
    const [x, y] = [way[i] ?? 0, way[i + 1] ?? 0];
    ctx.fillRect(x - h, y - h, side, side);
    if (i === 0) continue;
    const [fromX, fromY] = [way[i - 2] ?? 0, way[i - 1] ?? 0];
    for (const s of [1, -1]) {
      ctx.beginPath();
      ctx.moveTo(fromX - h, fromY - s * h);
      ctx.lineTo(fromX + h, fromY + s * h);
      ctx.lineTo(x + h, y + s * h);
      ctx.lineTo(x - h, y - s * h);
      ctx.fill();
    }
  }
}

function grown(box: Rect | undefined, way: readonly number[], side: number): Rect | undefined {
  let all = box;
  for (let i = 0; i < way.length; i += 2) {
    const around = {
      x: (way[i] ?? 0) - side,
      y: (way[i + 1] ?? 0) - side,
      width: 2 * side,
      height: 2 * side,
    };
    all = all ? union(all, around) : around;
  }
  return all;
}
