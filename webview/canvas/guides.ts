import { pointAt, pointCount, type FlatPoints } from '../../src/core/geometry/polyline';
import type { Point, Rect } from '../../src/core/geometry/rect';
import { toDevice, toDeviceRect, type DeviceView } from '../../src/core/scene/tiles';
import type { Draft } from '../../src/core/tools/tool';
import { drawGrip, strokeTwoTone } from './twoTone';

interface GuideFrame {
  readonly view: DeviceView;
  readonly pixelRatio: number;
}

const VERTEX_PX = 7;
const FIRST_VERTEX_PX = 9;
const CLOSING_VERTEX_PX = 13;
/** Points of a freehand stroke lie nearer to each other than this on the screen: they get no dot each. */
const DOT_SPACING_PX = 8;

/** A polygon in the making: its line, a dot per point, and the first point large when the line ends on it. */
export function paintPath(
  ctx: CanvasRenderingContext2D,
  frame: GuideFrame,
  path: FlatPoints,
  color: string,
): void {
  const { view, pixelRatio: ratio } = frame;
  const count = pointCount(path);
  const at = (i: number): Point => toDevice(view, pointAt(path, i));
  ctx.beginPath();
  for (let i = 0; i < count; i++) ctx.lineTo(at(i).x, at(i).y);
  strokeTwoTone(ctx, { color: '#ffffff', width: 2 * ratio, rim: ratio });
  closingHint(ctx, frame, path, color);
  let last = at(0);
  for (let i = 1; i < count - 1; i++) {
    const { x, y } = at(i);
    if (Math.hypot(x - last.x, y - last.y) < DOT_SPACING_PX * ratio) continue;
    drawGrip(ctx, { x, y, size: VERTEX_PX * ratio, isRound: true }, { ring: color, fill: '#ffffff' });
    last = { x, y };
  }
  const closes = isClosed(path);
  const size = (closes ? CLOSING_VERTEX_PX : FIRST_VERTEX_PX) * ratio;
  drawGrip(ctx, { ...at(0), size, isRound: true }, { ring: color, fill: closes ? color : '#ffffff' });
}

/** From the third point on, the edge that would close the ring. */
function closingHint(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  path: FlatPoints,
  color: string,
): void {
  if (pointCount(path) < 3 || isClosed(path)) return;
  const end = toDevice(view, pointAt(path, pointCount(path) - 1));
  const first = toDevice(view, pointAt(path, 0));
  ctx.beginPath();
  ctx.moveTo(end.x, end.y);
  ctx.lineTo(first.x, first.y);
  ctx.setLineDash([4 * ratio, 4 * ratio]);
  ctx.strokeStyle = color;
  ctx.lineWidth = ratio;
  ctx.stroke();
  ctx.setLineDash([]);
}

function isClosed(path: FlatPoints): boolean {
  const last = pointCount(path) - 1;
  const [a, b] = [pointAt(path, 0), pointAt(path, last)];
  return last >= 3 && a.x === b.x && a.y === b.y;
}

export function paintRubberBand(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  band: Rect,
): void {
  const half = (Math.round(ratio) % 2) / 2;
  const place = toDeviceRect(view, band);
  const [x, y] = [Math.round(place.x) + half, Math.round(place.y) + half];
  const [width, height] = [Math.round(place.width), Math.round(place.height)];
  ctx.fillStyle = 'rgba(76, 154, 255, 0.14)';
  ctx.fillRect(x, y, width, height);
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  strokeTwoTone(ctx, {
    color: '#ffffff',
    width: Math.round(ratio),
    rim: ratio,
    dash: [4 * ratio, 4 * ratio],
  });
}

/** The pointer's row and column through the whole canvas. */
export function paintCrosshair(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  pointer: Point,
): void {
  const { width, height } = ctx.canvas;
  const line = Math.max(1, Math.round(ratio));
  const at = toDevice(view, pointer);
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  ctx.fillStyle = 'rgba(0, 0, 0, 0.45)';
  ctx.fillRect(x + line, 0, line, height);
  ctx.fillRect(0, y + line, width, line);
  ctx.fillStyle = 'rgba(255, 255, 255, 0.75)';
  ctx.fillRect(x, 0, line, height);
  ctx.fillRect(0, y, width, line);
}

/** The outline of the brush: what it will cover. */
export function paintTip(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  { at, sizePx, shape }: NonNullable<Draft['tip']>,
): void {
  const { x, y } = toDevice(view, at);
  const half = Math.max(1, (sizePx * view.scale) / 2);
  ctx.beginPath();
  if (shape === 'round') ctx.arc(x, y, half, 0, 2 * Math.PI);
  else ctx.rect(x - half, y - half, 2 * half, 2 * half);
  strokeTwoTone(ctx, { color: '#ffffff', width: ratio, rim: ratio });
  // A tip of a few pixels is hard to find without its middle.
  if (half > 6 * ratio) return;
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(x + dx * (half + 3 * ratio), y + dy * (half + 3 * ratio));
    ctx.lineTo(x + dx * (half + 7 * ratio), y + dy * (half + 7 * ratio));
    strokeTwoTone(ctx, { color: '#ffffff', width: ratio, rim: ratio });
  }
}

/** Spots that are marked: clicks so far. */
export function paintSpots(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  spots: FlatPoints,
  color: string,
): void {
  for (let i = 0; i < pointCount(spots); i++) {
    const at = toDevice(view, pointAt(spots, i));
    drawGrip(ctx, { ...at, size: FIRST_VERTEX_PX * ratio, isRound: true }, { ring: color, fill: '#ffffff' });
  }
}

/** Thin dashed lines that help to aim. */
export function paintHelpLines(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  lines: readonly FlatPoints[],
): void {
  ctx.beginPath();
  for (const line of lines)
    for (let i = 0; i < pointCount(line); i++) {
      const { x, y } = toDevice(view, pointAt(line, i));
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
  strokeTwoTone(ctx, { color: '#ffffff', width: ratio, rim: ratio, dash: [5 * ratio, 4 * ratio] });
}

const SNAP_COLOR = '#ff3df2';
const SNAP_PX = 7;

/** Where the pointer was drawn to: a diamond in a colour that is not in any palette. */
export function paintSnapped(
  ctx: CanvasRenderingContext2D,
  { view, pixelRatio: ratio }: GuideFrame,
  imagePoint: Point,
): void {
  const { x, y } = toDevice(view, imagePoint);
  const r = SNAP_PX * ratio;
  ctx.beginPath();
  ctx.moveTo(x, y - r);
  ctx.lineTo(x + r, y);
  ctx.lineTo(x, y + r);
  ctx.lineTo(x - r, y);
  ctx.closePath();
  strokeTwoTone(ctx, { color: SNAP_COLOR, width: 2 * ratio, rim: ratio });
}
