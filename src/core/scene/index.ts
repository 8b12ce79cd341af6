import type { AnnotationDoc, ImageFacts } from '../annotation/document';
import type { Rect } from '../geometry/rect';
import { buildBase, sidesOf, visitBase, type BaseIndex, type Sides, type Visitor } from './baseIndex';
import { movedPosition, NO_OVERLAY, overlayOf, type Overlay } from './overlay';

/** Where the annotations of one document value are. */
export interface SceneIndex {
  readonly doc: AnnotationDoc;
  /** How many annotations differ from the tree; they are looked through one by one. */
  readonly changed: number;
  /** The tree that later documents of the same image go on using. */
  readonly base: BaseIndex;
  /** Ascending positions in `doc.annotations` of those whose bounds meet or touch the rectangle (image pixels). */
  search(imageRect: Rect): readonly number[];
  /** The same positions in no order, without making a list; those still within the sides as they are moved. */
  visit(sides: Readonly<Sides>, visitor: Visitor): void;
}

/** So many changes are looked through in less time than one query of the tree takes. */
const MAX_CHANGED = 200;

const byDoc = new WeakMap<AnnotationDoc, SceneIndex>();
/** The newest index for an image; documents share their `ImageFacts` object from edit to edit. */
const byImage = new WeakMap<ImageFacts, SceneIndex>();

/**
 * The index of a document, found once per document value. After an edit the tree of the document before is kept
 * and the few changes lie over it: 50,000 shapes cost milliseconds to index, a change costs a walk over the list.
 */
export function sceneIndex(doc: AnnotationDoc): SceneIndex {
  const known = byDoc.get(doc);
  if (known) return known;
  const previous = byImage.get(doc.image);
  return remember(previous ? deriveIndex(previous, doc) : buildIndex(doc));
}

function remember(index: SceneIndex): SceneIndex {
  byDoc.set(index.doc, index);
  byImage.set(index.doc.image, index);
  return index;
}

export function buildIndex(doc: AnnotationDoc): SceneIndex {
  return indexOver(doc, buildBase(doc.annotations), NO_OVERLAY);
}

/** The index of `doc` over the tree of another document, as far as the two have most annotations in common. */
export function deriveIndex(previous: SceneIndex, doc: AnnotationDoc): SceneIndex {
  const overlay = overlayOf(previous.base.annotations, doc.annotations, MAX_CHANGED);
  return overlay ? indexOver(doc, previous.base, overlay) : buildIndex(doc);
}

function indexOver(doc: AnnotationDoc, base: BaseIndex, overlay: Overlay): SceneIndex {
  const changed = overlay.hidden.size + overlay.insertedAt.length;
  const visit: SceneIndex['visit'] =
    changed === 0
      ? (sides, visitor) => visitBase(base, sides, visitor)
      : (sides, visitor) => visitOverlaid(base, overlay, sides, visitor);
  const search = (rect: Rect) => {
    const positions: number[] = [];
    visit(sidesOf(rect), (position) => positions.push(position));
    return ascending(positions, doc.annotations.length);
  };
  return { doc, base, changed, search, visit };
}

function visitOverlaid(base: BaseIndex, overlay: Overlay, sides: Readonly<Sides>, visitor: Visitor): void {
  visitBase(base, sides, (item, slot) => {
    if (!overlay.hidden.has(item)) visitor(movedPosition(overlay, item), slot);
  });
  for (const { position, bounds } of overlay.fresh) if (touches(bounds, sides)) visitor(position, -1);
}

function touches({ x, y, width, height }: Rect, { left, top, right, bottom }: Sides): boolean {
  return x <= right && left <= x + width && y <= bottom && top <= y + height;
}

/** Sorts distinct positions below `total`; many of them by marking, which is ten times faster than comparing. */
function ascending(positions: number[], total: number): readonly number[] {
  if (positions.length < 64 || positions.length * 16 < total) return positions.sort((a, b) => a - b);
  const marked = new Uint8Array(total);
  for (const position of positions) marked[position] = 1;
  const sorted: number[] = [];
  for (let position = 0; position < total; position++) if (marked[position] === 1) sorted.push(position);
  return sorted;
}
