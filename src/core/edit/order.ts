import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { inflate, type Rect } from '../geometry/rect';
import { boundsOf } from './commonBounds';
import type { Edit } from './edit';
import { update } from './edits';
import { countOf } from './unlocked';

/** How annotations are painted: lower `order` first, then as they stand in the document (by id). */
export function comparePaint(a: Annotation, b: Annotation): number {
  return levelOf(a) - levelOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Before all others of the same page, in the order that they have among themselves. */
export function toFront(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  return toEnd(doc, annotations, 1);
}

/** Behind all others of the same page, in the order that they have among themselves. */
export function toBack(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  return toEnd(doc, annotations, -1);
}

/**
 * One step to the front: past the nearest annotation before it that overlaps its bounds, and whatever shares that
 * one's order. Nothing changes for an annotation that nothing covers.
 */
export function forward(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  return oneStep(doc, annotations, 1);
}

/** One step to the back; see `forward`. */
export function backward(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  return oneStep(doc, annotations, -1);
}

type Direction = 1 | -1;

function levelOf({ order = 0 }: Annotation): number {
  return order;
}

function withLevel(annotation: Annotation, level: number): Annotation {
  const { order: _, ...rest } = annotation;
  return level === 0 ? rest : { ...rest, order: level };
}

function nameOf(annotations: readonly Annotation[], direction: Direction): string {
  return `Move ${countOf(annotations)} ${direction > 0 ? 'forward' : 'backward'}`;
}

function toEnd(doc: AnnotationDoc, annotations: readonly Annotation[], direction: Direction): Edit {
  const moved = new Set(annotations.map(({ id }) => id));
  const others = doc.annotations.filter(({ id }) => !moved.has(id));
  const levels = new Map<string, number>();
  for (const page of new Set(annotations.map(pageOf))) {
    const own = annotations.filter((annotation) => pageOf(annotation) === page).sort(comparePaint);
    const rest = others.filter((annotation) => pageOf(annotation) === page);
    placeAtEnd(own, rest, direction, levels);
  }
  return update(nameOf(annotations, direction), annotations, (annotation) =>
    withLevel(annotation, levels.get(annotation.id) ?? levelOf(annotation)),
  );
}

function placeAtEnd(
  own: readonly Annotation[],
  rest: readonly Annotation[],
  direction: Direction,
  levels: Map<string, number>,
): void {
  const nearest = direction > 0 ? own[0] : own.at(-1);
  if (!nearest || rest.every((other) => direction * comparePaint(nearest, other) > 0)) return;
  const end = rest
    .map(levelOf)
    .reduce((a, b) => (direction > 0 ? Math.max(a, b) : Math.min(a, b)), -Infinity * direction);
  const first = direction > 0 ? Math.floor(end) + 1 : Math.ceil(end) - own.length;
  own.forEach(({ id }, i) => levels.set(id, first + i));
}

/** Foremost first when moving to the front, so that they do not step over one another. */
function oneStep(doc: AnnotationDoc, annotations: readonly Annotation[], direction: Direction): Edit {
  const moved = new Set(annotations.map(({ id }) => id));
  const others = doc.annotations.filter(({ id }) => !moved.has(id));
  return update(nameOf(annotations, direction), annotations, (annotation) =>
    withLevel(annotation, nextLevel(annotation, others, direction)),
  );
}

function nextLevel(annotation: Annotation, others: readonly Annotation[], direction: Direction): number {
  const bounds = boundsOf(annotation);
  const page = others.filter((other) => pageOf(other) === pageOf(annotation));
  const ahead = page.filter(
    (other) => direction * comparePaint(other, annotation) > 0 && overlaps(boundsOf(other), bounds),
  );
  if (ahead.length === 0) return levelOf(annotation);
  const passed = ahead.map(levelOf).reduce((a, b) => (direction * (a - b) < 0 ? a : b));
  const beyond = page.map(levelOf).filter((level) => direction * (level - passed) > 0);
  if (beyond.length === 0) return passed + direction;
  const next = beyond.reduce((a, b) => (direction * (a - b) < 0 ? a : b));
  return (passed + next) / 2;
}

function pageOf({ page = 0 }: Annotation): number {
  return page;
}

/** Half a pixel more: shapes that touch are seen as one on the other. */
function overlaps(a: Rect, b: Rect): boolean {
  const wide = inflate(a, 0.5);
  return (
    wide.x < b.x + b.width &&
    b.x < wide.x + wide.width &&
    wide.y < b.y + b.height &&
    b.y < wide.y + wide.height
  );
}
