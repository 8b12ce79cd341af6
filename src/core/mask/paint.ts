import type { Rect } from '../geometry/rect';
import type { Shape } from '../shapes/shapeData';
import type { Mask } from '../shapes/shapeData';
import { clipSpans, subtractSpans, uniteSpans } from './combine';
import { spansOfShape } from './maskOfShape';
import { maskOfSpans, spansOfMask } from './rle';
import { NO_SPANS, spansBounds, type Spans } from './spans';
import { strokeSpans } from './stroke';

export interface PaintOptions {
  /** What must stay as it is: the stroke goes round these masks and areas. */
  readonly free?: readonly Shape[];
  /** Where pixels can be; the image. Whole pixels. */
  readonly within?: Rect;
}

/** A brush stroke as a mask of its own; undefined when it covers no pixel's centre. See `strokeSpans`. */
export function strokeMask(
  points: readonly number[],
  sizePx: number,
  tip: 'round' | 'square',
): Mask | undefined {
  return maskOfSpans(strokeSpans(points, sizePx, tip));
}

/**
 * The mask with a stroke added; the very same mask when that changes nothing. Without a mask the stroke alone;
 * undefined when nothing is set then. Only rows that the stroke touches are worked on, the rest is copied.
 */
export function paint(mask: Mask | undefined, stroke: Spans, options: PaintOptions = {}): Mask | undefined {
  const { free = [], within } = options;
  let added = within ? clipSpans(stroke, within) : stroke;
  for (const shape of free)
    if (shape !== mask) added = subtractSpans(added, spansOfShape(shape, spansBounds(added)));
  const before = mask ? spansOfMask(mask) : NO_SPANS;
  return changed(mask, before, uniteSpans(before, added));
}

/** The mask without the stroke's pixels: the very same mask when it has none of them, undefined when none are left. */
export function erase(mask: Mask, stroke: Spans): Mask | undefined {
  const before = spansOfMask(mask);
  return changed(mask, before, subtractSpans(before, stroke));
}

function changed(mask: Mask | undefined, before: Spans, after: Spans): Mask | undefined {
  if (mask && after === before) return mask;
  const made = maskOfSpans(after);
  return mask && made && isSame(mask, made) ? mask : made;
}

function isSame(a: Mask, b: Mask): boolean {
  return a.x === b.x && a.y === b.y && a.widthPx === b.widthPx && a.runs === b.runs;
}
