import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { nearestOnSegment } from '../geometry/polyline';
import type { Point } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import { sidesAround } from './baseIndex';
import { sceneIndex } from './index';
import { outlineParts, type OutlinePart } from './outlineParts';

/** What a point was drawn to. */
export interface Snap {
  /** Image pixels. */
  readonly point: Point;
  readonly kind: 'vertex' | 'edge';
  /** Whose outline it is on; undefined for the image's border. */
  readonly id?: string;
  /** Which line of the outline, and where on it: edge `edge` runs from its point of that number to the next. */
  readonly part: number;
  readonly edge: number;
}

/**
 * The vertex nearest to a point, or without one in reach the nearest spot on an edge: of the outlines of annotations
 * that count, and of the image's border, its corners being vertices. `reachPx`: image pixels. Masks have no vertices
 * and do not count.
 */
export function snapAt(
  doc: AnnotationDoc,
  imagePoint: Point,
  reachPx: number,
  counts: (annotation: Annotation) => boolean,
): Snap | undefined {
  const search = new Search(imagePoint, reachPx);
  sceneIndex(doc).visit(sidesAround(imagePoint, reachPx), (position) => {
    const annotation = doc.annotations[position];
    if (annotation && annotation.shape.kind !== 'mask' && counts(annotation)) search.annotation(annotation);
  });
  search.parts(borderParts(doc), undefined);
  return search.found();
}

/** The image's border as an outline. */
export function borderParts({ image: { widthPx, heightPx } }: AnnotationDoc): readonly OutlinePart[] {
  return [{ points: [0, 0, widthPx, 0, widthPx, heightPx, 0, heightPx], isClosed: true }];
}

type Place = Omit<Snap, 'kind'>;

/** Keeps the nearest vertex and the nearest spot on an edge; the lower id wins where two are as near. */
class Search {
  readonly #point: Point;
  readonly #reach: number;
  #vertex: Place | undefined;
  #vertexDistance: number;
  #edge: Place | undefined;
  #edgeDistance: number;

  constructor(point: Point, reach: number) {
    this.#point = point;
    this.#reach = this.#vertexDistance = this.#edgeDistance = reach;
  }

  annotation({ id, shape }: Annotation): void {
    this.parts(outlineParts(shape), id);
    for (const { point } of kindOf(shape).dots?.(shape) ?? []) this.#tryVertex(point, id, 0, 0);
  }

  parts(parts: readonly OutlinePart[], id: string | undefined): void {
    parts.forEach((part, i) => this.#part(part, id, i));
  }

  found(): Snap | undefined {
    if (this.#vertex) return { ...this.#vertex, kind: 'vertex' };
    return this.#edge && { ...this.#edge, kind: 'edge' };
  }

  #part({ points, isClosed }: OutlinePart, id: string | undefined, part: number): void {
    const { x, y } = this.#point;
    const count = points.length >> 1;
    for (let i = 0; i < count; i++) {
      const j = i + 1 < count ? i + 1 : isClosed ? 0 : i;
      const ax = points[2 * i] ?? 0;
      const ay = points[2 * i + 1] ?? 0;
      const bx = points[2 * j] ?? 0;
      const by = points[2 * j + 1] ?? 0;
      const r = this.#reach;
      if (Math.min(ax, bx) > x + r || Math.max(ax, bx) < x - r) continue;
      if (Math.min(ay, by) > y + r || Math.max(ay, by) < y - r) continue;
      this.#tryVertex({ x: ax, y: ay }, id, part, i);
      if (j !== i) this.#tryEdge({ x: ax, y: ay }, { x: bx, y: by }, id, part, i);
    }
  }

  #tryVertex(point: Point, id: string | undefined, part: number, edge: number): void {
    const distance = Math.hypot(point.x - this.#point.x, point.y - this.#point.y);
    const isNearer =
      distance < this.#vertexDistance || (distance <= this.#vertexDistance && wins(id, this.#vertex));
    if (!isNearer) return;
    this.#vertexDistance = distance;
    this.#vertex = placeOf(point, id, part, edge);
  }

  #tryEdge(a: Point, b: Point, id: string | undefined, part: number, edge: number): void {
    const foot = nearestOnSegment(this.#point, a, b);
    const distance = Math.hypot(foot.x - this.#point.x, foot.y - this.#point.y);
    const isNearer =
      distance < this.#edgeDistance || (distance <= this.#edgeDistance && wins(id, this.#edge));
    if (!isNearer) return;
    this.#edgeDistance = distance;
    this.#edge = placeOf(foot, id, part, edge);
  }
}

function placeOf(point: Point, id: string | undefined, part: number, edge: number): Place {
  return { point, part, edge, ...(id !== undefined && { id }) };
}

/** What is visited first must not decide: the tree's order is no promise. */
function wins(id: string | undefined, best: Place | undefined): boolean {
  return !best || (id !== undefined && (best.id === undefined || id < best.id));
}
