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

/** Told a position, and the bounds that stand in the index for it (image pixels). */
export type Visitor = (position: number, left: number, top: number, right: number, bottom: number) => void;

/** Calls back with each position whose bounds meet or touch the rectangle, in no order. */
export function visitBase(base: BaseIndex, rect: Rect, visitor: Visitor): void {
  base.tree?.search(
    rect.x,
    rect.y,
    rect.x + rect.width,
    rect.y + rect.height,
    (position, left, top, right, bottom) => {
      visitor(position, left, top, right, bottom);
      return false;
    },
  );
}
