import type { Rings } from './booleans';
import { boundsOfPoints } from './flatPoints';
import { doubleSignedArea, pointAt, pointCount, ringContains, type FlatPoints } from './polyline';
import { rectContains, type Point } from './rect';

/**
 * The connected parts of an area, each its outer ring and the holes in it. The rings must be simple (see
 * `normalised`); which are holes is told by how many others they lie in.
 */
export function partsOf(area: Rings): Rings[] {
  const rings = area.map((ring) => ({
    ring,
    bounds: boundsOfPoints(ring),
    inside: innerPoint(ring),
    size: Math.abs(doubleSignedArea(ring)),
  }));
  const sorted = rings.toSorted((a, b) => b.size - a.size);
  const parts = new Map<FlatPoints, FlatPoints[]>();
  for (const [i, { ring, inside }] of sorted.entries()) {
    const around = sorted
      .slice(0, i)
      .filter((other) => rectContains(other.bounds, inside) && ringContains(other.ring, inside));
    const nearest = around.at(-1)?.ring;
    if (around.length % 2 === 0) parts.set(ring, [ring]);
    else if (nearest) parts.get(nearest)?.push(ring);
  }
  return [...parts.values()];
}

/** A point inside a simple ring, so that a corner it shares with another ring does not decide. */
function innerPoint(ring: FlatPoints): Point {
  const first = pointAt(ring, 0);
  for (let i = 0; i < pointCount(ring); i++) {
    const middle = centre(pointAt(ring, i), pointAt(ring, (i + 2) % pointCount(ring)));
    const near = centre(centre(middle, pointAt(ring, (i + 1) % pointCount(ring))), middle);
    if (ringContains(ring, near)) return near;
  }
  return first;
}

function centre(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
