import { findAnnotations } from '../annotation/find';
import type { Point } from '../geometry/rect';
import { wand as alikePixels } from '../pixels/wand';
import type { PixelPatch } from '../pixels/patch';
import type { Mask } from '../shapes/mask';
import { drawingTool, DROPPED, type Drawn } from './drawing';
import { clampToImage, imageRect } from './limits';
import { addedTo, regionShape, takenFrom } from './region';
import type { Modifiers, PointerToolEvent, ToolContext, ToolEvent } from './tool';

/** The pixels that look like the one that was pressed; the pointer's way to the right makes it more tolerant. */
export interface WandHand {
  readonly at: Point;
  readonly patch: PixelPatch;
  readonly tolerance: number;
  readonly modifiers: Modifiers;
  readonly found: Mask | undefined;
}

/** While the pointer is down a smaller copy of the picture will do. */
const PREVIEW_PIXELS = 1 << 20;
const FINAL_PIXELS = 1 << 24;
/** Screen pixels that the pointer moves to change the tolerance by one. */
const PX_PER_STEP = 3;
const MOST_TOLERANCE = 255;
const NO_PICTURE = 'The picture cannot be read here, so there are no colours to go by.';

/**
 * Selects what looks like the pixel pressed: a drag to the right is more tolerant, one to the left less. Shift adds
 * the pixels to the selected annotation, Alt takes them from it; otherwise they make a new one.
 */
export const wand = drawingTool<WandHand, 'wand'>({
  id: 'wand',
  title: 'Magic wand',
  begin(event, context) {
    const patch = context.pixels?.(imageRect(context.doc.image), PREVIEW_PIXELS);
    if (!patch) return { dropped: true, hint: NO_PICTURE };
    const at = clampToImage(event.imagePoint, context.doc.image);
    const { modifiers } = event;
    const tolerance = context.options.wandTolerance;
    return show(searched({ at, patch, tolerance, modifiers, found: undefined }, context), context);
  },
  draw,
});

function draw(hand: WandHand, event: ToolEvent, context: ToolContext): Drawn<WandHand> {
  switch (event.type) {
    case 'down':
    case 'move':
      return show(dragged(hand, event, context), context);
    case 'up':
      return finish(dragged(hand, event, context), context);
    case 'interrupt':
      return DROPPED;
    case 'action':
    case 'answer':
    case 'cancel':
      return show(hand, context);
  }
}

function dragged(
  hand: WandHand,
  { imagePoint, modifiers }: PointerToolEvent,
  context: ToolContext,
): WandHand {
  const steps = Math.trunc(((imagePoint.x - hand.at.x) * context.scale) / PX_PER_STEP);
  const wanted = context.options.wandTolerance + steps;
  const tolerance = Math.min(MOST_TOLERANCE, Math.max(0, wanted));
  const next = { ...hand, tolerance, modifiers };
  return tolerance === hand.tolerance ? next : searched(next, context);
}

function searched(hand: WandHand, { options }: ToolContext): WandHand {
  const { patch, at, tolerance } = hand;
  return { ...hand, found: alikePixels(patch, at, { tolerance, contiguous: options.wandContiguous }) };
}

function show(hand: WandHand, context: ToolContext): Drawn<WandHand> {
  const label = context.activeClass ?? '';
  const shapes = hand.found ? [{ shape: hand.found, label }] : [];
  return { hand, draft: { shapes, dots: [hand.at.x, hand.at.y] } };
}

function finish(hand: WandHand, context: ToolContext): Drawn<WandHand> {
  const found = sharper(hand, context);
  if (!found) return DROPPED;
  const targets = findAnnotations(context.doc, context.selection);
  const edit = hand.modifiers.alt
    ? takenFrom(targets, found, context)
    : hand.modifiers.shift && targets.length > 0
      ? addedTo(targets, found, context)
      : undefined;
  if (edit) return { edit };
  if (hand.modifiers.alt || (hand.modifiers.shift && targets.length > 0)) return DROPPED;
  const shape = regionShape(found, context);
  return shape ? { shape } : DROPPED;
}

/** The same search in the picture's own pixels, where the first one was made in a smaller copy. */
function sharper({ at, patch, tolerance, found }: WandHand, context: ToolContext): Mask | undefined {
  const isExact = patch.widthPx >= patch.imageRect.width && patch.heightPx >= patch.imageRect.height;
  if (isExact || !found) return found;
  const contiguous = context.options.wandContiguous;
  const marginPx = 2 * Math.ceil(patch.imageRect.width / patch.widthPx);
  const { x, y, widthPx, heightPx } = found;
  const around = {
    x: x - marginPx,
    y: y - marginPx,
    width: widthPx + 2 * marginPx,
    height: heightPx + 2 * marginPx,
  };
  const rect = contiguous ? around : imageRect(context.doc.image);
  const sharp = context.pixels?.(rect, FINAL_PIXELS);
  return (sharp && alikePixels(sharp, at, { tolerance, contiguous })) ?? found;
}
