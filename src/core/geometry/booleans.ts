// The package's own entry would take all of it along, two fifths of which are never used.
import { ClipType, FillRule, PathType, type Path64, type Paths64 } from 'clipper2-ts/dist/Core.js';
import { Clipper64 } from 'clipper2-ts/dist/Engine.js';
import { ClipperOffset, EndType, JoinType } from 'clipper2-ts/dist/Offset.js';
import { doubleSignedArea, type FlatPoints } from './polyline';

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
    return fromPaths(clip(ClipType.Union, FillRule.EvenOdd, toPaths(first), toPaths(second), JOINED));
  return fromPaths(clip(ClipType.Union, FillRule.NonZero, areas.flatMap(untangled), [], JOINED));
}

/** The first area without all others. */
export function subtract(area: Rings, others: readonly Rings[]): Rings {
  const cutters = others.flatMap(untangled);
  return fromPaths(clip(ClipType.Difference, FillRule.NonZero, untangled(area), cutters));
}

export function intersection(a: Rings, b: Rings): Rings {
  return fromPaths(clip(ClipType.Intersection, FillRule.EvenOdd, toPaths(a), toPaths(b)));
}

/** The same area as simple rings that do not cross themselves or each other. */
export function normalised(area: Rings): Rings {
  return fromPaths(untangled(area));
}

/** The area grown by so many pixels, or shrunk when negative; corners become round. Empty when nothing is left. */
export function offset(area: Rings, byPx: number): Rings {
  const grown = new ClipperOffset(2, ARC_ERROR_PX * UNITS_PER_PX);
  grown.addPaths(untangled(area), JoinType.Round, EndType.Polygon);
  const solution: Paths64 = [];
  grown.execute(byPx * UNITS_PER_PX, solution);
  return fromPaths(solution);
}

function untangled(area: Rings): Paths64 {
  return clip(ClipType.Union, FillRule.EvenOdd, toPaths(area), []);
}

/** Leave out the corners that lie on a straight border now. */
const JOINED = { preserveCollinear: false };

function clip(
  type: ClipType,
  rule: FillRule,
  subject: Paths64,
  cutter: Paths64,
  { preserveCollinear } = { preserveCollinear: true },
): Paths64 {
  const clipper = new Clipper64();
  clipper.preserveCollinear = preserveCollinear;
  clipper.addPaths(subject, PathType.Subject);
  if (cutter.length > 0) clipper.addPaths(cutter, PathType.Clip);
  const solution: Paths64 = [];
  clipper.execute(type, rule, solution);
  return solution;
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
    .map((path) => path.flatMap(({ x, y }) => [x / UNITS_PER_PX, y / UNITS_PER_PX]))
    .filter((ring) => Math.abs(doubleSignedArea(ring)) >= 2 * LEAST_AREA_PX);
}
