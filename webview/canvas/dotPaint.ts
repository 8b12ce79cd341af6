import type { Point } from '../../src/core/geometry/rect';
import { orient } from '../../src/core/scene/orientation';
import type { Outline } from '../../src/core/scene/outline';
import type { PathPlace } from '../../src/core/scene/pathMapper';
import { DOT_PX, END_PX, jointColor, jointRadius, type DotStamps } from './dotStamps';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** How a shape's dots are drawn. `sizePx`: its longer side on the screen, CSS pixels. */
export interface DotsLook {
  readonly color: string;
  readonly sizePx: number;
  readonly pixelRatio: number;
}

/** Points and joints, and the ends of an open line. */
export function paintDots(
  ctx: Context,
  stamps: DotStamps,
  outline: Outline,
  place: PathPlace,
  { color, sizePx, pixelRatio }: DotsLook,
): void {
  const radiusPx = outline.dots.length === 1 ? DOT_PX : jointRadius(sizePx);
  for (const { point, hollow, name } of outline.dots) {
    const { x, y } = placed(point, place);
    const look = { color: jointColor(outline.template, name) ?? color, radiusPx, hollow: hollow === true };
    stamps.draw(ctx, x, y, look, pixelRatio);
  }
  const { ends } = outline;
  for (let i = 0; i < ends.length; i += 2) {
    const { x, y } = placed({ x: ends[i] ?? 0, y: ends[i + 1] ?? 0 }, place);
    stamps.draw(ctx, x, y, { color, radiusPx: END_PX, hollow: false }, pixelRatio);
  }
}

function placed(imagePoint: Point, { scale, x, y, orientation }: PathPlace): Point {
  const turned = orient(orientation, imagePoint);
  return { x: turned.x * scale + x, y: turned.y * scale + y };
}
