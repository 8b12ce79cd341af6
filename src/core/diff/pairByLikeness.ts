import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import { sameValue } from '../annotation/document';
import { intersect, type Rect } from '../geometry/rect';
import { kindOf, type Shape } from '../shapes/index';
import { likeness } from './likeness';

export type Pair = readonly [before: Annotation, after: Annotation];

/** Two shapes that are less alike than this (IoU, OKS) mark two things. */
const LEAST_LIKENESS = 0.5;
/** Points and lines that are on average farther apart than this mark two things. */
const MOST_APART_PX = 8;
/** Of each instance so many neighbours are tried: a thousand copies in one place must not cost a million. */
const MOST_NEIGHBOURS = 32;

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
  const others = groups(fresh, placeOf);
  const pairs: Pair[] = [];
  for (const [key, list] of groups(gone, placeOf)) {
    const left = others.get(key) ?? [];
    for (const annotation of list) {
      const equal = left.slice(0, MOST_NEIGHBOURS).find(({ shape }) => sameValue(shape, annotation.shape));
      if (!equal) continue;
      pairs.push([annotation, equal]);
      left.splice(left.indexOf(equal), 1);
    }
  }
  return pairs;
}

/** The same text for what may be equal. */
function placeOf(annotation: Annotation): string {
  const { x, y, width, height } = kindOf(annotation.shape).bounds(annotation.shape);
  return `${annotation.shape.kind} ${x} ${y} ${width} ${height} ${keyOf(annotation)}`;
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

/** By the middles of their bounds: those of shapes that overlap by half lie within half a diagonal. */
function candidates(gone: readonly Annotation[], fresh: readonly Annotation[]): Candidate[] {
  const index = new Flatbush(fresh.length);
  const sizes = fresh.map(({ shape }) => sizeOf(shape));
  for (const { x, y } of sizes) index.add(x, y, x, y);
  index.finish();
  return gone.flatMap((before) => {
    const own = sizeOf(before.shape);
    const reach = own.reach + MOST_APART_PX;
    const near = index.neighbors(own.x, own.y, MOST_NEIGHBOURS, reach, (i) => mayBeAlike(own, sizes[i]));
    return near.flatMap((i): Candidate[] => {
      const after = fresh[i];
      const score = after && alikeness(before.shape, after.shape);
      return after && score !== undefined ? [{ pair: [before, after], score }] : [];
    });
  });
}

interface Size {
  readonly bounds: Rect;
  /** The middle of the bounds, and how far their corners are from it. */
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  /** Undefined for what covers none. */
  readonly areaPx: number | undefined;
}

function sizeOf(shape: Shape): Size {
  const kind = kindOf(shape);
  const bounds = kind.bounds(shape);
  const { x, y, width, height } = bounds;
  const areaPx = kind.isArea(shape) ? kind.area(shape) : undefined;
  return { bounds, x: x + width / 2, y: y + height / 2, reach: Math.hypot(width, height) / 2, areaPx };
}

/** Cheap: areas cannot have more in common than their bounds, nor than the smaller one has. */
function mayBeAlike(a: Size, b: Size | undefined): boolean {
  if (!b || (a.areaPx === undefined) !== (b.areaPx === undefined)) return false;
  if (a.areaPx === undefined || b.areaPx === undefined) return true;
  const common = intersect(a.bounds, b.bounds);
  const most = Math.min(common.width * common.height, a.areaPx, b.areaPx);
  return most >= LEAST_LIKENESS * (a.areaPx + b.areaPx - most);
}

/** 0.5 to 1, or undefined when they mark two things. */
function alikeness(a: Shape, b: Shape): number | undefined {
  const { iou, oks, apartPx } = likeness(a, b);
  const near = apartPx === undefined ? undefined : 1 - apartPx / (2 * MOST_APART_PX);
  const score = iou ?? oks ?? near;
  return score !== undefined && score >= LEAST_LIKENESS ? score : undefined;
}
