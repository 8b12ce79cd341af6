import { toDeviceRect } from '../../src/core/scene/tiles';
import { classColor } from '../../src/core/scene/colors';
import type { Shape } from '../../src/core/shapes/index';
import type { Draft } from '../../src/core/tools/tool';
import { paintHelpLines, paintPath, paintRubberBand, paintSnapped, paintSpots, paintTip } from './guides';
import { subjectInHand, type OverlayFrame, type OverlayKit } from './overlayFrame';
import { paintActive, subjectOutline } from './overlayShapes';
import { drawTag } from './tagSprites';

/** What a gesture under way shows, back to front. */
export function paintDraft(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  kit: OverlayKit,
  draft: Draft,
): void {
  const { schema, activeClass } = frame.state;
  const color = classColor(schema, activeClass ?? '');
  for (const each of draft.shapes) paintActive(ctx, frame, kit, subjectInHand(frame, each));
  if (draft.stroke) kit.stroke.draw(ctx, draft.stroke, frame.view, classColor(schema, draft.stroke.label));
  else kit.stroke.clear();
  const only = draft.shapes.length === 1 ? draft.shapes[0] : undefined;
  if (only) paintSize(ctx, frame, kit, only.shape);
  if (draft.guides) paintHelpLines(ctx, frame, draft.guides);
  if (draft.path) paintPath(ctx, frame, draft.path, color);
  if (draft.dots) paintSpots(ctx, frame, draft.dots, color);
  if (draft.rubberBand) paintRubberBand(ctx, frame, draft.rubberBand);
  if (draft.snapped) paintSnapped(ctx, frame, draft.snapped);
  if (draft.tip) paintTip(ctx, frame, draft.tip);
}

/** Width and height of a box in hand, if it is one (image pixels, and degrees where it is turned). */
function sizeText(
  shape: Shape,
  isRect: boolean,
  bounds: { readonly width: number; readonly height: number },
): string | undefined {
  if (shape.kind === 'rotatedBox')
    return `${Math.round(shape.width)} × ${Math.round(shape.height)}, ${Math.round(shape.angle)}°`;
  if (shape.kind === 'ellipse') return `${Math.round(2 * shape.rx)} × ${Math.round(2 * shape.ry)}`;
  return isRect ? `${Math.round(bounds.width)} × ${Math.round(bounds.height)}` : undefined;
}

/** Beside the lower right corner. */
function paintSize(
  ctx: CanvasRenderingContext2D,
  frame: OverlayFrame,
  { sprites }: OverlayKit,
  shape: Shape,
): void {
  const { bounds, isRect } = subjectOutline(frame, { shape, label: '' });
  const text = sizeText(shape, isRect, bounds);
  const sprite = text === undefined ? undefined : sprites.plain(text, '#2b2b2e');
  if (!sprite) return;
  const gap = 6 * frame.pixelRatio;
  const place = toDeviceRect(frame.view, bounds);
  const x = place.x + place.width - sprite.width;
  const top = Math.min(place.y + place.height + gap, ctx.canvas.height - sprite.height - gap);
  drawTag(ctx, sprite, Math.round(Math.max(gap, x)), Math.round(top));
}
