import { sameValue } from '../annotation/document';
import type { Shape } from '../shapes/index';
import { shapeParts } from './shapeParts';

/** Less than a step of the sidecar's grid of 1/100 pixel: what no sidecar can tell apart. */
const SAME_PX = 0.0075;
/** Two numbers on the grid, each rounded for itself, may be this much nearer or farther after a move. */
const SAME_FORM_PX = 0.0125;

/** `same` up to the sidecar's grid; `moved`: the same form in another place; `reshaped`: another form. */
export function compareShapes(before: Shape, after: Shape): 'same' | 'moved' | 'reshaped' {
  if (before === after || sameValue(before, after)) return 'same';
  const [from, to] = [shapeParts(before), shapeParts(after)];
  if (from.structure !== to.structure || from.places.length !== to.places.length) return 'reshaped';
  if (!isNear(from.measures, to.measures, SAME_FORM_PX)) return 'reshaped';
  if (isNear(from.places, to.places, SAME_PX) && isNear(from.measures, to.measures, SAME_PX)) return 'same';
  return isShifted(from.places, to.places) ? 'moved' : 'reshaped';
}

function isNear(a: readonly number[], b: readonly number[], by: number): boolean {
  return a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= by);
}

/** Every point went the same way, up to rounding. */
function isShifted(from: readonly number[], to: readonly number[]): boolean {
  let [leastX, mostX, leastY, mostY] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i + 1 < from.length; i += 2) {
    const dx = (to[i] ?? NaN) - (from[i] ?? NaN);
    const dy = (to[i + 1] ?? NaN) - (from[i + 1] ?? NaN);
    [leastX, mostX] = [Math.min(leastX, dx), Math.max(mostX, dx)];
    [leastY, mostY] = [Math.min(leastY, dy), Math.max(mostY, dy)];
  }
  return mostX - leastX <= SAME_FORM_PX && mostY - leastY <= SAME_FORM_PX;
}
