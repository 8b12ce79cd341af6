import { pointAt, pointCount, type FlatPoints } from '../../src/core/geometry/polyline';
import type { Point, Rect } from '../../src/core/geometry/rect';
import type { DeviceView } from '../../src/core/scene/tiles';
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
  const from = toDevice(view, band);
  const [x, y] = [Math.round(from.x) + half, Math.round(from.y) + half];
  const [width, height] = [Math.round(band.width * view.scale), Math.round(band.height * view.scale)];
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

function toDevice(view: DeviceView, imagePoint: Point): Point {
  return { x: imagePoint.x * view.scale + view.x, y: imagePoint.y * view.scale + view.y };
}
