import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import { printJson } from '../json/exact';
import { inflate, type Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { likeness } from './likeness';

export type Pair = readonly [before: Annotation, after: Annotation];

/** Two shapes that are less alike than this (IoU, OKS) mark two things. */
const LEAST_LIKENESS = 0.5;
/** Points and lines that are on average farther apart than this mark two things. */
const MOST_APART_PX = 8;
/** Of each instance so many neighbours are tried: a thousand copies in one place must not cost a million. */
const MOST_NEIGHBOURS = 64;

/**
 * Pairs instances of one class and page, both labels or both proposals: first those whose shapes are equal, then the
 * most alike ones. The same pairs come out whichever version comes first.
 */
export function pairByLikeness(gone: readonly Annotation[], fresh: readonly Annotation[]): readonly Pair[] {
  if (gone.length === 0 || fresh.length === 0) return [];
  const equal = pairEqual(gone, fresh);
  const taken = new Set(equal.flat());
  const left = (list: readonly Annotation[]) => groups(list.filter((annotation) => !taken.has(annotation)));
  const others = left(fresh);
  const alike = [...left(gone)].flatMap(([key, list]) => pairAlike(list, others.get(key) ?? []));
  return [...equal, ...alike];
}

function keyOf({ label, page = 0, proposed }: Annotation): string {
  return `${page} ${proposed ? 'proposed' : 'label'} ${label}`;
}

function groups(
  list: readonly Annotation[],
  key: (annotation: Annotation) => string = keyOf,
): Map<string, Annotation[]> {
  const groups = new Map<string, Annotation[]>();
  for (const annotation of list) {
    const group = groups.get(key(annotation));
    if (group) group.push(annotation);
    else groups.set(key(annotation), [annotation]);
  }
  return groups;
}

/** Copies of one another pair up in the order of their ids. */
function pairEqual(gone: readonly Annotation[], fresh: readonly Annotation[]): Pair[] {
  const shapeKey = (annotation: Annotation) =>
    `${annotation.shape.kind} ${printJson(kindOf(annotation.shape).print(annotation.shape))} ${keyOf(annotation)}`;
  const others = groups(fresh, shapeKey);
  return [...groups(gone, shapeKey)].flatMap(([key, list]) => {
    const same = others.get(key) ?? [];
    return list.slice(0, same.length).map((annotation, i): Pair => [annotation, same[i] ?? annotation]);
  });
}

interface Candidate {
  readonly pair: Pair;
  readonly score: number;
}

/** Greedily from the most alike pair down. */
function pairAlike(gone: readonly Annotation[], fresh: readonly Annotation[]): Pair[] {
  if (fresh.length === 0) return [];
  const taken = new Set<Annotation>();
  const pairs: Pair[] = [];
  for (const { pair } of candidates(gone, fresh).sort(bestFirst)) {
    if (taken.has(pair[0]) || taken.has(pair[1])) continue;
    pairs.push(pair);
    for (const annotation of pair) taken.add(annotation);
  }
  return pairs;
}

/** No id is on both sides, so the lower and the higher one name a pair in either direction. */
function bestFirst(a: Candidate, b: Candidate): number {
  if (a.score !== b.score) return b.score - a.score;
  const [lowA = '', highA = ''] = a.pair.map(({ id }) => id).sort();
  const [lowB = '', highB = ''] = b.pair.map(({ id }) => id).sort();
  return lowA < lowB || (lowA === lowB && highA < highB) ? -1 : 1;
}

function candidates(gone: readonly Annotation[], fresh: readonly Annotation[]): Candidate[] {
  const index = new Flatbush(fresh.length);
  const rects = fresh.map(({ shape }) => kindOf(shape).bounds(shape));
  for (const { x, y, width, height } of rects) index.add(x, y, x + width, y + height);
  index.finish();
  return gone.flatMap((before) => {
    const own = kindOf(before.shape).bounds(before.shape);
    const { x, y, width, height } = inflate(own, MOST_APART_PX);
    const near = index.search(x, y, x + width, y + height, (i) => mayBeAlike(own, rects[i] ?? own));
    return nearest(near, own, rects).flatMap((i): Candidate[] => {
      const after = fresh[i];
      const score = after && alikeness(before.shape, after.shape);
      return after && score !== undefined ? [{ pair: [before, after], score }] : [];
    });
  });
}

/** What overlaps by half cannot differ much in its bounds; small ones may, and lines have none to speak of. */
function mayBeAlike(a: Rect, b: Rect): boolean {
  const reach = Math.max(a.width, a.height, b.width, b.height) + 2 * MOST_APART_PX;
  return (
    Math.abs(a.x + a.width / 2 - b.x - b.width / 2) + Math.abs(a.y + a.height / 2 - b.y - b.height / 2) <=
    reach
  );
}

function nearest(indices: readonly number[], own: Rect, rects: readonly Rect[]): readonly number[] {
  if (indices.length <= MOST_NEIGHBOURS) return indices;
  const off = (i: number) => {
    const rect = rects[i] ?? own;
    return (
      Math.abs(rect.x - own.x) +
      Math.abs(rect.y - own.y) +
      Math.abs(rect.width - own.width) +
      Math.abs(rect.height - own.height)
    );
  };
  return indices
    .map((i) => [off(i), i] as const)
    .sort(([a, i], [b, j]) => a - b || i - j)
    .slice(0, MOST_NEIGHBOURS)
    .map(([, i]) => i);
}

/** 0.5 to 1, or undefined when they mark two things. */
function alikeness(a: Shape, b: Shape): number | undefined {
  const { iou, oks, apartPx } = likeness(a, b);
  const near = apartPx === undefined ? undefined : 1 - apartPx / (2 * MOST_APART_PX);
  const score = iou ?? oks ?? near;
  return score !== undefined && score >= LEAST_LIKENESS ? score : undefined;
}
