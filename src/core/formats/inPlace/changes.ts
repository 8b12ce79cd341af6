import type { Annotation } from '../../annotation/annotation';
import { compareIds, sameValue, type AnnotationDoc, type DocFacts } from '../../annotation/document';
import type { Change } from '../../edit/edit';
import { kindOf } from '../../shapes/index';
import { cornersOf } from '../../shapes/rotatedBox';
import type { Shape } from '../../shapes/shapeData';
import type { FileChanges, LabelFile, ReadFile } from './labelFile';

/** Closer than this, in pixels, two coordinates are the same place: less than half of what a sidecar keeps. */
export const SAME_PX = 0.0025;

/** The rows of a file as a document; `ids` stand beside the rows. */
export function docOf(read: ReadFile, ids: readonly string[]): AnnotationDoc {
  const annotations = read.rows.map(({ annotation }, i) => ({ ...annotation, id: ids[i] ?? '' }));
  return { image: read.image, ...read.facts, annotations: annotations.sort(compareIds), kept: [] };
}

/** What has to change in a file so that it says what the document says; undefined when nothing has to. */
export function changesFor(
  file: LabelFile,
  read: ReadFile | undefined,
  ids: readonly string[],
  doc: AnnotationDoc,
): FileChanges | undefined {
  const left = new Map(doc.annotations.filter(({ proposed }) => !proposed).map((each) => [each.id, each]));
  const updated = new Map<number, Change<Annotation>>();
  const removed = new Set<number>();
  read?.rows.forEach(({ annotation }, i) => {
    const to = left.get(ids[i] ?? '');
    left.delete(ids[i] ?? '');
    if (!to) removed.add(i);
    else if (!saysSame(file, annotation, to)) updated.set(i, [annotation, to]);
  });
  const facts = factsChange(file, read?.facts ?? { tags: [] }, doc);
  const changes = { updated, removed, added: [...left.values()], ...(facts && { facts }) };
  const isNothing = updated.size + removed.size + left.size === 0 && !facts;
  return isNothing && read?.hasImage !== false ? undefined : changes;
}

function factsChange(file: LabelFile, from: DocFacts, doc: AnnotationDoc): Change<DocFacts> | undefined {
  const state = file.state ? doc.state : from.state;
  const to: DocFacts = { tags: file.tags ? doc.tags : from.tags, ...(state && { state }) };
  return sameValue(from, to) ? undefined : [from, to];
}

/** True when the file need not be touched for this annotation. */
export function saysSame(file: LabelFile, a: Annotation, b: Annotation, tolerancePx = SAME_PX): boolean {
  return (
    a.label === b.label &&
    (nearShape(a.shape, b.shape, tolerancePx) || isOnGrid(a.shape, b.shape)) &&
    file.fields.every((field) => sameValue(a[field] ?? undefined, b[field] ?? undefined))
  );
}

/** Edits of anything else about an annotation bring its shape to the grid of sidecars: that alone is no change. */
function isOnGrid(from: Shape, to: Shape): boolean {
  return from.kind === to.kind && nearShape(kindOf(from).round(from), to, 1e-6);
}

/** Turned boxes are compared by their corners: an angle means more the larger the box is. */
export function nearShape(a: Shape, b: Shape, tolerancePx = SAME_PX): boolean {
  const [p, q] = [cornersIn(a), cornersIn(b)];
  if (p && q && a.kind !== b.kind) return near(p, q, Math.max(tolerancePx, QUAD_PX));
  return p && q ? near(p, q, tolerancePx) : near(a, b, tolerancePx);
}

/** A quadrangle that is this near to a rectangle may be read as one. */
const QUAD_PX = 0.5;

function cornersIn(shape: Shape): readonly number[] | undefined {
  if (shape.kind === 'rotatedBox') return cornersOf(shape);
  const ring = shape.kind === 'polygon' && shape.rings.length === 1 ? shape.rings[0] : undefined;
  return ring?.length === 8 ? ring : undefined;
}

/** Equal, but for numbers that differ by less than anyone can see. */
export function near(a: unknown, b: unknown, tolerance = SAME_PX): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= tolerance;
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => near(item, b[i], tolerance));
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size && left.every(([k, v]) => right.has(k) && near(v, right.get(k), tolerance))
  );
}
