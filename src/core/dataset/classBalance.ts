import type { AnnotationDoc } from '../annotation/document';
import { labelsOf } from './labelsOf';

/** How many instances each class has; shares are of all instances, 0 to 1. */
export interface ClassBalance {
  /** What was counted: the images that changed, or every image. */
  readonly scope: 'changed' | 'all';
  readonly before: number;
  readonly after: number;
  /** Most instances after first, then before, then by name. */
  readonly classes: readonly BalanceRow[];
}

export interface BalanceRow {
  readonly label: string;
  readonly before: number;
  readonly after: number;
  /** 0 where there are no instances at all. */
  readonly shareBefore: number;
  readonly shareAfter: number;
}

/** Instances by class; proposals do not count. */
export type ClassCounts = ReadonlyMap<string, number>;

export function addLabels(counts: Map<string, number>, doc: AnnotationDoc | undefined): void {
  for (const { label } of labelsOf(doc)) counts.set(label, (counts.get(label) ?? 0) + 1);
}

/**
 * The balance of the changed images. With the counts of every image before, or after, of the whole set: what did not
 * change is the same on both sides.
 */
export function classBalance(
  before: ClassCounts,
  after: ClassCounts,
  all?: { readonly before: ClassCounts } | { readonly after: ClassCounts },
): ClassBalance {
  if (!all) return balanceOf('changed', before, after);
  if ('before' in all) return balanceOf('all', all.before, exchanged(all.before, before, after));
  return balanceOf('all', exchanged(all.after, after, before), all.after);
}

/** All of them, with what changed taken out and put in as it is on the other side. */
function exchanged(all: ClassCounts, out: ClassCounts, into: ClassCounts): ClassCounts {
  const counts = new Map(all);
  for (const [label, count] of out) counts.set(label, (counts.get(label) ?? 0) - count);
  for (const [label, count] of into) counts.set(label, (counts.get(label) ?? 0) + count);
  return counts;
}

function balanceOf(scope: ClassBalance['scope'], from: ClassCounts, to: ClassCounts): ClassBalance {
  const [before, after] = [sum(from), sum(to)];
  const rows = [...new Set([...from.keys(), ...to.keys()])].map((label): BalanceRow => {
    const [was, is] = [from.get(label) ?? 0, to.get(label) ?? 0];
    return {
      label,
      before: was,
      after: is,
      shareBefore: before > 0 ? was / before : 0,
      shareAfter: after > 0 ? is / after : 0,
    };
  });
  const classes = rows.filter((row) => row.before > 0 || row.after > 0).sort(mostFirst);
  return { scope, before, after, classes };
}

function mostFirst(a: BalanceRow, b: BalanceRow): number {
  return b.after - a.after || b.before - a.before || (a.label < b.label ? -1 : 1);
}

function sum(counts: ClassCounts): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
