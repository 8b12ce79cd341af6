import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { intersection, subtract, unite } from '../geometry/booleans';
import { subtractSpans, uniteAll } from '../mask/combine';
import { spansOfShape } from '../mask/maskOfShape';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { kindOf, type Shape } from '../shapes/index';
import { outlineRings } from '../shapes/outlineRings';
import { changeable, imageRectOf, isArea, polygonShape, reshapeEach, replacing, tangleIn } from './areas';
import type { Edit } from './edit';
import { reshaped } from './edits';

/** Combining areas: each function yields one edit (one step of undo), or a sentence that says why not. */

/**
 * Joins areas into the first of them, which keeps its class and all else; the others are deleted. The first stays a
 * mask when it is one, else it becomes a polygon.
 */
export function join(doc: AnnotationDoc, ids: Iterable<string>): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const [first, ...others] = found.filter(isArea);
  if (!first || others.length === 0) return 'Select two or more areas to join.';
  const shape = united(doc, [first, ...others]);
  if (typeof shape === 'string') return shape;
  const label = `Join ${others.length + 1} ${first.label}`;
  return replacing(doc, label, { updated: [[first, reshaped(first, shape)]] }, others);
}

function united(doc: AnnotationDoc, areas: readonly Annotation[]): Shape | string {
  const nothing = 'Nothing would be left of them.';
  if (areas[0]?.shape.kind === 'mask') {
    const room = imageRectOf(doc.image);
    const all = areas.map(({ shape }) => spansOfShape(shape, shape.kind === 'mask' ? undefined : room));
    return maskOfSpans(uniteAll(all)) ?? nothing;
  }
  return tangleIn(areas) ?? polygonShape(unite(areas.map(({ shape }) => outlineRings(shape)))) ?? nothing;
}

/** Takes the cutters' areas away from an area; the cutters stay as they are. */
export function subtractFrom(
  doc: AnnotationDoc,
  targetId: string,
  cutterIds: Iterable<string>,
): Edit | string {
  const found = changeable(doc, [targetId]);
  if (typeof found === 'string') return found;
  const cutters = doc.annotations.filter(
    (
      (wanted) => (a: Annotation) =>
        wanted.has(a.id) && a.id !== targetId && isArea(a)
    )(new Set(cutterIds)),
  );
  if (!found.every(isArea) || cutters.length === 0)
    return 'Select the area to cut and at least one area to take away from it.';
  return cutAway(`Subtract ${cutters.length}`, found, cutters, 'They do not overlap.');
}

function cutAway(
  label: string,
  targets: readonly Annotation[],
  cutters: readonly Annotation[],
  otherwise: string,
): Edit | string {
  const tangle = tangleIn([...targets, ...cutters]);
  if (tangle && targets.some(({ shape }) => shape.kind !== 'mask')) return tangle;
  const shapes = cutters.map(({ shape }) => shape);
  if (targets.length === 1 && targets.every(({ shape }) => without(shape, shapes) === undefined))
    return 'Nothing would be left; delete it instead.';
  return reshapeEach(label, targets, (shape) => without(shape, shapes), otherwise);
}

/** The shape itself where nothing is cut; undefined when nothing would be left. */
function without(shape: Shape, cutters: readonly Shape[]): Shape | undefined {
  if (shape.kind === 'mask') {
    const { x, y, widthPx, heightPx } = shape;
    const room = { x, y, width: widthPx, height: heightPx };
    return maskOfSpans(
      cutters.reduce((left, cutter) => subtractSpans(left, spansOfShape(cutter, room)), spansOfMask(shape)),
    );
  }
  const rings = outlineRings(shape);
  const others = cutters.map(outlineRings);
  const isCut = others.some((cutter) => intersection(rings, cutter).length > 0);
  return isCut ? polygonShape(subtract(rings, others)) : shape;
}

/** Keeps of areas what lies inside a box or another area, the last one selected. */
export function cropTo(doc: AnnotationDoc, ids: Iterable<string>): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const frame = found.findLast(({ shape }) => shape.kind === 'box' || shape.kind === 'rotatedBox');
  const targets = found.filter((annotation) => annotation !== frame && isArea(annotation));
  if (!frame || targets.length === 0) return 'Select a box, and the areas to cut to it.';
  const tangle = tangleIn(targets);
  if (tangle) return tangle;
  return reshapeEach('Crop to box', targets, (shape) => inside(shape, frame.shape), 'Nothing lies outside.');
}

function inside(shape: Shape, frame: Shape): Shape | undefined {
  const bounds = kindOf(frame).bounds(frame);
  if (shape.kind !== 'mask') return polygonShape(intersection(outlineRings(shape), outlineRings(frame)));
  const spans = spansOfMask(shape);
  return maskOfSpans(subtractSpans(spans, subtractSpans(spans, spansOfShape(frame, bounds))));
}
