import { inflate, type Rect } from '../../src/core/geometry/rect';
import type { FlatPoints } from '../../src/core/geometry/polyline';
import { withOpacity } from '../../src/core/scene/colors';
import { orientRect } from '../../src/core/scene/orientation';
import { traceOutline, type Outline } from '../../src/core/scene/outline';
import { toDevice, type DeviceView } from '../../src/core/scene/tiles';
import type { Mask } from '../../src/core/shapes/mask';
import { paintDots } from './dotPaint';
import { subjectColor, subjectLook, type OverlayFrame, type OverlayKit, type Subject } from './overlayFrame';
import { annotationOutline, LINE_PX, maskEdgePx } from './shapeItems';
import { strokeTwoTone } from './twoTone';

type Context = CanvasRenderingContext2D;

/** Room around the canvas in which lines are still drawn, device pixels. */
const CLIP_MARGIN = 40;

export function subjectOutline({ state }: OverlayFrame, subject: Subject): Outline {
  return annotationOutline(subject, state.schema);
}

/** Its lines, as the tiles will have them in a moment; fills are left to them, or they would show twice. */
export function paintPlain(ctx: Context, frame: OverlayFrame, kit: OverlayKit, subject: Subject): void {
  const color = subjectColor(frame, subject);
  const { outline: hasEdge } = frame.state.shapeDisplay;
  const edgePx = hasEdge ? maskEdgePx(frame.pixelRatio) : 0;
  if (subject.shape.kind === 'mask')
    return paintMask(ctx, frame, kit, subject.shape, { color, fillOpacity: 0, edgeColor: color, edgePx });
  const outline = subjectOutline(frame, subject);
  trace(ctx, frame.view, outline);
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = color;
  ctx.lineWidth = Math.round(LINE_PX * frame.pixelRatio);
  ctx.stroke();
  dots(ctx, frame, kit, outline, color);
}

export function paintHover(ctx: Context, frame: OverlayFrame, kit: OverlayKit, subject: Subject): void {
  const { pixelRatio: ratio, theme } = frame;
  const color = subjectColor(frame, subject);
  const edgeColor = theme.isHighContrast ? '#ffffff' : color;
  if (subject.shape.kind === 'mask') {
    const edgePx = Math.round(2.5 * ratio);
    return paintMask(ctx, frame, kit, subject.shape, { color, fillOpacity: 0.25, edgeColor, edgePx });
  }
  const outline = subjectOutline(frame, subject);
  fill(ctx, frame, outline, withOpacity(color, 0.18));
  trace(ctx, frame.view, outline);
  const width = Math.round((theme.isHighContrast ? 4 : 2.5) * ratio);
  strokeTwoTone(ctx, { color: edgeColor, width, rim: ratio });
  dots(ctx, frame, kit, outline, color, 1.25);
}

/** White within dark, filled with the class's colour: what the user works on stands out on any picture. */
export function paintActive(ctx: Context, frame: OverlayFrame, kit: OverlayKit, subject: Subject): void {
  const { pixelRatio: ratio, theme, state } = frame;
  const color = subjectColor(frame, subject);
  const fillOpacity = state.shapeDisplay.selectedOpacity;
  if (subject.shape.kind === 'mask') {
    const edgePx = Math.round(2.5 * ratio);
    return paintMask(ctx, frame, kit, subject.shape, { color, fillOpacity, edgeColor: '#ffffff', edgePx });
  }
  const outline = subjectOutline(frame, subject);
  fill(ctx, frame, outline, withOpacity(color, fillOpacity));
  trace(ctx, frame.view, outline);
  const width = Math.round((theme.isHighContrast ? 3 : 2) * ratio);
  const line = theme.isHighContrast ? '#ffffff' : color;
  const dash = subjectLook(frame, subject)?.dash?.map((part) => 2 * part * ratio);
  strokeTwoTone(ctx, { color: line, width: width + 2 * ratio, rim: ratio, ...(dash && { dash }) });
  if (!dash) strokeWhite(ctx, Math.max(1, Math.round(ratio)));
  if (outline.front) {
    traceRing(ctx, frame.view, outline.front);
    strokeWhite(ctx, Math.round(2 * ratio));
  }
  if (!subjectLook(frame, subject)?.bare) dots(ctx, frame, kit, outline, color, 1.25);
}

function strokeWhite(ctx: Context, width: number): void {
  ctx.strokeStyle = '#ffffff';
  ctx.lineWidth = width;
  ctx.stroke();
}

function paintMask(
  ctx: Context,
  { view }: OverlayFrame,
  { masks }: OverlayKit,
  mask: Mask,
  look: {
    readonly color: string;
    readonly fillOpacity: number;
    readonly edgeColor: string;
    readonly edgePx: number;
  },
): void {
  masks.draw(ctx, mask, view, { ...look, dashed: false });
}

function fill(ctx: Context, { view }: OverlayFrame, outline: Outline, style: string): void {
  if (!outline.isArea) return;
  if (outline.front) traceRing(ctx, view, outline.front);
  else trace(ctx, view, outline);
  ctx.fillStyle = style;
  ctx.fill('evenodd');
}

function dots(
  ctx: Context,
  { view, pixelRatio }: OverlayFrame,
  { dots: stamps }: OverlayKit,
  outline: Outline,
  color: string,
  grown = 1,
): void {
  const { width, height } = outline.bounds;
  const sizePx = (Math.max(width, height) * view.scale) / pixelRatio;
  paintDots(ctx, stamps, outline, view, { color, sizePx, pixelRatio: pixelRatio * grown });
}

/** Begins a path with the outline, device pixels. */
export function trace(ctx: Context, view: DeviceView, outline: Outline): void {
  ctx.beginPath();
  const { x, y, width, height } = canvasRect(ctx);
  if (!outline.isRect)
    return traceOutline(outline, ctx, view, 0.5, inflate({ x, y, width, height }, CLIP_MARGIN));
  const place = snappedRect(view, outline.bounds);
  ctx.rect(place.x, place.y, place.width, place.height);
}

/** A rectangle on whole device pixels, the same ones as in the tiles. */
function snappedRect(view: DeviceView, { x, y, width, height }: Rect): Rect {
  const left = Math.round(x * view.scale);
  const top = Math.round(y * view.scale);
  const right = Math.round((x + width) * view.scale);
  const bottom = Math.round((y + height) * view.scale);
  const rect = orientRect(view.orientation, { x: left, y: top, width: right - left, height: bottom - top });
  return { ...rect, x: rect.x + view.x, y: rect.y + view.y };
}

function traceRing(ctx: Context, view: DeviceView, ring: FlatPoints): void {
  ctx.beginPath();
  for (let i = 0; i < ring.length; i += 2) {
    const { x, y } = toDevice(view, { x: ring[i] ?? 0, y: ring[i + 1] ?? 0 });
    ctx.lineTo(x, y);
  }
  ctx.closePath();
}

function canvasRect({ canvas }: Context): Rect {
  return { x: 0, y: 0, width: canvas.width, height: canvas.height };
}
