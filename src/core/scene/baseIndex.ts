import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import type { Rect } from '../geometry/rect';
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
 * Told a position, and the bounds that stand in the index for it (image pixels). `slot` is its place among the leaves
 * of the tree, where neighbours in the picture are neighbours too; -1 when it is not in the tree.
 */
export type Visitor = (
  position: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  slot: number,
) => void;

/** Nodes under way; a tree of a billion leaves is not deeper. */
const stack: number[] = [];

/**
 * Calls back with each position whose bounds meet or touch the rectangle, in no order. This is flatbush's own search
 * over its packed boxes, without the lists that it makes: it runs at every move of the pointer.
 */
export function visitBase({ tree }: BaseIndex, rect: Rect, visitor: Visitor): void {
  if (!tree) return;
  const { _boxes: boxes, _indices: indices, _levelBounds: levelEnds, nodeSize } = tree;
  const [left, top, right, bottom] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  const leafEnd = tree.numItems * 4;
  const bottomOfStack = stack.length;
  let node = boxes.length - 4;
  let level = levelEnds.length - 1;
  for (;;) {
    const end = Math.min(node + nodeSize * 4, levelEnds[level] as number);
    for (let at = node; at < end; at += 4) {
      const x0 = boxes[at] as number;
      if (right < x0) continue;
      const y0 = boxes[at + 1] as number;
      if (bottom < y0) continue;
      const x1 = boxes[at + 2] as number;
      if (left > x1) continue;
      const y1 = boxes[at + 3] as number;
      if (top > y1) continue;
      const index = indices[at >> 2] as number;
      if (node >= leafEnd) stack.push(index, level - 1);
      else visitor(index, x0, y0, x1, y1, at >> 2);
    }
    if (stack.length === bottomOfStack) return;
    level = stack.pop() as number;
    node = stack.pop() as number;
  }
}
