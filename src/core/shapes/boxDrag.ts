import { clampPoint, type Point, type Rect } from '../geometry/rect';
import type { DragModifiers } from './shape';

/** Unit directions of the eight grips from the box's centre. */
export const GRIPS = {
  nw: [-1, -1],
  n: [0, -1],
  ne: [1, -1],
  e: [1, 0],
  se: [1, 1],
  s: [0, 1],
  sw: [-1, 1],
  w: [-1, 0],
} as const;

export type GripId = keyof typeof GRIPS;

export function isGrip(id: string): id is GripId {
  return Object.hasOwn(GRIPS, id);
}

/** The rectangle after a grip was dragged to `imagePoint`; dragged across the other side it turns over. */
export function dragGrip(s: Rect, id: GripId, imagePoint: Point, modifiers: DragModifiers): Rect {
  const direction = GRIPS[id];
  const { within: limits = EVERYWHERE, fromCentre } = modifiers;
  const p = clampPoint(imagePoint, limits);
  const x = axisOf(direction[0], s.x, s.width, p.x, limits.x, limits.x + limits.width, fromCentre);
  const y = axisOf(direction[1], s.y, s.height, p.y, limits.y, limits.y + limits.height, fromCentre);
  const isScaled = modifiers.keepRatio && s.width > 0 && s.height > 0;
  const factor = isScaled ? Math.min(Math.max(x.factor, y.factor), x.maxFactor, y.maxFactor) : undefined;
  const [left, right] = span(x, fromCentre, factor);
  const [top, bottom] = span(y, fromCentre, factor);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const EVERYWHERE: Rect = {
  x: -Number.MAX_VALUE / 2,
  y: -Number.MAX_VALUE / 2,
  width: Number.MAX_VALUE,
  height: Number.MAX_VALUE,
};

/** One axis of a drag; all in image pixels. */
interface Axis {
  readonly grip: -1 | 0 | 1;
  readonly start: number;
  readonly size: number;
  /** What stays: the opposite side, or the centre. */
  readonly anchor: number;
  /** From the anchor to the pointer. */
  readonly reach: number;
  /** The size wanted as a multiple of the size it had, and the largest one inside the limits. */
  readonly factor: number;
  readonly maxFactor: number;
}

function axisOf(
  grip: -1 | 0 | 1,
  start: number,
  size: number,
  pointer: number,
  low: number,
  high: number,
  fromCentre: boolean,
): Axis {
  const centre = start + size / 2;
  const isCentred = fromCentre || grip === 0;
  const anchor = isCentred ? centre : grip > 0 ? start : start + size;
  const towardsHigh = pointer > anchor || (pointer === anchor && grip > 0);
  const ahead = towardsHigh ? high - anchor : anchor - low;
  const room = Math.max(0, isCentred ? Math.min(anchor - low, high - anchor) : ahead);
  const reach = isCentred ? clamp(pointer - anchor, -room, room) : pointer - anchor;
  const full = isCentred ? size / 2 : size;
  const factor = grip === 0 ? 0 : Math.abs(pointer - anchor) / full;
  return { grip, start, size, anchor, reach, factor, maxFactor: room / full };
}

function span(axis: Axis, fromCentre: boolean, factor: number | undefined): readonly [number, number] {
  const { grip, start, size, anchor, reach } = axis;
  if (factor !== undefined && (grip === 0 || fromCentre))
    return [anchor - (factor * size) / 2, anchor + (factor * size) / 2];
  if (factor !== undefined) {
    const towardsHigh = reach > 0 || (reach === 0 && grip > 0);
    return towardsHigh ? [anchor, anchor + factor * size] : [anchor - factor * size, anchor];
  }
  if (grip === 0) return [start, start + size];
  const other = fromCentre ? anchor - reach : anchor;
  return [Math.min(other, anchor + reach), Math.max(other, anchor + reach)];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
