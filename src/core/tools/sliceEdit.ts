import type { Annotation } from '../annotation/annotation';
import type { Edit } from '../edit/edit';
import { add, update } from '../edit/edits';
import { countOf } from '../edit/unlocked';
import { normalised, type Rings } from '../geometry/booleans';
import { partsOf } from '../geometry/parts';
import { doubleSignedArea, type FlatPoints } from '../geometry/polyline';
import { slice } from '../geometry/slice';
import { contourRings } from '../mask/contour';
import { fillRings } from '../mask/fillRings';
import { maskOfSpans, spansOfMask } from '../mask/rle';
import { spansBounds } from '../mask/spans';
import type { Shape } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import { isSolid } from './newShape';
import type { ToolContext } from './tool';

/** True for what a line can cut: polygons and masks that are not locked. */
export function canBeSliced({ shape, locked }: Annotation): boolean {
  return !locked && (shape.kind === 'polygon' || shape.kind === 'mask');
}

/**
 * Cuts annotations along an open line. The largest piece keeps the id, the others are new annotations that say the
 * same; of several parts those that the line misses stay with the largest piece. Undefined when nothing is cut.
 */
export function sliceEdit(
  annotations: readonly Annotation[],
  line: FlatPoints,
  { newId }: Pick<ToolContext, 'newId'>,
): Edit | undefined {
  const pieces = new Map<string, readonly Shape[]>();
  for (const annotation of annotations) {
    const shapes = piecesOf(annotation.shape, line);
    if (shapes.length > 1) pieces.set(annotation.id, shapes);
  }
  const sliced = annotations.filter(({ id }) => pieces.has(id));
  if (sliced.length === 0) return undefined;
  const label = `Slice ${countOf(sliced)}`;
  const { updated } = update(label, sliced, (annotation) =>
    withShape(annotation, pieces.get(annotation.id)?.[0]),
  );
  const added = sliced.flatMap((annotation) =>
    (pieces.get(annotation.id) ?? [])
      .slice(1)
      .map((shape) => ({ ...withShape(annotation, shape), id: newId() })),
  );
  return { ...add(label, added), updated };
}

/** Whoever cuts a proposal has accepted it. */
function withShape({ proposed: _, ...annotation }: Annotation, shape: Shape | undefined): Annotation {
  return shape ? { ...annotation, shape } : annotation;
}

function piecesOf(shape: Shape, line: FlatPoints): readonly Shape[] {
  if (shape.kind === 'polygon')
    return ringPieces(shape.rings, line)
      .map((rings): Shape => ({ kind: 'polygon', rings }))
      .filter(isSolid);
  return shape.kind === 'mask' ? maskPieces(shape, line) : [shape];
}

/** Every pixel goes to the piece that its centre lies in. */
function maskPieces(mask: Mask, line: FlatPoints): readonly Shape[] {
  const spans = spansOfMask(mask);
  const pieces = ringPieces(contourRings(spans), line);
  if (pieces.length < 2) return [mask];
  return pieces.flatMap((rings) => maskOfSpans(fillRings(rings, spansBounds(spans))) ?? []);
}

function ringPieces(rings: Rings, line: FlatPoints): readonly Rings[] {
  const cut: Rings[] = [];
  const whole: FlatPoints[] = [];
  for (const part of partsOf(normalised(rings))) {
    const pieces = slice(part, line);
    if (pieces.length > 1) cut.push(...pieces);
    else whole.push(...part);
  }
  const [largest = [], ...others] = cut.sort((a, b) => areaOf(b) - areaOf(a));
  return cut.length > 1 ? [[...largest, ...whole], ...others] : [rings];
}

function areaOf(rings: Rings): number {
  return Math.abs(rings.reduce((sum, ring) => sum + doubleSignedArea(ring), 0));
}
