import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import type { Point, Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';

/** A packed R-tree over a list of annotations; its items are positions in that list. */
export interface BaseIndex {
  readonly annotations: readonly Annotation[];
  /** Undefined for an empty list, which flatbush cannot hold. */
  readonly tree: Flatbush | undefined;
}

export function buildBase(annotations: readonly Annotation[]): BaseIndex {
  if (annotations.length === 0) return { annotations, tree: undefined };
  const tree = new Flatbush(annotations.length);
  for (const annotation of annotations) {
    const { x, y, width, height } = indexedBounds(annotation);
    tree.add(x, y, x + width, y + height);
  }
  tree.finish();
  return { annotations, tree };
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/**
 * The bounds as the index may hold them: one value that is not finite would widen every box above it in the tree.
 * A shape with such bounds meets no exact test, so where it stands in the tree does not matter.
 */
export function indexedBounds(annotation: Annotation): Rect {
  const bounds = kindOf(annotation.shape).bounds(annotation.shape);
  return Number.isFinite(bounds.x + bounds.y + bounds.width + bounds.height) ? bounds : NOWHERE;
}

/**
 * Told a position, and its place among the leaves of the tree, where neighbours in the picture are neighbours too; -1
 * when it is not in the tree. Bounds are not told: numbers with fractions are slow to hand over.
 */
export type Visitor = (position: number, slot: number) => void;

/** left, top, right and bottom of the slot n at 4n, image pixels. */
export function boxesOf({ tree }: BaseIndex): ArrayLike<number> {
  return tree?._boxes ?? [];
}

/** The sides of what is searched (image pixels); a visitor may move them closer together as it finds things. */
export interface Sides {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function sidesOf({ x, y, width, height }: Rect): Sides {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** What lies no farther than `reach` from a point, and what lies in its corners. */
export function sidesAround(point: Point, reach: number): Sides {
  return moveSides({ left: 0, top: 0, right: 0, bottom: 0 }, point, reach);
}

export function moveSides(sides: Sides, { x, y }: Point, reach: number): Sides {
  sides.left = x - reach;
  sides.top = y - reach;
  sides.right = x + reach;
  sides.bottom = y + reach;
  return sides;
}

/** Nodes under way; a tree of a billion leaves is not deeper. */
const stack: number[] = [];

/**
 * Calls back with each position whose bounds meet or touch the rectangle, in no order. This is flatbush's own search
 * over its packed boxes, without the lists that it makes: it runs at every move of the pointer.
 */
export function visitBase({ tree }: BaseIndex, sides: Readonly<Sides>, visitor: Visitor): void {
  if (!tree) return;
  const { _boxes: boxes, _indices: indices, _levelBounds: levelEnds, nodeSize } = tree;
  let { left, top, right, bottom } = sides;
  const leafEnd = tree.numItems * 4;
  const bottomOfStack = stack.length;
  let node = boxes.length - 4;
  let level = levelEnds.length - 1;
  for (;;) {
    const end = Math.min(node + nodeSize * 4, levelEnds[level] as number);
    for (let at = node; at < end; at += 4) {
      if (right < (boxes[at] as number) || bottom < (boxes[at + 1] as number)) continue;
      if (left > (boxes[at + 2] as number) || top > (boxes[at + 3] as number)) continue;
      const index = indices[at >> 2] as number;
      if (node >= leafEnd) stack.push(index, level - 1);
      else {
        visitor(index, at >> 2);
        ({ left, top, right, bottom } = sides);
      }
    }
    if (stack.length === bottomOfStack) return;
    level = stack.pop() as number;
    node = stack.pop() as number;
  }
}
