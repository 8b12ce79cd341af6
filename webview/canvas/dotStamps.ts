import type { SkeletonTemplate } from '../../src/core/schema/labelSchema';
import { offscreen } from './surface';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A disc on the screen. Lengths: CSS pixels. */
export interface DotLook {
  readonly color: string;
  readonly radiusPx: number;
  /** A ring instead: a joint that is labelled but occluded. */
  readonly hollow: boolean;
}

const RIM = 'rgba(0, 0, 0, 0.7)';
const MAX_STAMPS = 500;

/** Radius of a point and of a joint. */
export const DOT_PX = 4.5;
const LEAST_DOT_PX = 1.5;
/** Radius of the end of an open line. */
export const END_PX = 3;

/** Discs drawn once and copied: a copy costs a fraction of an arc, and there may be 50,000. */
export class DotStamps {
  readonly #stamps = new Map<string, OffscreenCanvas>();

  /** Puts a disc with its centre at a point (device pixels). */
  draw(ctx: Context, x: number, y: number, look: DotLook, pixelRatio: number): void {
    const stamp = this.#stampOf(look, pixelRatio);
    ctx.drawImage(stamp, Math.round(x - stamp.width / 2), Math.round(y - stamp.height / 2));
  }

  #stampOf(look: DotLook, ratio: number): OffscreenCanvas {
    const key = `${look.color}${look.hollow ? 'o' : '*'}${look.radiusPx},${ratio}`;
    let stamp = this.#stamps.get(key);
    if (!stamp) {
      if (this.#stamps.size >= MAX_STAMPS) this.#stamps.clear();
      this.#stamps.set(key, (stamp = stampOf(look, ratio)));
    }
    return stamp;
  }
}

function stampOf({ color, radiusPx, hollow }: DotLook, ratio: number): OffscreenCanvas {
  const radius = radiusPx * ratio;
  const rim = Math.max(1, ratio);
  const side = 2 * Math.ceil(radius + rim);
  const ctx = offscreen(side, side);
  ctx.translate(side / 2, side / 2);
  const disc = (r: number, fill: string): void => {
    ctx.fillStyle = fill;
    ctx.beginPath();
    ctx.arc(0, 0, r, 0, 2 * Math.PI);
    ctx.fill();
  };
  disc(radius + rim, RIM);
  disc(radius, color);
  if (hollow) disc(radius * 0.56, 'rgba(0, 0, 0, 0.85)');
  return ctx.canvas;
}

/** The joints of a figure that is small on the screen (CSS pixels) are smaller, or they would be all one sees. */
export function jointRadius(sizePx: number): number {
  return Math.round(2 * Math.min(DOT_PX, Math.max(LEAST_DOT_PX, sizePx / 16))) / 2;
}

const byTemplate = new WeakMap<SkeletonTemplate, Map<string, string>>();

/** A joint's own colour, if its template gives it one. */
export function jointColor(
  template: SkeletonTemplate | undefined,
  name: string | undefined,
): string | undefined {
  if (!template || name === undefined) return undefined;
  let colors = byTemplate.get(template);
  if (!colors) {
    colors = new Map(template.joints.flatMap((joint) => (joint.color ? [[joint.name, joint.color]] : [])));
    byTemplate.set(template, colors);
  }
  return colors.get(name);
}
