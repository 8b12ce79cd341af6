import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { inflate, type Point, type Rect } from '../geometry/rect';
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
/** A hit and what it is sorted by: distance for handles and edges, area for interiors; area breaks ties. */
interface Ranked {
  readonly hit: Hit;
  readonly key: number;
  readonly area: number;
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
  const handles: Ranked[] = [];
  const edges: Ranked[] = [];
  const insides: Ranked[] = [];
  const reach = (selection.size > 0 ? HANDLE_REACH_PX : EDGE_REACH_PX) / view.scale;
  for (const position of sceneIndex(doc).search(inflate(pointRect(imagePoint), reach))) {
    const annotation = doc.annotations[position];
    if (!annotation || !isVisible(annotation)) continue;
    if (selection.has(annotation.id)) collectHandle(handles, annotation, imagePoint, view.scale);
    collectBody(edges, insides, annotation, imagePoint, EDGE_REACH_PX / view.scale);
  }
  return [...ranked(handles), ...ranked(edges), ...ranked(insides)];
}

function pointRect(p: Point): Rect {
  return { x: p.x, y: p.y, width: 0, height: 0 };
}

function ranked(list: Ranked[]): Hit[] {
  if (list.length > 1) list.sort((a, b) => a.key - b.key || a.area - b.area);
  return list.map(({ hit }) => hit);
}

function collectBody(
  edges: Ranked[],
  insides: Ranked[],
  { id, shape }: Annotation,
  p: Point,
  reach: number,
): void {
  const kind = kindOf(shape);
  const distance = kind.outlineDistance(shape, p);
  if (distance <= reach) edges.push({ hit: { id, part: 'edge' }, key: distance, area: kind.area(shape) });
  else if (kind.contains(shape, p)) {
    const area = kind.area(shape);
    insides.push({ hit: { id, part: 'inside' }, key: area, area });
  }
}

function collectHandle(handles: Ranked[], annotation: Annotation, p: Point, scale: number): void {
  const { id, shape } = annotation;
  const nearest = nearestHandle(handlesOf(shape), p, scale, handleReach(annotation, p, scale));
  if (!nearest) return;
  const { handle, distance } = nearest;
  const hit: Hit = { id, part: 'handle', handle: handle.id, cursor: handle.cursor };
  handles.push({ hit, key: distance, area: kindOf(shape).area(shape) });
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
