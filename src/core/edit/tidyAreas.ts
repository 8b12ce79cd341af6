import type { AnnotationDoc } from '../annotation/document';
import { normalised, offset, unite } from '../geometry/booleans';
import { partsOf } from '../geometry/parts';
import { doubleSignedArea, type FlatPoints } from '../geometry/polyline';
import { simplifyLine } from '../geometry/simplify';
import { simplifyRings } from '../geometry/simplifyRings';
import { smoothLine, smoothRing } from '../geometry/smooth';
import { clipSpans } from '../mask/combine';
import { fillRings } from '../mask/fillRings';
import {
  dilate,
  erode,
  fillHoles as fillMaskHoles,
  removeSpecks as removeMaskSpecks,
} from '../mask/morphology';
import { polygonOfMask } from '../mask/polygonOfMask';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { kindOf, type Shape } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import { outlineRings } from '../shapes/outlineRings';
import { changeable, imageRectOf, polygonShape, reshapeEach, tangleIn } from './areas';
import type { Edit } from './edit';

/** Tidying up polygons and masks, and polylines where that makes sense: one edit, or a sentence why not. */

/** Fills the holes. */
export function fillHoles(doc: AnnotationDoc, ids: Iterable<string>): Edit | string {
  return tidy(doc, ids, 'Fill holes', 'There are no holes.', (shape) => {
    if (shape.kind === 'mask') return maskOfSpans(fillMaskHoles(spansOfMask(shape)));
    if (shape.kind !== 'polygon' || shape.rings.length < 2) return undefined;
    const parts = partsOf(normalised(shape.rings));
    return polygonShape(unite(parts.map((part) => part.slice(0, 1))));
  });
}

/** Removes parts that cover less than so many square pixels, but never all of an annotation. */
export function removeSpecks(doc: AnnotationDoc, ids: Iterable<string>, leastPx: number): Edit | string {
  return tidy(doc, ids, 'Remove specks', `No part is smaller than ${leastPx} pixels.`, (shape) => {
    if (shape.kind === 'mask') return maskOfSpans(removeMaskSpecks(spansOfMask(shape), leastPx));
    if (shape.kind !== 'polygon' || shape.rings.length < 2) return undefined;
    const parts = partsOf(normalised(shape.rings));
    const kept = parts.filter(([outer = []]) => Math.abs(doubleSignedArea(outer)) / 2 >= leastPx);
    return kept.length < parts.length ? polygonShape(kept.flat()) : undefined;
  });
}

/** Leaves out points: none of them farther than the tolerance from the outline that is left. */
export function simplify(doc: AnnotationDoc, ids: Iterable<string>, tolerancePx: number): Edit | string {
  return tidy(doc, ids, 'Simplify', 'Nothing to leave out at this tolerance.', (shape) => {
    if (shape.kind === 'polyline') return { ...shape, points: simplifyLine(shape.points, tolerancePx) };
    if (shape.kind === 'mask') return refilled(shape, (rings) => rings, tolerancePx);
    return shape.kind === 'polygon' ? polygonShape(simplifyRings(shape.rings, tolerancePx)) : undefined;
  });
}

/** Rounds the corners. A mask's outline is smoothed, and filled again. */
export function smooth(doc: AnnotationDoc, ids: Iterable<string>): Edit | string {
  return tidy(doc, ids, 'Smooth', 'Select polygons, masks or polylines to smooth.', (shape) => {
    if (shape.kind === 'polyline') return { ...shape, points: smoothLine(shape.points) };
    if (shape.kind === 'mask') return refilled(shape, (rings) => rings.map((ring) => smoothRing(ring)), 1.5);
    return shape.kind === 'polygon' ? polygonShape(shape.rings.map((ring) => smoothRing(ring))) : undefined;
  });
}

/** Grows areas by so many pixels, or shrinks them when negative; what would vanish stays as it is. */
export function grow(doc: AnnotationDoc, ids: Iterable<string>, byPx: number): Edit | string {
  const room = imageRectOf(doc.image);
  return tidy(doc, ids, byPx < 0 ? 'Shrink' : 'Grow', 'Nothing would be left.', (shape) => {
    if (!kindOf(shape).isArea(shape)) return undefined;
    if (shape.kind !== 'mask') return polygonShape(offset(outlineRings(shape), byPx));
    const spans = spansOfMask(shape);
    return maskOfSpans(byPx < 0 ? erode(spans, -byPx) : clipSpans(dilate(spans, byPx), room));
  });
}

/** A mask whose simplified outline is changed and filled again; undefined when no pixel is left. */
function refilled(
  mask: Mask,
  change: (rings: readonly FlatPoints[]) => readonly FlatPoints[],
  tolerancePx: number,
): Mask | undefined {
  const { x, y, widthPx, heightPx } = mask;
  const rings = change(polygonOfMask(mask, tolerancePx).rings);
  return maskOfSpans(fillRings(rings, { x, y, width: widthPx, height: heightPx }));
}

function tidy(
  doc: AnnotationDoc,
  ids: Iterable<string>,
  label: string,
  otherwise: string,
  rule: (shape: Shape) => Shape | undefined,
): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const tangle = tangleIn(found.filter(({ shape }) => shape.kind !== 'mask'));
  return tangle ?? reshapeEach(label, found, rule, otherwise);
}
