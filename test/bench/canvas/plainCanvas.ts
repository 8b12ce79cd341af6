import Flatbush from 'flatbush';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { classColor } from '../../../src/core/scene/colors';
import type { Viewport } from '../../../src/core/scene/viewport';
import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import { kindOf } from '../../../src/core/shapes/index';

/**
 * The usual way, done well: one canvas that is redrawn in each frame from cached paths, and only with what is in
 * sight. Without annotations it is the floor: what the picture alone costs.
 */
export class PlainCanvas {
  readonly #ctx: CanvasRenderingContext2D;
  readonly #picture: ImageBitmap;
  #items: readonly { readonly path: Path2D; readonly color: string; readonly dash: number[] }[] = [];
  #index: Flatbush | undefined;
  #request = 0;
  #view: Viewport | undefined;

  constructor(host: HTMLElement, picture: ImageBitmap) {
    const canvas = document.createElement('canvas');
    canvas.width = host.clientWidth;
    canvas.height = host.clientHeight;
    host.append(canvas);
    const ctx = canvas.getContext('2d', { alpha: false });
    if (!ctx) throw new Error('no canvas');
    this.#ctx = ctx;
    this.#picture = picture;
  }

  setDoc(doc: AnnotationDoc): void {
    const index = new Flatbush(Math.max(1, doc.annotations.length));
    this.#items = doc.annotations.map(({ shape, label, proposed }) => {
      const path = new Path2D();
      kindOf(shape).trace(shape, path);
      const { x, y, width, height } = kindOf(shape).bounds(shape);
      index.add(x, y, x + width, y + height);
      return { path, color: classColor(EMPTY_SCHEMA, label), dash: proposed ? [7, 4] : [] };
    });
    if (doc.annotations.length === 0) index.add(0, 0, 0, 0);
    index.finish();
    this.#index = index;
    this.#draw();
  }

  setView(view: Viewport): void {
    this.#view = view;
    this.#draw();
  }

  /** One shape was moved: everything is drawn anew, as there is one canvas. */
  move(position: number, path: Path2D): void {
    const item = this.#items[position];
    if (item) this.#items = this.#items.with(position, { ...item, path });
    this.#draw();
  }

  #draw(): void {
    this.#request ||= requestAnimationFrame(() => this.#frame());
  }

  #frame(): void {
    this.#request = 0;
    const view = this.#view;
    if (!view) return;
    const ctx = this.#ctx;
    const { width, height } = ctx.canvas;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.fillStyle = '#1e1e1e';
    ctx.fillRect(0, 0, width, height);
    ctx.setTransform(view.scale, 0, 0, view.scale, view.offsetX, view.offsetY);
    ctx.drawImage(this.#picture, 0, 0);
    const [left, top] = [-view.offsetX / view.scale, -view.offsetY / view.scale];
    const seen = this.#index?.search(left, top, left + width / view.scale, top + height / view.scale) ?? [];
    ctx.lineWidth = 2 / view.scale;
    for (const i of seen.sort((a, b) => a - b)) {
      const item = this.#items[i];
      if (!item) continue;
      ctx.strokeStyle = item.color;
      ctx.setLineDash(item.dash.map((part) => part / view.scale));
      ctx.stroke(item.path);
    }
  }
}
