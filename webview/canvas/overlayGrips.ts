import { handlePoint, handlesOf, isHandleShown } from '../../src/core/scene/handles';
import { toDevice, type DeviceView } from '../../src/core/scene/tiles';
import type { Point } from '../../src/core/geometry/rect';
import type { Size } from '../../src/core/scene/viewport';
import type { Handle } from '../../src/core/shapes/shape';
import { jointOf, jointOfHandle } from '../../src/core/shapes/skeleton';
import type { Spline } from '../../src/core/shapes/spline';
import { jointColor } from './dotStamps';
import { subjectColor, type OverlayFrame, type Subject } from './overlayFrame';
import { subjectOutline } from './overlayShapes';
import { drawGrip, strokeTwoTone } from './twoTone';

/** Side of a grip on the screen. */
const GRIP_PX = 9;
const MIDPOINT_PX = 6;
/** Vertices that are nearer to the one before on the screen get a small grip, so that their line stays in sight. */
const CROWDED_PX = 11;
const CROWDED_GRIP_PX = 5;
/** While a shape with more points is dragged its grips are left out: making them would take longer than a frame. */
const MANY_HANDLES = 4000;
/** Of shapes with more grips those are left out that lie on the one before. */
const DENSE_HANDLES = 2000;
const DENSE_PX = 3;

/** Grips of the one selected shape, as it lies in hand or in the document. */
export function paintGrips(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  subject: Subject,
  isInHand: boolean,
): void {
  if (isInHand && pointsOf(subject) > MANY_HANDLES) return;
  const { view, pixelRatio: ratio } = frame;
  const handles = handlesOf(subject.shape);
  if (subject.shape.kind === 'spline') paintControlLines(ctx, view, ratio, subject.shape);
  const ring = subjectColor(frame, subject);
  const { template } = subjectOutline(frame, subject);
  const isDense = handles.length > DENSE_HANDLES;
  let last = { x: -Infinity, y: -Infinity };
  for (const handle of handles) {
    if (!isHandleShown(handle, view.scale / ratio)) continue;
    const at = toDevice(view, handlePoint(handle, view.scale / ratio));
    if (isOutside(at, ctx.canvas)) continue;
    const isVertex = handle.role === 'vertex';
    const step = Math.hypot(at.x - last.x, at.y - last.y);
    const isCrowded = isVertex && step < CROWDED_PX * ratio;
    if (isDense && isVertex && step < DENSE_PX * ratio) continue;
    if (isVertex) last = at;
    if (handle.away) paintStalk(ctx, toDevice(view, handle.point), at, ratio);
    const joint = handle.role === 'joint' ? jointColor(template, jointOfHandle(handle.id)) : undefined;
    drawGrip(
      ctx,
      { ...at, size: sizeOf(handle, isCrowded) * ratio, isRound: isRound(handle) },
      { ring: joint ?? ring, fill: fillOf(subject, handle, joint ?? ring) },
    );
  }
}

function pointsOf({ shape }: Subject): number {
  if (shape.kind === 'polygon') return shape.rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  return shape.kind === 'polyline' ? shape.points.length / 2 : 0;
}

function sizeOf({ role }: Handle, isCrowded: boolean): number {
  if (role === 'midpoint' || role === 'control') return MIDPOINT_PX + (role === 'control' ? 1 : 0);
  return isCrowded ? CROWDED_GRIP_PX : GRIP_PX;
}

function isRound({ role }: Handle): boolean {
  return role !== 'corner' && role !== 'edge';
}

/** Midpoints and controls are filled with the colour, occluded joints dark, all else white. */
function fillOf({ shape }: Subject, { role, id }: Handle, ring: string): string {
  if (role === 'midpoint' || role === 'control' || role === 'rotate') return ring;
  const name = jointOfHandle(id);
  const joint = shape.kind === 'skeleton' && name !== undefined ? jointOf(shape, name) : undefined;
  return joint?.visibility === 1 ? '#1b1b1d' : '#ffffff';
}

function paintStalk(ctx: CanvasRenderingContext2D, from: Point, to: Point, ratio: number): void {
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  strokeTwoTone(ctx, { color: '#ffffff', width: ratio, rim: ratio });
}

/** From each anchor to its two controls. */
function paintControlLines(
  ctx: CanvasRenderingContext2D,
  view: DeviceView,
  ratio: number,
  { anchors }: Spline,
): void {
  ctx.beginPath();
  for (const { x, y, inX, inY, outX, outY } of anchors) {
    const from = toDevice(view, { x: inX, y: inY });
    const middle = toDevice(view, { x, y });
    const to = toDevice(view, { x: outX, y: outY });
    ctx.moveTo(from.x, from.y);
    ctx.lineTo(middle.x, middle.y);
    ctx.lineTo(to.x, to.y);
  }
  strokeTwoTone(ctx, { color: '#ffffff', width: ratio, rim: ratio / 2 });
}

function isOutside({ x, y }: Point, canvas: Size): boolean {
  const margin = 12;
  return x < -margin || y < -margin || x > canvas.width + margin || y > canvas.height + margin;
}
