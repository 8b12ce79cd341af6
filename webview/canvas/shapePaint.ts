import type { Annotation } from '../../src/core/annotation/annotation';
import type { Rect } from '../../src/core/geometry/rect';
import { classColor, withOpacity } from '../../src/core/scene/colors';
import { outlineOf, traceOutline, type Outline } from '../../src/core/scene/outline';
import type { LabelSchema } from '../../src/core/schema/labelSchema';
import { flush, type OffscreenContext } from './surface';

/** How committed shapes look. Lengths on the screen are CSS pixels. */
export interface ShapeLook {
  readonly schema: LabelSchema;
  /** 0 to 1. */
  readonly fillOpacity: number;
  readonly pixelRatio: number;
}

/** Outline width on the screen. */
export const LINE_PX = 2;
/** Below this size on the screen a shape is a thin outline without a fill: a crowd stays readable and quick. */
export const SMALL_PX = 24;
/** From this size on the outline has a dark rim, so that it reads on a bright picture. */
const RIMMED_PX = 64;
const RIM_COLOR = 'rgba(0, 0, 0, 0.4)';
/** How far drawing reaches beyond a shape's bounds. */
export const REACH_PX = 4;
/** Small outlines of one colour that are stroked in one call; measured best at about 10. */
const BATCH = 10;
/** Shapes drawn between two looks at the clock. */
const SLICE = 40;

interface Group {
  readonly color: string;
  readonly dashed: boolean;
  readonly small: Outline[];
  readonly large: Outline[];
}

type Task = () => void;

/**
 * Draws a list of annotations into a canvas, in slices. Fills come first, then outlines by colour; the order of two
 * shapes does not depend on the others in the list, so that neighbouring tiles agree.
 */
export class ShapePaint {
  readonly #ctx: OffscreenContext;
  readonly #scale: number;
  readonly #dx: number;
  readonly #dy: number;
  readonly #look: ShapeLook;
  readonly #tasks: Task[] = [];
  #next = 0;

  /** `region` (level pixels = image pixels * scale) is what the canvas shows. */
  constructor(
    ctx: OffscreenContext,
    annotations: readonly Annotation[],
    scale: number,
    region: Rect,
    look: ShapeLook,
  ) {
    this.#ctx = ctx;
    this.#scale = scale;
    this.#dx = -region.x;
    this.#dy = -region.y;
    this.#look = look;
    this.#plan(annotations);
  }

  /** Draws until done (true) or until the deadline (`performance.now()` milliseconds) has passed. */
  run(deadlineMs: number): boolean {
    while (this.#next < this.#tasks.length) {
      this.#tasks[this.#next++]?.();
      flush(this.#ctx);
      if (performance.now() >= deadlineMs) break;
    }
    return this.#next >= this.#tasks.length;
  }

  #plan(annotations: readonly Annotation[]): void {
    const groups = new Map<string, Group>();
    const fills: { readonly outline: Outline; readonly color: string }[] = [];
    for (const { label, proposed, shape } of annotations) {
      const color = classColor(this.#look.schema, label);
      const outline = outlineOf(shape);
      const isSmall = this.#sizeOnScreen(outline) < SMALL_PX;
      if (!isSmall && this.#look.fillOpacity > 0) fills.push({ outline, color });
      const key = proposed ? `${color}-` : color;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { color, dashed: proposed === true, small: [], large: [] }));
      (isSmall ? group.small : group.large).push(outline);
    }
    inSlices(fills, SLICE, (slice) => this.#tasks.push(() => this.#fill(slice)));
    for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) this.#planGroup(group);
  }

  #planGroup(group: Group): void {
    inSlices(group.small, 4 * SLICE, (slice) => this.#tasks.push(() => this.#strokeSmall(slice, group)));
    inSlices(group.large, SLICE, (slice) => this.#tasks.push(() => this.#strokeLarge(slice, group)));
  }

  /** The longer side, CSS pixels. */
  #sizeOnScreen({ bounds }: Outline): number {
    return (Math.max(bounds.width, bounds.height) * this.#scale) / this.#look.pixelRatio;
  }

  #fill(slice: readonly { readonly outline: Outline; readonly color: string }[]): void {
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

  /** Lines of one device pixel: Chromium draws them six times as quickly as any wider ones. */
  #strokeSmall(slice: readonly Outline[], { color, dashed }: Group): void {
    const ctx = this.#ctx;
    ctx.lineWidth = 1;
    ctx.strokeStyle = color;
    ctx.setLineDash(dashed ? [3, 2] : []);
    for (const outline of slice) if (outline.isRect) this.#strokeRect(outline, 1);
    const paths = slice.filter(({ isRect }) => !isRect);
    inSlices(paths, BATCH, (batch) => {
      ctx.beginPath();
      for (const outline of batch) traceOutline(outline, ctx, this.#scale, this.#dx, this.#dy, 1);
      ctx.stroke();
    });
  }

  #strokeLarge(slice: readonly Outline[], { color, dashed }: Group): void {
    const ctx = this.#ctx;
    const ratio = this.#look.pixelRatio;
    const width = Math.round(LINE_PX * ratio);
    ctx.lineJoin = 'round';
    ctx.setLineDash(dashed ? [7 * ratio, 4 * ratio] : []);
    for (const outline of slice) {
      if (!outline.isRect) this.#trace(outline);
      if (this.#sizeOnScreen(outline) >= RIMMED_PX) {
        ctx.strokeStyle = RIM_COLOR;
        this.#stroke(outline, width, width + 2 * Math.round(ratio));
      }
      ctx.strokeStyle = color;
      this.#stroke(outline, width, width);
    }
  }

  #stroke(outline: Outline, lineWidth: number, strokeWidth: number): void {
    this.#ctx.lineWidth = strokeWidth;
    if (outline.isRect) this.#strokeRect(outline, lineWidth);
    else this.#ctx.stroke();
  }

  #trace(outline: Outline): void {
    this.#ctx.beginPath();
    traceOutline(outline, this.#ctx, this.#scale, this.#dx, this.#dy, 0.5);
  }

  /** Odd widths run through pixel centres and even ones between pixels: crisp either way. */
  #strokeRect(outline: Outline, lineWidth: number): void {
    const [x, y, right, bottom] = this.#snapped(outline);
    const half = lineWidth % 2 === 1 ? 0.5 : 0;
    this.#ctx.strokeRect(x + half, y + half, right - x, bottom - y);
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

function inSlices<T>(items: readonly T[], size: number, use: (slice: readonly T[]) => void): void {
  for (let i = 0; i < items.length; i += size) use(items.slice(i, i + size));
}
