import Flatbush from 'flatbush';
import { boxIou, shapeIou } from '../geometry/iou';
import type { Rect } from '../geometry/rect';
import { kindOf } from '../shapes/index';
import { jointOf, type Skeleton } from '../shapes/skeleton';
import type { Annotation } from './annotation';
import { isApart } from './apart';
import { sameValue, type AnnotationDoc } from './document';

/** Two annotations that were likely drawn for one thing by two people. */
export interface Twins {
  /** The one with the lower id. */
  readonly first: Annotation;
  readonly second: Annotation;
  /** Intersection over union; of skeletons that of their bounds. */
  readonly iou: number;
}

/** Shapes that overlap this much (intersection over union) may be one thing drawn twice. */
export const TWIN_IOU = 0.8;
/** Bounds of shapes that overlap so much overlap at least this much, but for thin corners that stick out. */
const BOUNDS_IOU = 0.6;
/** Joints of one skeleton drawn twice are this near on average, as part of the diagonal around them. */
const JOINT_REACH = 0.05;

const known = new WeakMap<AnnotationDoc, readonly Twins[]>();

/**
 * Pairs of one class on one page that cover the same, in the order of the second's id; each annotation is the second
 * of one pair at most. Neither is a proposal, a crowd or in conflict, and they are not in one group: that says that
 * they belong together as they are. Nor did anybody say that they are two things. Derived once per document value.
 */
export function twins(doc: AnnotationDoc): readonly Twins[] {
  const before = known.get(doc);
  if (before) return before;
  const found = search(doc.annotations.filter(isSingle));
  known.set(doc, found);
  return found;
}

function isSingle({ proposed, crowd, conflict, shape }: Annotation): boolean {
  return !proposed && !crowd && !conflict && (shape.kind === 'skeleton' || kindOf(shape).isArea(shape));
}

function search(annotations: readonly Annotation[]): readonly Twins[] {
  const { first, found } = withoutCopies(annotations);
  if (first.length < 2) return found;
  const bounds = first.map(({ shape }) => kindOf(shape).bounds(shape));
  const index = new Flatbush(first.length);
  for (const { x, y } of bounds) index.add(x, y, x, y);
  index.finish();
  const gone = new Set<number>();
  first.forEach((second, i) => {
    const own = bounds[i];
    if (!own) return;
    const near = reached(own, index, (j) => j < i && !gone.has(j) && isNear(own, bounds[j]));
    const pair = best(
      near.flatMap((j) => first[j] ?? []),
      second,
    );
    if (pair) gone.add(i);
    if (pair) found.push(pair);
  });
  return found.sort((a, b) => (a.second.id < b.second.id ? -1 : 1));
}

/** The same shape many times over is told by its text: a thousand copies cost no million comparisons. */
function withoutCopies(annotations: readonly Annotation[]): { first: Annotation[]; found: Twins[] } {
  const seen = new Map<string, Annotation>();
  const first: Annotation[] = [];
  const found: Twins[] = [];
  for (const second of annotations) {
    const { x, y, width, height } = kindOf(second.shape).bounds(second.shape);
    const key = [x, y, width, height, second.shape.kind, second.page ?? 0, second.label].join(' ');
    const other = seen.get(key);
    if (other && mayBeOne(other, second) && sameValue(other.shape, second.shape))
      found.push({ first: other, second, iou: 1 });
    else first.push(second);
    if (!other) seen.set(key, second);
  }
  return { first, found };
}

/** Those whose top left corner is as near as it must be for bounds to overlap as much. */
function reached({ x, y, width, height }: Rect, index: Flatbush, fits: (i: number) => boolean): number[] {
  const [dx, dy] = [width, height].map((side) => (1 / BOUNDS_IOU - 1) * side) as [number, number];
  return index.search(x - dx, y - dy, x + dx, y + dy, fits).sort((a, b) => a - b);
}

function isNear(a: Rect, b: Rect | undefined): boolean {
  return b !== undefined && boxIou(a, b) >= BOUNDS_IOU;
}

function best(candidates: readonly Annotation[], second: Annotation): Twins | undefined {
  let pair: Twins | undefined;
  for (const first of candidates) {
    const iou = mayBeOne(first, second) ? overlap(first, second) : 0;
    if (iou >= TWIN_IOU && iou > (pair?.iou ?? 0)) pair = { first, second, iou };
  }
  return pair;
}

function mayBeOne(a: Annotation, b: Annotation): boolean {
  if (a.label !== b.label || (a.page ?? 0) !== (b.page ?? 0)) return false;
  return (a.group === undefined || a.group !== b.group) && !isApart(a, b);
}

function overlap({ shape: a }: Annotation, { shape: b }: Annotation): number {
  if (a.kind === 'skeleton' || b.kind === 'skeleton')
    return a.kind === 'skeleton' && b.kind === 'skeleton' && isOnePose(a, b)
      ? boxIou(kindOf(a).bounds(a), kindOf(b).bounds(b))
      : 0;
  // What is cheap comes first: overlap is never more than the smaller area's part of the larger.
  const [small, large] = [kindOf(a).area(a), kindOf(b).area(b)].sort((p, q) => p - q);
  return small && large && small >= TWIN_IOU * large * 0.98 ? shapeIou(a, b) : 0;
}

function isOnePose(a: Skeleton, b: Skeleton): boolean {
  const { width, height } = kindOf(a).bounds(a);
  let [total, shared] = [0, 0];
  for (const name of Object.keys(a.joints)) {
    const [p, q] = [jointOf(a, name), jointOf(b, name)];
    if (!p || !q) continue;
    total += Math.hypot(p.x - q.x, p.y - q.y);
    shared++;
  }
  return shared > 0 && total / shared <= JOINT_REACH * Math.hypot(width, height);
}
