import type { Annotation } from '../annotation/annotation';
import { byId, sameValue, type AnnotationDoc } from '../annotation/document';
import { newId, type Random } from '../annotation/id';
import { boxIou } from '../geometry/iou';
import { boxOf } from '../shapes/box';
import { kindOf } from '../shapes/index';
import { rounded } from '../annotation/annotation';
import type { Change, Edit } from './edit';

/** What a model found: `box` is [x, y, width, height] in pixels of the upright image, `score` 0 to 1. */
export interface Found {
  readonly label: string;
  readonly score: number;
  readonly box: readonly [number, number, number, number];
}

export interface Proposals {
  /** Empty when the model says what it said before. */
  readonly edit: Edit;
  /** Proposals in the document that are now this model's. */
  readonly proposed: number;
  /** Left out, because an annotation of the class already stands there. */
  readonly known: number;
}

/** Overlap (IoU) from which a detection counts as an annotation that is already there. */
const SAME_IOU = 0.85;
/** Four digits are more than a score means, and keep diffs short. */
const SCORE_STEPS = 10_000;

/**
 * Turns detections on a page (0-based) into proposals: replaces the model's own former proposals and touches nothing else. `modelId` is
 * `name@hash`; proposals of the same name from another file of that model count as its own. A proposal that is
 * found again keeps its id.
 */
export function proposeDetections(
  doc: AnnotationDoc,
  found: readonly Found[],
  modelId: string,
  random: Random,
  page = 0,
): Proposals {
  const onPage = doc.annotations.filter((a) => (a.page ?? 0) === page);
  const own = onPage.filter((a) => a.proposed && nameOf(a.model) === nameOf(modelId));
  const settled = onPage.filter((a) => !a.proposed);
  const fresh = found.filter((detection) => !settled.some((a) => isSame(a, detection)));
  const former = byPlace(own);
  const taken = new Set(byId(doc).keys());
  const added: Annotation[] = [];
  const updated: Change<Annotation>[] = [];
  for (const detection of fresh) {
    const made = { ...proposal(detection, modelId), ...(page > 0 && { page }) };
    const again = former.get(placeOf(made))?.shift();
    if (again && !sameValue(again, { ...again, ...made })) updated.push([again, { ...again, ...made }]);
    if (!again) added.push({ ...made, id: freshId(random, taken) });
  }
  const removed = [...former.values()].flat();
  const label = `Detect with ${nameOf(modelId) ?? modelId}`;
  return {
    edit: { label, added, removed, updated },
    proposed: fresh.length,
    known: found.length - fresh.length,
  };
}

function nameOf(modelId: string | undefined): string | undefined {
  return modelId?.replace(/@[^@]*$/, '');
}

function freshId(random: Random, taken: Set<string>): string {
  const id = newId(random, (wanted) => taken.has(wanted));
  taken.add(id);
  return id;
}

function proposal(
  { label, score, box: [x, y, width, height] }: Found,
  model: string,
): Omit<Annotation, 'id'> {
  const { id: _, ...made } = rounded({ id: '', label, shape: boxOf({ x, y, width, height }) });
  return { ...made, score: Math.round(score * SCORE_STEPS) / SCORE_STEPS, model, proposed: true };
}

function byPlace(annotations: readonly Annotation[]): Map<string, Annotation[]> {
  const places = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const place = placeOf(annotation);
    places.set(place, [...(places.get(place) ?? []), annotation]);
  }
  return places;
}

/** Class and place as one text: equal for a thing that is found again. */
function placeOf({ label, shape }: Pick<Annotation, 'label' | 'shape'>): string {
  return JSON.stringify([label, kindOf(shape).print(shape)]);
}

function isSame(annotation: Annotation, { label, box: [x, y, width, height] }: Found): boolean {
  if (annotation.label !== label) return false;
  return boxIou(kindOf(annotation.shape).bounds(annotation.shape), { x, y, width, height }) > SAME_IOU;
}
