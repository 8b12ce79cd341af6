import Flatbush from 'flatbush';
import type { Annotation } from '../annotation/annotation';
import { isApart } from '../annotation/apart';
import { sameValue } from '../annotation/document';
import { remove } from '../edit/edits';
import { keepApart } from '../edit/keepApart';
import { kindOf } from '../shapes/index';
import type { Check, Finding } from './check';
import { about, named } from './lib/about';
import { coincide, SAME_IOU, SAME_POINT_PX } from './lib/coincide';

export const duplicateAnnotation: Check = {
  id: 'duplicate',
  severity: 'warning',
  about: 'Two annotations of one class mark the same thing.',
  run({ doc }) {
    const ranked = doc.annotations.toSorted(better);
    const { first, copies } = withoutCopies(ranked);
    return [...copies, ...nearOnes(first)].map(([annotation, kept]) => finding(annotation, kept));
  },
};

type Pair = readonly [duplicate: Annotation, kept: Annotation];

/** A person's labels before proposals, then the higher score (a person's own has none), then the lower id. */
function better(a: Annotation, b: Annotation): number {
  const accepted = Number(a.proposed ?? false) - Number(b.proposed ?? false);
  return accepted || (b.score ?? 2) - (a.score ?? 2) || (a.id < b.id ? -1 : 1);
}

/** Exact copies, found by class and bounds first, so that a thousand copies of one shape cost no million comparisons. */
function withoutCopies(ranked: readonly Annotation[]): { first: Annotation[]; copies: Pair[] } {
  const seen = new Map<string, Annotation[]>();
  const first: Annotation[] = [];
  const copies: Pair[] = [];
  for (const annotation of ranked) {
    const key = keyOf(annotation);
    const alike = seen.get(key);
    const kept = alike?.find((other) => isCopy(annotation, other) && !isApart(annotation, other));
    if (kept) copies.push([annotation, kept]);
    else first.push(annotation);
    if (!alike) seen.set(key, [annotation]);
    else if (!kept) alike.push(annotation);
  }
  return { first, copies };
}

/** The same text for what may be copies of one another. */
function keyOf(annotation: Annotation): string {
  const { label, shape, page = 0 } = annotation;
  const { x, y, width, height } = kindOf(shape).bounds(shape);
  return `${page} ${shape.kind} ${x} ${y} ${width} ${height} ${group(annotation)} ${label}`;
}

function isCopy({ shape: a }: Annotation, { shape: b }: Annotation): boolean {
  return sameValue(kindOf(a).print(a), kindOf(b).print(b));
}

/** Proposals of different models may well agree; they are compared with labels, not with each other. */
function group({ proposed, model }: Annotation): string {
  return proposed ? `proposed by ${model ?? ''}` : '';
}

function nearOnes(ranked: readonly Annotation[]): Pair[] {
  if (ranked.length < 2) return [];
  const index = new Flatbush(ranked.length);
  const corners = ranked.map(({ shape }) => kindOf(shape).bounds(shape));
  for (const { x, y } of corners) index.add(x, y, x, y);
  index.finish();
  const gone = new Set<number>();
  return ranked.flatMap((annotation, i): Pair[] => {
    const { x, y, width, height } = corners[i] ?? { x: 0, y: 0, width: 0, height: 0 };
    const reach = Math.max(SAME_POINT_PX, (1 - SAME_IOU) * 2 * Math.max(width, height));
    const before = index.search(x - reach, y - reach, x + reach, y + reach, (j) => j < i && !gone.has(j));
    const kept = before
      .sort((a, b) => a - b)
      .map((j) => ranked[j])
      .find((other) => other && isDuplicate(annotation, other));
    if (kept) gone.add(i);
    return kept ? [[annotation, kept]] : [];
  });
}

function isDuplicate(a: Annotation, b: Annotation): boolean {
  if (a.label !== b.label || (a.page ?? 0) !== (b.page ?? 0)) return false;
  if (a.proposed && b.proposed && a.model !== b.model) return false;
  return coincide(a.shape, b.shape) && !isApart(a, b);
}

function finding(annotation: Annotation, kept: Annotation): Finding {
  const by = kept.proposed ? 'proposal' : 'annotation';
  const message = `The ${named(annotation)} marks the same as ${by} ${kept.id}.`;
  return about(duplicateAnnotation.id, duplicateAnnotation.severity, annotation, message, [
    { title: `Delete, keep ${kept.id}`, edit: remove('Delete duplicate', [annotation]) },
    { title: 'Keep both: they are two things', edit: keepApart(annotation, kept) },
  ]);
}
