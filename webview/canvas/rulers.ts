import type { Point } from '../../src/core/geometry/rect';
import { axesOf } from '../../src/core/scene/orientation';
import { rulerTicks } from '../../src/core/scene/rulerTicks';
import { imageRectOf, toDevice, type DeviceView } from '../../src/core/scene/tiles';
import type { OverlayFrame } from './overlayFrame';
import type { Theme } from './theme';

/** Breadth of a ruler, CSS pixels. */
export const RULER_PX = 18;
const FONT_PX = 10;
const LABEL_ROOM_PX = 64;
const MAJOR_PX = 8;
const MINOR_PX = 4;

/** Image pixels along the top and the left side of the canvas, and where the pointer is. */
export function paintRulers(ctx: CanvasRenderingContext2D, frame: OverlayFrame): void {
  const { view, pixelRatio: ratio, theme, state } = frame;
  const { width, height } = ctx.canvas;
  const side = Math.round(RULER_PX * ratio);
  const colors = colorsOf(theme);
  ctx.font = `${FONT_PX * ratio}px ${theme.fontFamily}`;
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = colors.background;
  ctx.fillRect(0, 0, width, side);
  ctx.fillRect(0, side, side, height - side);
  ctx.fillStyle = colors.edge;
  ctx.fillRect(side, side, width - side, Math.max(1, Math.round(ratio)));
  ctx.fillRect(side, side, Math.max(1, Math.round(ratio)), height - side);
  paintAcross(ctx, view, ratio, side, colors.ink);
  paintDown(ctx, view, ratio, side, colors.ink);
  if (state.pointer) paintPointer(ctx, toDevice(view, state.pointer), ratio, side);
}

function colorsOf({ isDark, isHighContrast }: Theme): {
  readonly background: string;
  readonly ink: string;
  readonly edge: string;
} {
  if (isHighContrast)
    return isDark
      ? { background: '#000000', ink: '#ffffff', edge: '#ffffff' }
      : { background: '#ffffff', ink: '#000000', edge: '#000000' };
  return isDark
    ? { background: '#252526', ink: '#b8b8b8', edge: '#454545' }
    : { background: '#f3f3f3', ink: '#555555', edge: '#cecece' };
}

/** The image's axis that runs along the screen's horizontal; its device position is found per mark. */
function paintAcross(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  ratio: number,
  side: number,
  ink: string,
): void {
  const isX = axesOf(view.orientation)[0] !== 0;
  ctx.fillStyle = ink;
  for (const { value, isMajor } of ticksOf(ctx, view, ratio, isX)) {
    const x = Math.round(toDevice(view, isX ? { x: value, y: 0 } : { x: 0, y: value }).x);
    if (x < side) continue;
    const length = (isMajor ? MAJOR_PX : MINOR_PX) * ratio;
    ctx.fillRect(x, side - length, Math.max(1, Math.round(ratio)), length);
    if (isMajor) ctx.fillText(String(value), x + 3 * ratio, side - 8 * ratio);
  }
}

/** Numbers are turned a quarter, so that they fit into the breadth. */
function paintDown(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  ratio: number,
  side: number,
  ink: string,
): void {
  const isX = axesOf(view.orientation)[0] === 0;
  ctx.fillStyle = ink;
  for (const { value, isMajor } of ticksOf(ctx, view, ratio, isX)) {
    const y = Math.round(toDevice(view, isX ? { x: value, y: 0 } : { x: 0, y: value }).y);
    if (y < side) continue;
    const length = (isMajor ? MAJOR_PX : MINOR_PX) * ratio;
    ctx.fillRect(side - length, y, length, Math.max(1, Math.round(ratio)));
    if (!isMajor) continue;
    ctx.save();
    ctx.translate(side - 8 * ratio, y - 3 * ratio);
    ctx.rotate(-Math.PI / 2);
    ctx.fillText(String(value), 0, 0);
    ctx.restore();
  }
}

function ticksOf(
  { canvas }: CanvasRenderingContext2D,
  view: DeviceView,
  ratio: number,
  isX: boolean,
): ReturnType<typeof rulerTicks> {
  const seen = imageRectOf(view, canvas);
  const [from, length] = isX ? [seen.x, seen.width] : [seen.y, seen.height];
  return rulerTicks(from, from + length, view.scale / ratio, LABEL_ROOM_PX);
}

function paintPointer(ctx: CanvasRenderingContext2D, at: Point, ratio: number, side: number): void {
  const width = Math.max(1, Math.round(2 * ratio));
  ctx.fillStyle = '#ff5d73';
  if (at.x >= side) ctx.fillRect(Math.round(at.x - width / 2), 0, width, side);
  if (at.y >= side) ctx.fillRect(0, Math.round(at.y - width / 2), side, width);
}
