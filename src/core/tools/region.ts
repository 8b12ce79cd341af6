import type { Annotation } from '../annotation/annotation';
import type { Change, Edit } from '../edit/edit';
import { reshaped } from '../edit/edits';
import { removeAnnotations } from '../edit/links';
import { unlocked } from '../edit/unlocked';
import { subtract, unite } from '../geometry/booleans';
import { isTangled } from '../geometry/tangled';
import { simplifyRings } from '../geometry/simplifyRings';
import { erase, paint } from '../mask/paint';
import { contourRings } from '../mask/contour';
import { spansOfMask } from '../mask/rle';
import type { Shape } from '../shapes/index';
import type { Mask } from '../shapes/mask';
import type { Polygon } from '../shapes/polygon';
import { imageRect } from './limits';
import { isSolid } from './newShape';
import { joined } from './paintEdits';
import type { ToolContext } from './tool';

/** How far a polygon may leave the stairs of the pixels that it was made from, image pixels. */
const STAIRS_PX = 0.75;

/** Pixels as the option wants them: a mask, or the polygon around them; undefined when nothing is left of that. */
export function regionShape(found: Mask, { options }: ToolContext): Shape | undefined {
  if (options.regionAs === 'mask') return found;
  const polygon = polygonAround(found);
  return polygon && isSolid(polygon) ? polygon : undefined;
}

export function polygonAround(found: Mask): Polygon | undefined {
  const rings = simplifyRings(contourRings(spansOfMask(found)), STAIRS_PX);
  return rings.length > 0 ? { kind: 'polygon', rings } : undefined;
}

/** Adds pixels to the first of the annotations that is a mask or polygon and not locked. */
export function addedTo(targets: readonly Annotation[], found: Mask, context: ToolContext): Edit | undefined {
  const [target] = unlocked(targets).filter(({ shape }) => isRegion(shape));
  const shape = target && sum(target.shape, found, context);
  if (!target || !shape || shape === target.shape) return undefined;
  return changes('Add pixels', [[target, reshaped(target, shape)]], [], context);
}

/** Takes pixels from all of the annotations that are masks or polygons and not locked; what is left empty goes. */
export function takenFrom(
  targets: readonly Annotation[],
  found: Mask,
  context: ToolContext,
): Edit | undefined {
  const updated: Change<Annotation>[] = [];
  const gone: Annotation[] = [];
  for (const target of unlocked(targets)) {
    if (!isRegion(target.shape)) continue;
    const left = difference(target.shape, found);
    if (!left) gone.push(target);
    else if (left !== target.shape) updated.push([target, reshaped(target, left)]);
  }
  return changes('Take pixels away', updated, gone, context);
}

function changes(
  label: string,
  all: readonly Change<Annotation>[],
  gone: readonly Annotation[],
  { doc }: ToolContext,
): Edit | undefined {
  const updated = all.filter(([from, to]) => from !== to);
  if (updated.length === 0 && gone.length === 0) return undefined;
  return joined({ label, added: [], removed: [], updated }, removeAnnotations(doc, gone));
}

function isRegion({ kind }: Shape): boolean {
  return kind === 'mask' || kind === 'polygon';
}

function sum(shape: Shape, found: Mask, { doc }: ToolContext): Shape | undefined {
  if (shape.kind === 'mask') return paint(shape, spansOfMask(found), { within: imageRect(doc.image) });
  const added = shape.kind === 'polygon' ? polygonAround(found) : undefined;
  if (shape.kind !== 'polygon' || !added || isTangled(shape.rings)) return undefined;
  return { kind: 'polygon', rings: unite([shape.rings, added.rings]) };
}

function difference(shape: Shape, found: Mask): Shape | undefined {
  if (shape.kind === 'mask') return erase(shape, spansOfMask(found));
  const taken = shape.kind === 'polygon' ? polygonAround(found) : undefined;
  if (shape.kind !== 'polygon' || !taken || isTangled(shape.rings)) return shape;
  const left: Polygon = { kind: 'polygon', rings: subtract(shape.rings, [taken.rings]) };
  return left.rings.length > 0 && isSolid(left) ? left : undefined;
}
