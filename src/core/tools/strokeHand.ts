import type { FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { strokeSpans } from '../mask/stroke';
import type { Spans } from '../mask/spans';
import type { BrushStroke, Draft, PointerToolEvent, Step, ToolContext, ToolEvent } from './tool';

/** A brush stroke under way: where the tip's centre went, image pixels; it may leave the image. */
export interface Stroke {
  readonly points: FlatPoints;
  /** While Shift is held: so many of the points stay, and a straight line runs to the pointer. */
  readonly straightFrom?: number;
}

/** Nothing is pressed. */
export interface Idle {
  readonly kind: 'idle';
  /** Where the last stroke ended. */
  readonly last?: Point;
}

export interface Stroking {
  readonly kind: 'stroking';
  readonly stroke: Stroke;
}

/** Points of a stroke are at least so far apart, in screen pixels. */
const SPACING_PX = 1;

/** A stroke from here, or with Shift a straight one from where the last one ended. */
export function beginStroke({ imagePoint: { x, y }, modifiers }: PointerToolEvent, last?: Point): Stroke {
  return { points: modifiers.shift && last ? [last.x, last.y, x, y] : [x, y] };
}

export function followStroke(
  stroke: Stroke,
  { imagePoint: { x, y }, modifiers }: PointerToolEvent,
  { scale }: ToolContext,
): Stroke {
  const { points, straightFrom } = stroke;
  if (modifiers.shift) {
    const kept = straightFrom ?? points.length;
    return { points: [...points.slice(0, kept), x, y], straightFrom: kept };
  }
  const away = Math.hypot(x - (points.at(-2) ?? x), y - (points.at(-1) ?? y));
  return away * scale < SPACING_PX ? { points } : { points: [...points, x, y] };
}

/** Where the stroke ended. */
export function endOfStroke({ points }: Stroke): Point {
  return { x: points.at(-2) ?? 0, y: points.at(-1) ?? 0 };
}

export function spansOfStroke({ points }: Stroke, { options }: ToolContext): Spans {
  return strokeSpans(points, options.brushPx, options.brushTip);
}

export function strokeDraft(
  { points }: Stroke,
  erases: boolean,
  label: string,
  { options }: ToolContext,
): Draft {
  const stroke: BrushStroke = { points, sizePx: options.brushPx, tip: options.brushTip, erases, label };
  return { shapes: [], stroke, ...tipDraft(endOfStroke({ points }), options) };
}

/** The brush's outline under the pointer. */
export function tipDraft(at: Point, { brushPx, brushTip }: ToolContext['options']): Pick<Draft, 'tip'> {
  return { tip: { at, sizePx: brushPx, shape: brushTip } };
}

/** What an idle brush does with anything but a press: its outline follows the pointer. */
export function restStep(state: Idle, event: ToolEvent, { options }: ToolContext): Step<Idle> {
  if (event.type !== 'move' && event.type !== 'up') return { state };
  return { state, draft: { shapes: [], ...tipDraft(event.imagePoint, options) } };
}
