import type { Point } from './rect';

const ITERATIONS = 60;

/**
 * Distance from a point to an ellipse about the origin with half axes rx and ry along x and y. By bisection, which
 * stands every proportion (D. Eberly, "Distance from a Point to an Ellipse, an Ellipsoid, or a Hyperellipsoid").
 */
export function ellipseDistance(rx: number, ry: number, p: Point): number {
  const [x, y] = [Math.abs(p.x), Math.abs(p.y)];
  return rx >= ry ? firstQuadrant(rx, ry, x, y) : firstQuadrant(ry, rx, y, x);
}

/** a >= b >= 0, x >= 0, y >= 0. */
function firstQuadrant(a: number, b: number, x: number, y: number): number {
  if (b === 0) return Math.hypot(Math.max(0, x - a), y);
  if (y === 0) return onLongAxis(a, b, x);
  const [z0, z1] = [x / a, y / b];
  if (x === 0) return Math.abs(y - b);
  const g = z0 * z0 + z1 * z1 - 1;
  if (g === 0) return 0;
  const ratio = (a / b) ** 2;
  const root = bisect(ratio, z0, z1, g);
  return Math.hypot((ratio * x) / (root + ratio) - x, y / (root + 1) - y);
}

function onLongAxis(a: number, b: number, x: number): number {
  const [numerator, denominator] = [a * x, a * a - b * b];
  if (numerator >= denominator) return Math.abs(x - a);
  const cos = numerator / denominator;
  return Math.hypot(a * cos - x, b * Math.sqrt(1 - cos * cos));
}

/** Root of (r z0 / (s + r))^2 + (z1 / (s + 1))^2 - 1, which falls with s. */
function bisect(ratio: number, z0: number, z1: number, g: number): number {
  const n0 = ratio * z0;
  let low = z1 - 1;
  let high = g < 0 ? 0 : Math.hypot(n0, z1) - 1;
  for (let i = 0; i < ITERATIONS && low < high; i++) {
    const s = (low + high) / 2;
    const value = (n0 / (s + ratio)) ** 2 + (z1 / (s + 1)) ** 2 - 1;
    if (value > 0) low = s;
    else high = s;
  }
  return (low + high) / 2;
}
