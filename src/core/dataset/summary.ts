import { byId, sameValue, type AnnotationDoc } from '../annotation/document';
import type { Annotation } from '../annotation/annotation';

/** The labels of one image before and after; absent = there was or is no sidecar. */
export interface DocChange {
  /** Shown to people: the image's path relative to the repository. */
  readonly path: string;
  readonly before: AnnotationDoc | undefined;
  readonly after: AnnotationDoc | undefined;
}

/** What changed in a set of labels, counted. Proposals are not labels yet and do not count. */
export interface LabelSummary {
  readonly images: number;
  /** By class, most changed first. */
  readonly added: ReadonlyMap<string, number>;
  readonly removed: ReadonlyMap<string, number>;
  readonly relabelled: number;
  /** Moved or reshaped. */
  readonly moved: number;
  /** The same class and shape, but other attributes, flags, text, links, group or order. */
  readonly described: number;
  /** Images whose tags or state changed. */
  readonly tagged: number;
  /** One line: "3 images, +12 car, -1 person, 2 moved". */
  readonly text: string;
}

/** More classes than this are folded into "+9 in 4 other classes". */
const MAX_CLASSES = 6;

/** Counts and words for a commit message, a status line or a report. */
export function summarise(changes: readonly DocChange[]): LabelSummary {
  const tally = {
    added: new Map<string, number>(),
    removed: new Map<string, number>(),
    relabelled: 0,
    moved: 0,
    described: 0,
    tagged: 0,
  };
  for (const { before, after } of changes) {
    for (const annotation of labelsOf(after)) tallyOne(tally, find(before, annotation.id), annotation);
    for (const annotation of labelsOf(before))
      if (!find(after, annotation.id)) count(tally.removed, annotation.label);
    if (!sameValue([before?.tags ?? [], before?.state], [after?.tags ?? [], after?.state])) tally.tagged++;
  }
  const summary = { ...tally, images: changes.length };
  return { ...summary, text: inWords(summary) };
}

function labelsOf(doc: AnnotationDoc | undefined): readonly Annotation[] {
  return (doc?.annotations ?? []).filter(({ proposed }) => !proposed);
}

function find(doc: AnnotationDoc | undefined, id: string): Annotation | undefined {
  const annotation = doc && byId(doc).get(id);
  return annotation?.proposed ? undefined : annotation;
}

interface Tally {
  readonly added: Map<string, number>;
  readonly removed: Map<string, number>;
  relabelled: number;
  moved: number;
  described: number;
}

function tallyOne(tally: Tally, from: Annotation | undefined, to: Annotation): void {
  if (!from) return count(tally.added, to.label);
  const isMoved = !sameValue(from.shape, to.shape);
  if (from.label !== to.label) tally.relabelled++;
  if (isMoved) tally.moved++;
  if (from.label === to.label && !isMoved && !sameValue(described(from), described(to))) tally.described++;
}

/** What an annotation says about its thing; how it is shown (hidden, locked) and who found it are no labels. */
function described(annotation: Annotation): unknown {
  const { occluded, truncated, difficult, crowd, group, order, text, links, page, attributes } = annotation;
  return { occluded, truncated, difficult, crowd, group, order, text, links, page, attributes };
}

function count(map: Map<string, number>, label: string): void {
  map.set(label, (map.get(label) ?? 0) + 1);
}

function inWords(summary: Omit<LabelSummary, 'text'>): string {
  const parts = [
    plural(summary.images, 'image'),
    ...classes(summary.added, '+'),
    ...classes(summary.removed, '-'),
    ...(summary.relabelled > 0 ? [`${summary.relabelled} relabelled`] : []),
    ...(summary.moved > 0 ? [`${summary.moved} moved`] : []),
    ...(summary.described > 0 ? [`${summary.described} described`] : []),
  ];
  if (parts.length === 1 && summary.tagged > 0) parts.push(`${summary.tagged} tagged`);
  return parts.join(', ');
}

function classes(counts: ReadonlyMap<string, number>, sign: '+' | '-'): string[] {
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const shown = sorted.slice(0, MAX_CLASSES).map(([label, n]) => `${sign}${n} ${label}`);
  const rest = sorted.slice(MAX_CLASSES);
  if (rest.length === 0) return shown;
  const total = rest.reduce((sum, [, n]) => sum + n, 0);
  return [...shown, `${sign}${total} in ${plural(rest.length, 'other class', 'other classes')}`];
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
