import type { Annotation } from '../src/core/annotation/annotation';
import type { LabelSchema } from '../src/core/schema/labelSchema';
import { kindOf } from '../src/core/shapes/index';
import { comparePaint } from '../src/core/edit/order';
import { parseQuery } from './listQuery';
import type { ListSort } from './store';
import { isListed, sameVisibility, visibilityOf, type Visibility } from './visible';

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

/** What the list is asked for. */
export interface ListWish extends Visibility {
  readonly listQuery: string;
  readonly listSort: ListSort;
}

interface Listed {
  readonly ordered: readonly Annotation[];
  readonly wish: ListWish;
  readonly shown: readonly Annotation[];
}

let lastListed: Listed | undefined;
let lastOrdered: { places: readonly Place[]; sort: ListSort; ordered: readonly Annotation[] } | undefined;

/**
 * The annotations as the list has them and Tab steps through them: by default by class in the schema's order, then
 * from top to bottom, left to right. After an edit only what changed is sorted in, so a list of 50,000 stays quick.
 */
export function shownInOrder(
  annotations: readonly Annotation[],
  schema: LabelSchema,
  wish: ListWish,
): readonly Annotation[] {
  const places = placesOf(annotations, schema);
  const { listSort: sort } = wish;
  if (lastOrdered?.places !== places || lastOrdered.sort !== sort)
    lastOrdered = {
      places,
      sort,
      ordered: sorted(
        places.map(({ annotation }) => annotation),
        sort,
      ),
    };
  const { ordered } = lastOrdered;
  if (lastListed?.ordered === ordered && sameWish(lastListed.wish, wish)) return lastListed.shown;
  const accepts = parseQuery(wish.listQuery, wish.hiddenIds);
  const shown = ordered.filter((annotation) => isListed(annotation, wish) && accepts(annotation));
  const { listQuery, listSort } = wish;
  lastListed = { ordered, wish: { ...visibilityOf(wish), listQuery, listSort }, shown };
  return shown;
}

function sameWish(a: ListWish, b: ListWish): boolean {
  return a.listQuery === b.listQuery && a.listSort === b.listSort && sameVisibility(a, b);
}

/** Stable: what is equal stays in the order of classes and places. */
function sorted(annotations: readonly Annotation[], by: ListSort): readonly Annotation[] {
  if (by === 'class') return annotations;
  if (by === 'order') return [...annotations].sort((a, b) => comparePaint(b, a));
  const value = VALUES[by];
  const keyed = annotations.map((annotation) => ({ annotation, key: value(annotation) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : b.key - a.key)).map(({ annotation }) => annotation);
}

/** The list begins with what has the largest value. */
const VALUES = { score: scoreOf, size: areaOf, group: groupOf } as const;

/** Groups by their numbers, what is in none at the end. */
function groupOf({ group = Infinity }: Annotation): number {
  return -group;
}

function scoreOf({ score }: Annotation): number {
  return score ?? -1;
}

function areaOf({ shape }: Annotation): number {
  return kindOf(shape).area(shape);
}
