import { kindOf, type Shape } from '../shapes/index';
import type { ShapeChange } from './instanceChange';
import { likeness } from './likeness';

/** Measures two shapes on one page. */
export function shapeChange(before: Shape, after: Shape): ShapeChange {
  const [from, to] = [kindOf(before).bounds(before), kindOf(after).bounds(after)];
  const [width, height] = [to.width - from.width, to.height - from.height];
  const shiftPx = { x: to.x - from.x + width / 2, y: to.y - from.y + height / 2 };
  return { ...likeness(before, after), shiftPx, grownPx: { width, height } };
}
