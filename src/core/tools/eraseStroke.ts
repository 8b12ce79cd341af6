import type { Annotation } from '../annotation/annotation';
import type { Change, Edit } from '../edit/edit';
import { isEmpty } from '../edit/edit';
import { reshaped } from '../edit/edits';
import { tangleIn } from '../edit/areas';
import { removeAnnotations } from '../edit/links';
import { intersection, subtract, type Rings } from '../geometry/booleans';
import { intersectSpans } from '../mask/combine';
import { spansOfShape } from '../mask/maskOfShape';
import { isNothing, spansBounds, type Spans } from '../mask/spans';
import type { Polygon } from '../shapes/polygon';
import { isSolid } from './newShape';
import { eraseEdit, isMask, joined } from './paintEdits';
import { strokeArea } from './strokeArea';
import type { Stroke } from './strokeHand';
import type { ToolContext } from './tool';

/** True for what the eraser takes from: masks and polygons that are not locked. */
export function canBeErased({ shape, locked }: Annotation): boolean {
  return !locked && (shape.kind === 'mask' || shape.kind === 'polygon');
}

/** True when some of the pixels are the annotation's. */
export function losesPixels({ shape }: Annotation, spans: Spans): boolean {
  return !isNothing(intersectSpans(spansOfShape(shape, spansBounds(spans)), spans));
}

/**
 * One edit that takes the stroke from all of them; undefined when it takes nothing, a sentence when it cannot be
 * done. What is left empty is deleted.
 */
export function eraseStroke(
  targets: readonly Annotation[],
  stroke: Stroke,
  spans: Spans,
  context: ToolContext,
): Edit | string | undefined {
  const masks = eraseEdit('Erase', targets.filter(isMask), spans, context);
  const polygons = targets.filter(({ shape }) => shape.kind === 'polygon');
  const tangle = tangleIn(polygons);
  if (tangle !== undefined) return tangle;
  if (polygons.length === 0) return isEmpty(masks) ? undefined : masks;
  const { brushPx, brushTip } = context.options;
  const area = strokeArea(stroke.points, brushPx, brushTip);
  const edit = joined(masks, fromPolygons(polygons, area, context));
  return isEmpty(edit) ? undefined : edit;
}

function fromPolygons(polygons: readonly Annotation[], area: Rings, { doc }: ToolContext): Edit {
  const updated: Change<Annotation>[] = [];
  const gone: Annotation[] = [];
  for (const annotation of polygons) {
    if (annotation.shape.kind !== 'polygon') continue;
    const left = without(annotation.shape, area);
    if (!left) gone.push(annotation);
    else if (left !== annotation.shape) updated.push([annotation, reshaped(annotation, left)]);
  }
  return joined({ label: 'Erase', added: [], removed: [], updated }, removeAnnotations(doc, gone));
}

/** The polygon without the area; the very same one when they share nothing, undefined when nothing is left. */
function without(shape: Polygon, area: Rings): Polygon | undefined {
  if (!shares(shape.rings, area)) return shape;
  const left: Polygon = { kind: 'polygon', rings: subtract(shape.rings, [area]) };
  return left.rings.length > 0 && isSolid(left) ? left : undefined;
}

function shares(a: Rings, b: Rings): boolean {
  return intersection(a, b).length > 0;
}
