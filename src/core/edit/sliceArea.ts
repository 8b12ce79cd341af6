import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { withoutRemarks } from '../annotation/withoutRemarks';
import { sliceLine } from '../geometry/sliceLine';
import { slice as sliceRings } from '../geometry/slice';
import type { FlatPoints } from '../geometry/polyline';
import { components } from '../mask/components';
import { intersectSpans, subtractSpans } from '../mask/combine';
import { spansOfShape } from '../mask/maskOfShape';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { isNothing, type Spans } from '../mask/spans';
import { partsOf } from '../geometry/parts';
import { normalised } from '../geometry/booleans';
import { kindOf, type Shape } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import { outlineRings } from '../shapes/outlineRings';
import { changeable, isArea, polygonShape, replacing, tangleIn } from './areas';
import { rounded } from '../annotation/annotation';
import type { Change, Edit } from './edit';
import { reshaped } from './edits';

/**
 * Cuts an area, or a polyline, along an open line (flat image pixels). The largest part keeps the id, each other one
 * becomes an annotation like it. Only where the line runs from border to border it cuts. A sentence when it does not.
 */
export function slice(doc: AnnotationDoc, id: string, line: FlatPoints, newId: () => string): Edit | string {
  const found = changeable(doc, [id]);
  if (typeof found === 'string') return found;
  const tangle = tangleIn(found.filter(({ shape }) => shape.kind !== 'mask'));
  if (tangle) return tangle;
  return divided(
    doc,
    `Slice`,
    found,
    (shape) => slicedShape(shape, line),
    newId,
    'The line does not cut it from border to border.',
  );
}

/** Makes every connected part of areas an annotation of its own; the largest keeps the id. */
export function splitParts(doc: AnnotationDoc, ids: Iterable<string>, newId: () => string): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const areas = found.filter(isArea);
  const tangle = tangleIn(areas.filter(({ shape }) => shape.kind !== 'mask'));
  if (tangle) return tangle;
  return divided(doc, 'Split into parts', areas, partsOfShape, newId, 'It has only one part.');
}

function divided(
  doc: AnnotationDoc,
  label: string,
  annotations: readonly Annotation[],
  divide: (shape: Shape) => readonly Shape[],
  newId: () => string,
  otherwise: string,
): Edit | string {
  const updated: Change<Annotation>[] = [];
  const added: Annotation[] = [];
  for (const annotation of annotations) {
    const [largest, ...others] = largestFirst(divide(annotation.shape));
    if (!largest || others.length === 0) continue;
    const kept = reshaped(annotation, largest);
    updated.push([annotation, kept]);
    const { links: _, ...like } = withoutRemarks(kept);
    for (const shape of others) added.push(rounded({ ...like, id: newId(), shape }));
  }
  return updated.length > 0 ? replacing(doc, label, { updated, added }) : otherwise;
}

function largestFirst(shapes: readonly Shape[]): Shape[] {
  const sized = shapes.map((shape) => ({ shape, size: sizeOf(shape) }));
  return sized.sort((a, b) => b.size - a.size).map(({ shape }) => shape);
}

function sizeOf(shape: Shape): number {
  const { width, height } = kindOf(shape).bounds(shape);
  return shape.kind === 'polyline' ? width + height : kindOf(shape).area(shape);
}

function slicedShape(shape: Shape, line: FlatPoints): readonly Shape[] {
  if (shape.kind === 'polyline')
    return sliceLine(shape.points, line).map((points) => ({ kind: 'polyline', points }));
  if (!kindOf(shape).isArea(shape)) return [];
  if (shape.kind === 'mask') return slicedMask(shape, line);
  return sliceRings(outlineRings(shape), line).flatMap((part) => polygonShape(part) ?? []);
}

/** Every pixel goes to the first part of the sliced outline that has its centre; what rounding leaves, to the last. */
function slicedMask(mask: Mask, line: FlatPoints): Mask[] {
  const parts = sliceRings(outlineRings(mask), line);
  let left = spansOfMask(mask);
  const made: Spans[] = [];
  parts.forEach((rings, i) => {
    const part = i + 1 < parts.length ? intersectSpans(left, spansOfShape({ kind: 'polygon', rings })) : left;
    left = subtractSpans(left, part);
    if (!isNothing(part)) made.push(part);
  });
  return made.flatMap((part) => maskOfSpans(part) ?? []);
}

function partsOfShape(shape: Shape): readonly Shape[] {
  if (shape.kind === 'mask')
    return components(spansOfMask(shape), 8).flatMap((part) => maskOfSpans(part) ?? []);
  return partsOf(normalised(outlineRings(shape))).flatMap((part) => polygonShape(part) ?? []);
}
