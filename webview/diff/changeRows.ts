import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import { changeParts } from '../../src/core/diff/changeWords';
import type { DocDiff, InstanceChange } from '../../src/core/diff/docDiff';
import { DIFF_KINDS, diffKindOf, KIND_TEXTS, type DiffKind } from './diffKinds';

/** One changed instance as the list has it. */
export interface ChangeRow {
  /** As `InstanceChange.id`. */
  readonly key: string;
  readonly kind: DiffKind;
  readonly change: InstanceChange;
}

/** Which rows are shown. */
export interface RowFilter {
  readonly kindsOff: ReadonlySet<DiffKind>;
  /** A class, before or after; undefined for all. */
  readonly label: string | undefined;
  /** Words that all have to occur in what is said of the instance. */
  readonly query: string;
}

/** The changed instances by kind, in the order of `DIFF_KINDS`, then by class, then by id. */
export function changeRows({ instances }: DocDiff): readonly ChangeRow[] {
  const byKind = new Map<DiffKind, ChangeRow[]>(DIFF_KINDS.map((kind) => [kind, []]));
  for (const change of instances) {
    const kind = diffKindOf(change);
    byKind.get(kind)?.push({ key: change.id, kind, change });
  }
  const label = ({ change: { before, after } }: ChangeRow): string => (before ?? after)?.label ?? '';
  return [...byKind.values()].flatMap((rows) =>
    rows.sort((a, b) => (label(a) < label(b) ? -1 : label(a) > label(b) ? 1 : 0)),
  );
}

export function filteredRows(rows: readonly ChangeRow[], filter: RowFilter): readonly ChangeRow[] {
  const words = filter.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const { kindsOff, label } = filter;
  if (kindsOff.size === 0 && label === undefined && words.length === 0) return rows;
  return rows.filter(
    ({ kind, change }) =>
      !kindsOff.has(kind) &&
      (label === undefined || change.before?.label === label || change.after?.label === label) &&
      (words.length === 0 || holds(textOf(change, kind), words)),
  );
}

function holds(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** Everything that is said of a change, in lower case. */
function textOf(change: InstanceChange, kind: DiffKind): string {
  const { id, before, after } = change;
  const said = [
    before?.label,
    after?.label,
    id,
    before?.id,
    before?.text,
    after?.text,
    KIND_TEXTS[kind].title,
  ];
  return [...said, ...changeParts(change)].join(' ').toLowerCase();
}

/** How many rows there are of each kind that has any. */
export function kindCounts(rows: readonly ChangeRow[]): ReadonlyMap<DiffKind, number> {
  const counts = new Map<DiffKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Classes that changed instances have or had, by name. */
export function classesIn(rows: readonly ChangeRow[]): readonly string[] {
  const names = new Set<string>();
  for (const { change } of rows)
    for (const side of [change.before, change.after]) if (side) names.add(side.label);
  return [...names].sort();
}

/** The annotations that no change is about, as they are after. */
export function unchangedIn(after: AnnotationDoc | undefined, { instances }: DocDiff): readonly Annotation[] {
  const changed = new Set(instances.flatMap((change) => change.after?.id ?? []));
  return after?.annotations.filter(({ id }) => !changed.has(id)) ?? [];
}
