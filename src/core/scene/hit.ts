import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import type { Point, Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import type { Handle } from '../shapes/shape';
import type { Hit } from '../tools/tool';
import { handlesOf, isHandleShown } from './handles';
import { sceneIndex } from './index';

/** How far from a handle, in screen pixels, still grabs it. */
export const HANDLE_REACH_PX = 7;
/** How far from an outline, in screen pixels, still is on it. */
export const EDGE_REACH_PX = 4;

type IsVisible = (annotation: Annotation) => boolean;
/** Handles, then edges, then interiors. */
type Rank = 0 | 1 | 2;

interface Found {
  readonly annotation: Annotation;
  readonly position: number;
  readonly rank: Rank;
  /** Of a handle or an edge from the pointer, image pixels; 0 for an interior. */
  readonly distance: number;
  readonly handle?: Handle;
  /** Filled in when there is something to sort. */
  area: number;
}

/**
 * Everything under the pointer, best first: handles of selected shapes, outlines (nearest first), interiors
 * (smallest first). A shape comes once as edge or inside, and before that once for its nearest handle.
 */
export function hitAll(
  doc: AnnotationDoc,
  view: { readonly scale: number },
  selection: ReadonlySet<string>,
  imagePoint: Point,
  isVisible: IsVisible,
): Hit[] {
  const found: Found[] = [];
  const edgeReach = EDGE_REACH_PX / view.scale;
  const reach = selection.size > 0 ? HANDLE_REACH_PX / view.scale : edgeReach;
  const around = { x: imagePoint.x - reach, y: imagePoint.y - reach, width: 2 * reach, height: 2 * reach };
  const { x, y } = imagePoint;
  sceneIndex(doc).visit(around, (position, left, top, right, bottom) => {
    const annotation = doc.annotations[position];
    if (!annotation || !isVisible(annotation)) return;
    if (selection.size > 0 && selection.has(annotation.id))
      collectHandle(found, annotation, position, imagePoint, view.scale);
    if (x >= left - edgeReach && x <= right + edgeReach && y >= top - edgeReach && y <= bottom + edgeReach)
      collectBody(found, annotation, position, imagePoint, edgeReach);
  });
  if (found.length > 1) sortByIntention(found);
  return found.map(hitOf);
}

function sortByIntention(found: Found[]): void {
  for (const each of found) each.area = kindOf(each.annotation.shape).area(each.annotation.shape);
  found.sort(
    (a, b) => a.rank - b.rank || a.distance - b.distance || a.area - b.area || a.position - b.position,
  );
}

function hitOf({ annotation: { id }, rank, handle }: Found): Hit {
  if (handle) return { id, part: 'handle', handle: handle.id, cursor: handle.cursor };
  return { id, part: rank === 1 ? 'edge' : 'inside' };
}

function collectBody(
  found: Found[],
  annotation: Annotation,
  position: number,
  p: Point,
  reach: number,
): void {
  const { shape } = annotation;
  const kind = kindOf(shape);
  const distance = kind.outlineDistance(shape, p);
  if (distance <= reach) found.push({ annotation, position, rank: 1, distance, area: 0 });
  else if (kind.contains(shape, p)) found.push({ annotation, position, rank: 2, distance: 0, area: 0 });
}

function collectHandle(
  found: Found[],
  annotation: Annotation,
  position: number,
  p: Point,
  scale: number,
): void {
  const reach = handleReach(annotation, p, scale);
  const nearest = nearestHandle(handlesOf(annotation.shape), p, scale, reach);
  if (nearest) found.push({ annotation, position, rank: 0, ...nearest, area: 0 });
}

/** Inside a small shape the handles draw back, so that its middle can still be grabbed to move it. Image pixels. */
function handleReach({ shape }: Annotation, p: Point, scale: number): number {
  const reach = HANDLE_REACH_PX / scale;
  const kind = kindOf(shape);
  const { width, height } = kind.bounds(shape);
  const quarter = Math.min(width, height) / 4;
  return quarter < reach && kind.contains(shape, p) ? quarter : reach;
}

/** Corners and vertices win over the grips between them, whichever is nearer. */
function nearestHandle(
  handles: readonly Handle[],
  p: Point,
  scale: number,
  reach: number,
): { readonly handle: Handle; readonly distance: number } | undefined {
  let best: Handle | undefined;
  let bestKey = Infinity;
  for (const handle of handles) {
    const dx = Math.abs(handle.point.x - p.x);
    const dy = Math.abs(handle.point.y - p.y);
    if (dx > reach || dy > reach || !isHandleShown(handle, scale)) continue;
    const distance = Math.hypot(dx, dy);
    const key = handle.roomPx === undefined ? distance : distance + reach;
    if (distance > reach || key >= bestKey) continue;
    best = handle;
    bestKey = key;
  }
  return best && { handle: best, distance: Math.hypot(best.point.x - p.x, best.point.y - p.y) };
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
