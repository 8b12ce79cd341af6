import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Point, Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import type { Hit } from '../tools/tool';
import { sidesAround, type Sides } from './baseIndex';
import { exactHit, INSIDE } from './exactHit';
import { hitHandles } from './hitHandles';
import { sceneIndex } from './index';

/** How far from an outline, in screen pixels, still is on it. */
export const EDGE_REACH_PX = 4;
/** Bounds that only rounding keeps from touching touch. */
export const SLACK = 1 + 1e-9;

export type IsVisible = (annotation: Annotation) => boolean;

/** An annotation whose outline or interior is hit. */
export interface BodyHit {
  readonly annotation: Annotation;
  /** From the outline in image pixels, or `INSIDE`. */
  readonly distance: number;
  /** Square pixels. */
  readonly area: number;
}

/**
 * Everything under the pointer, best first: handles of selected shapes, outlines (nearest first), interiors
 * (smallest first); among equals what lies in front. A shape comes once as edge or inside, and before that once for
 * its nearest handle.
 */
export function hitAll(
  doc: AnnotationDoc,
  view: { readonly scale: number },
  selection: ReadonlySet<string>,
  imagePoint: Point,
  isVisible: IsVisible,
): Hit[] {
  const bodies: BodyHit[] = [];
  const reach = EDGE_REACH_PX / view.scale;
  sceneIndex(doc).visit(aroundPoint(imagePoint, reach), (position) => {
    const annotation = doc.annotations[position];
    if (!annotation || !isVisible(annotation)) return;
    const distance = exactHit(annotation.shape, imagePoint, reach);
    if (distance < Infinity) bodies.push({ annotation, distance, area: areaOf(annotation) });
  });
  bodies.sort(compareBodies);
  return [...hitHandles(doc, view, selection, imagePoint, isVisible), ...bodies.map(bodyHit)];
}

/** What can be hit from a point touches this. Image pixels. */
export function aroundPoint(imagePoint: Point, reach: number): Sides {
  return sidesAround(imagePoint, reach * SLACK);
}

export function bodyHit({ annotation: { id }, distance }: Pick<BodyHit, 'annotation' | 'distance'>): Hit {
  return { id, part: distance === INSIDE ? 'inside' : 'edge' };
}

/** Below 0 when `a` comes first. */
export function compareBodies(a: BodyHit, b: BodyHit): number {
  if (a.distance !== b.distance) {
    if (a.distance === INSIDE) return 1;
    return b.distance === INSIDE ? -1 : a.distance - b.distance;
  }
  return a.area - b.area || inFrontFirst(a.annotation, b.annotation);
}

/** By paint order, the highest first; then by id, so that the answer is always the same. */
export function inFrontFirst(a: Annotation, b: Annotation): number {
  return (b.order ?? 0) - (a.order ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Square pixels. */
export function areaOf({ shape }: Annotation): number {
  return kindOf(shape).area(shape);
}

/** Ids of the visible annotations that lie wholly inside the rectangle (image pixels). */
export function within(doc: AnnotationDoc, imageRect: Rect, isVisible: IsVisible): string[] {
  const ids: string[] = [];
  for (const position of sceneIndex(doc).search(imageRect)) {
    const annotation = doc.annotations[position];
    if (annotation && encloses(imageRect, annotation) && isVisible(annotation)) ids.push(annotation.id);
  }
  return ids;
}

function encloses(outer: Rect, { shape }: Annotation): boolean {
  const inner = kindOf(shape).bounds(shape);
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
