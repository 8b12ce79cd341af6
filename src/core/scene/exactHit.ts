import { pointCount, type FlatPoints } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { maskDistance } from '../mask/distance';
import { spansOfMask } from '../mask/rle';
import { hasPixel } from '../mask/spans';
import { kindOf, type Shape } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import { EdgeTree } from './edgeTree';

/** Below this number of points a look at every edge is as quick as the tree. */
const LONG_POINTS = 200;
/** What an exact test says of a point inside whose outline is beyond the limit. */
export const INSIDE = -1;

const trees = new WeakMap<FlatPoints, EdgeTree>();

/**
 * The distance of the outline in pixels where it is at most `limit`; else `INSIDE`, or Infinity for a miss. Says what
 * the kind's `outlineDistance` and `contains` say; a long ring is looked through by a tree that is kept beside it.
 */
export function exactHit(shape: Shape, imagePoint: Point, limit: number): number {
  if (shape.kind === 'polygon' && shape.rings.some(isLong)) return hitRings(shape.rings, imagePoint, limit);
  if (shape.kind === 'mask') return hitMask(shape, imagePoint, limit);
  const kind = kindOf(shape);
  const distance = kind.outlineDistance(shape, imagePoint);
  if (distance <= limit) return distance;
  return kind.contains(shape, imagePoint) ? INSIDE : Infinity;
}

/** Most pointers are deep inside a mask, and its border is looked for no farther than it matters. */
function hitMask(mask: Mask, imagePoint: Point, limit: number): number {
  const spans = spansOfMask(mask);
  const distance = maskDistance(spans, imagePoint, limit);
  if (distance <= limit) return distance;
  return hasPixel(spans, Math.floor(imagePoint.x), Math.floor(imagePoint.y)) ? INSIDE : Infinity;
}

function isLong(ring: FlatPoints): boolean {
  return pointCount(ring) >= LONG_POINTS;
}

function hitRings(rings: readonly FlatPoints[], { x, y }: Point, limit: number): number {
  let least = Infinity;
  for (const ring of rings) least = Math.min(least, treeOf(ring).distance(x, y, limit));
  if (least <= limit) return least;
  const odd = rings.filter((ring) => treeOf(ring).isInside(x, y)).length % 2 === 1;
  return odd ? INSIDE : Infinity;
}

function treeOf(ring: FlatPoints): EdgeTree {
  let tree = trees.get(ring);
  if (!tree) trees.set(ring, (tree = new EdgeTree(ring, true)));
  return tree;
}
