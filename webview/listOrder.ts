import type { Annotation } from '../src/core/annotation/annotation';
import type { LabelSchema } from '../src/core/schema/labelSchema';
import { kindOf } from '../src/core/shapes/index';
import { isVisible, type Visibility } from './visible';

interface Place {
  readonly annotation: Annotation;
  readonly classRank: number;
  readonly top: number;
  readonly left: number;
}

let last: { annotations: readonly Annotation[]; schema: LabelSchema; places: readonly Place[] } | undefined;

function placesOf(annotations: readonly Annotation[], schema: LabelSchema): readonly Place[] {
  if (last?.annotations === annotations && last.schema === schema) return last.places;
  const before = last?.schema === schema ? last : { annotations: [], places: [] };
  const { gone, fresh } = changes(before.annotations, annotations);
  const stayed =
    gone.size === 0 ? before.places : before.places.filter(({ annotation }) => !gone.has(annotation));
  const rank = ranker(schema);
  const places = merge(stayed, fresh.map((annotation) => placeOf(annotation, rank)).sort(compare));
  last = { annotations, schema, places };
  return places;
}

/** What one list of annotations has and the other has not; both are sorted by id, most is the same in both. */
function changes(
  before: readonly Annotation[],
  now: readonly Annotation[],
): { readonly gone: ReadonlySet<Annotation>; readonly fresh: readonly Annotation[] } {
  const gone = new Set<Annotation>();
  const fresh: Annotation[] = [];
  let i = 0;
  let j = 0;
  for (let old = before[i], next = now[j]; old || next; old = before[i], next = now[j]) {
    if (old && old === next) {
      i++;
      j++;
    } else if (old && (!next || old.id <= next.id)) {
      gone.add(old);
      i++;
    } else if (next) {
      fresh.push(next);
      j++;
    }
  }
  return { gone, fresh };
}

function ranker(schema: LabelSchema): (label: string) => number {
  const ranks = new Map(schema.classes.map(({ name }, i) => [name, i]));
  return (label) => ranks.get(label) ?? schema.classes.length;
}

function placeOf(annotation: Annotation, rank: (label: string) => number): Place {
  const { x, y } = kindOf(annotation.shape).bounds(annotation.shape);
  return { annotation, classRank: rank(annotation.label), top: y, left: x };
}

function compare(a: Place, b: Place): number {
  if (a.classRank !== b.classRank) return a.classRank - b.classRank;
  const [la, lb] = [a.annotation.label, b.annotation.label];
  if (la !== lb) return la < lb ? -1 : 1;
  return a.top - b.top || a.left - b.left || (a.annotation.id < b.annotation.id ? -1 : 1);
}

function merge(a: readonly Place[], b: readonly Place[]): readonly Place[] {
  if (b.length === 0) return a;
  const merged: Place[] = [];
  let i = 0;
  for (const place of b) {
    for (let next = a[i]; next && compare(next, place) <= 0; next = a[++i]) merged.push(next);
    merged.push(place);
  }
  for (; i < a.length; i++) merged.push(a[i] as Place);
  return merged;
}

let lastVisible:
  { ordered: readonly Annotation[]; visibility: Visibility; shown: readonly Annotation[] } | undefined;
let lastOrdered: { places: readonly Place[]; ordered: readonly Annotation[] } | undefined;

/**
 * The shown annotations as the list has them and Tab steps through them: by class in the schema's order, then from
 * top to bottom, left to right. After an edit only what changed is sorted in, so a list of 50,000 stays quick.
 */
export function shownInOrder(
  annotations: readonly Annotation[],
  schema: LabelSchema,
  visibility: Visibility,
): readonly Annotation[] {
  const places = placesOf(annotations, schema);
  if (lastOrdered?.places !== places)
    lastOrdered = { places, ordered: places.map(({ annotation }) => annotation) };
  const { ordered } = lastOrdered;
  const same =
    lastVisible?.ordered === ordered &&
    lastVisible.visibility.threshold === visibility.threshold &&
    lastVisible.visibility.hiddenClasses === visibility.hiddenClasses;
  if (!same || !lastVisible)
    lastVisible = {
      ordered,
      visibility: { threshold: visibility.threshold, hiddenClasses: visibility.hiddenClasses },
      shown: ordered.filter((annotation) => isVisible(annotation, visibility)),
    };
  return lastVisible.shown;
}
