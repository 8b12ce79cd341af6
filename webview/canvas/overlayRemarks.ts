import type { Annotation } from '../../src/core/annotation/annotation';
import { withOpenComments } from '../../src/core/annotation/openComments';
import { toDevice } from '../../src/core/scene/tiles';
import type { State } from '../store';
import type { OverlayFrame } from './overlayFrame';
import { annotationOutline } from './shapeItems';
import { isShown } from './shapeScene';

/** Of more annotations with open comments only so many are marked: the list has them all. */
const MAX_MARKS = 500;
/** Side of the mark, CSS pixels. */
const MARK_PX = 13;

export function hasCommentMarks({ doc }: State): boolean {
  return withOpenComments(doc).length > 0;
}

/** A speech bubble at the top right corner of what has open comments. */
export function paintCommentMarks(ctx: CanvasRenderingContext2D, frame: OverlayFrame): void {
  let left = MAX_MARKS;
  for (const annotation of withOpenComments(frame.state.doc)) {
    if (left-- === 0) return;
    if (isShown(frame.scene, annotation)) paintMark(ctx, frame, annotation);
  }
}

function paintMark(ctx: CanvasRenderingContext2D, frame: OverlayFrame, annotation: Annotation): void {
  const { view, pixelRatio, state } = frame;
  const { bounds } = annotationOutline(annotation, state.schema);
  const corners = [
    toDevice(view, bounds),
    toDevice(view, { x: bounds.x + bounds.width, y: bounds.y + bounds.height }),
  ];
  const size = MARK_PX * pixelRatio;
  const x = Math.max(...corners.map((corner) => corner.x)) - size / 2;
  const y = Math.min(...corners.map((corner) => corner.y)) - size / 2;
  if (x + size < 0 || y + size < 0 || x > ctx.canvas.width || y > ctx.canvas.height) return;
  bubble(ctx, Math.round(x), Math.round(y), size);
  ctx.setLineDash([]);
  ctx.fillStyle = '#ffd54a';
  ctx.fill();
  ctx.strokeStyle = '#1b1b1b';
  ctx.lineWidth = Math.max(1, Math.round(pixelRatio));
  ctx.stroke();
}

function bubble(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  const at = (across: number, down: number): readonly [number, number] => [
    x + across * size,
    y + down * size,
  ];
  ctx.beginPath();
  ctx.moveTo(...at(0, 0));
  ctx.lineTo(...at(1, 0));
  ctx.lineTo(...at(1, 0.7));
  ctx.lineTo(...at(0.5, 0.7));
  ctx.lineTo(...at(0.2, 1));
  ctx.lineTo(...at(0.2, 0.7));
  ctx.lineTo(...at(0, 0.7));
  ctx.closePath();
}
