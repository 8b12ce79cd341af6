import { Clipper, EndType, FillRule, JoinType, type Path64, type Paths64 } from 'clipper2-ts';
import type { FlatPoints } from './polyline';

/** Closed rings that combine by the even-odd rule: parts and holes of one area. Flat image pixels. */
export type Rings = readonly FlatPoints[];

/** Clipper counts in whole numbers: the sidecar's grid of 1/100 pixel. */
const UNITS_PER_PX = 100;
/** What rounding leaves of a border that two areas share, square pixels. */
const LEAST_AREA_PX = 0.01;
/** How far arcs may be off when an area grows, pixels. */
const ARC_ERROR_PX = 0.02;

/**
 * Booleans of areas after Vatti (1992), by Clipper2. Results are simple rings on the 1/100-pixel grid; outer ones run
 * clockwise on the screen, holes the other way. Check `isTangled` first: time grows with the number of crossings.
 */
export function unite(areas: readonly Rings[]): Rings {
  const [first, second] = areas;
  if (first && second && areas.length === 2)
    return joined(Clipper.union(toPaths(first), toPaths(second), FillRule.EvenOdd));
  return joined(Clipper.union(areas.flatMap(untangled), FillRule.NonZero));
}

/** Without the corners that lie on a straight border now. */
function joined(paths: Paths64): Rings {
  return fromPaths(paths.map((path) => Clipper.trimCollinear(path)));
}

/** The first area without all others. */
export function subtract(area: Rings, others: readonly Rings[]): Rings {
  const cutters = others.flatMap(untangled);
  return fromPaths(Clipper.difference(untangled(area), cutters, FillRule.NonZero));
}

export function intersection(a: Rings, b: Rings): Rings {
  return fromPaths(Clipper.intersect(toPaths(a), toPaths(b), FillRule.EvenOdd));
}

/** The same area as simple rings that do not cross themselves or each other. */
export function normalised(area: Rings): Rings {
  return fromPaths(untangled(area));
}

/** The area grown by so many pixels, or shrunk when negative; corners become round. Empty when nothing is left. */
export function offset(area: Rings, byPx: number): Rings {
  const delta = byPx * UNITS_PER_PX;
  const arc = ARC_ERROR_PX * UNITS_PER_PX;
  return fromPaths(Clipper.inflatePaths(untangled(area), delta, JoinType.Round, EndType.Polygon, 2, arc));
}

function untangled(area: Rings): Paths64 {
  return Clipper.union(toPaths(area), FillRule.EvenOdd);
}

function toPaths(area: Rings): Paths64 {
  return area.map((ring) => {
    const path: Path64 = [];
    for (let i = 0; i + 1 < ring.length; i += 2)
      path.push({ x: toUnits(ring[i] as number), y: toUnits(ring[i + 1] as number) });
    return path;
  });
}

/** Beyond this the products that Clipper takes would lose digits; no image reaches it. */
const MOST_UNITS = 2 ** 30;

function toUnits(valuePx: number): number {
  return Math.max(-MOST_UNITS, Math.min(MOST_UNITS, Math.round(valuePx * UNITS_PER_PX)));
}

function fromPaths(paths: Paths64): Rings {
  return paths
    .filter((path) => Math.abs(Clipper.area(path)) >= LEAST_AREA_PX * UNITS_PER_PX * UNITS_PER_PX)
    .map((path) => path.flatMap(({ x, y }) => [x / UNITS_PER_PX, y / UNITS_PER_PX]));
}
