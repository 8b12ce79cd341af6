import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { normalAngle } from '../geometry/angle';
import { minAreaRect } from '../geometry/minAreaRect';
import { boxIou } from '../geometry/iou';
import { boxOf } from '../shapes/box';
import { kindOf, type Shape } from '../shapes/index';
import { outlineRings } from '../shapes/outlineRings';
import type { RotatedBox } from '../shapes/rotatedBox';
import { changeable, isArea } from './areas';
import { boundsOf } from './commonBounds';
import { add, reshaped } from './edits';
import { emptyEdit, type Change, type Edit } from './edit';

/** A box that overlaps less (IoU of the bounds) was not drawn around that area. */
const LEAST_IOU = 0.1;

/**
 * Fits boxes to what they are drawn around: each selected box or rotated box gets the bounds of the polygon, mask or
 * other area that it overlaps most, among those selected with it, else among all of its page, those of its class
 * first. Without a box in the selection a box of the same class and group is put around each selected area. A
 * sentence when there is nothing to fit.
 */
export function fitBox(doc: AnnotationDoc, ids: Iterable<string>, newId: () => string): Edit | string {
  const found = changeable(doc, ids);
  if (typeof found === 'string') return found;
  const boxes = found.filter(isBox);
  const areas = found.filter((annotation) => isArea(annotation) && !isBox(annotation));
  if (boxes.length === 0) return boxesAround(areas, newId);
  const others =
    areas.length > 0 ? areas : doc.annotations.filter((a) => isArea(a) && !isBox(a) && !a.hidden);
  const updated = boxes.flatMap((box): Change<Annotation>[] => {
    const area = areaIn(box, others);
    const fitted = area && reshaped(box, fittedTo(box.shape, area.shape));
    return fitted && fitted !== box ? [[box, fitted]] : [];
  });
  if (updated.length === 0) return 'No polygon or mask lies in the box, or it fits already.';
  return { ...emptyEdit('Fit box'), updated };
}

function isBox({ shape }: Annotation): boolean {
  return shape.kind === 'box' || shape.kind === 'rotatedBox';
}

function boxesAround(areas: readonly Annotation[], newId: () => string): Edit | string {
  if (areas.length === 0) return 'Select a box, or the polygons and masks to put boxes around.';
  const made = areas.map((area): Annotation => {
    const { label, group, page } = area;
    const shared = { ...(group !== undefined && { group }), ...(page !== undefined && { page }) };
    return { id: newId(), label, shape: boxOf(boundsOf(area)), ...shared };
  });
  return add('Put box around', made);
}

/** The area whose bounds overlap the box's most; one of the box's class wins over others. */
function areaIn(box: Annotation, areas: readonly Annotation[]): Annotation | undefined {
  const rated = areas
    .filter(({ page }) => (page ?? 0) === (box.page ?? 0))
    .map((area) => ({ area, iou: boxIou(boundsOf(box), boundsOf(area)) }))
    .filter(({ iou }) => iou >= LEAST_IOU);
  const rank = ({ area, iou }: (typeof rated)[number]) => iou + (area.label === box.label ? 1 : 0);
  return rated.sort((a, b) => rank(b) - rank(a))[0]?.area;
}

function fittedTo(box: Shape, area: Shape): Shape {
  if (box.kind !== 'rotatedBox') return boxOf(kindOf(area).bounds(area));
  const rect = minAreaRect(outlineRings(area).flat());
  return rect ? sameWayUp({ kind: 'rotatedBox', ...rect }, box.angle) : box;
}

/** Of the four descriptions of a rotated box the one whose angle is nearest to the one it had. */
function sameWayUp(box: RotatedBox, angle: number): RotatedBox {
  const quarters = Math.round((angle - box.angle) / 90);
  const { width, height } = box;
  const sides = quarters % 2 === 0 ? { width, height } : { width: height, height: width };
  return { ...box, ...sides, angle: normalAngle(box.angle + 90 * quarters) };
}
