import type { Annotation, Comment } from '../annotation/annotation';
import { sameValue, type AnnotationDoc, type ImageState } from '../annotation/document';
import { diffDocs, type DocDiff, type InstanceChange } from '../diff/docDiff';
import { addLabels, classBalance, type ClassCounts } from './classBalance';
import type { ClassSummary, DocChange, LabelSummary } from './summary';
import { summaryText } from './summaryText';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Counts changes image by image, and keeps none of them: a change of any size passes through. */
export class SummaryTally {
  readonly #images = { all: 0, added: 0, removed: 0, tagged: 0 };
  readonly #classes = new Map<string, Mutable<ClassSummary>>();
  readonly #relabelled = new Map<string, { from: string; to: string; count: number }>();
  readonly #conflicts = { arisen: 0, resolved: 0 };
  readonly #proposals = { added: 0, removed: 0 };
  readonly #tags = new Map<string, { tag: string; added: number; removed: number }>();
  readonly #states = new Map<string, { from: ImageState | null; to: ImageState | null; images: number }>();
  readonly #reviews = { accepted: 0, returned: 0, withdrawn: 0 };
  readonly #comments = { added: 0, resolved: 0, removed: 0 };
  readonly #before = new Map<string, number>();
  readonly #after = new Map<string, number>();

  /** `diff` is that of the change, where it is at hand already. */
  add({ before, after }: DocChange, diff: DocDiff = diffDocs(before, after)): void {
    this.#images.all++;
    if (diff.existence === 'added') this.#images.added++;
    if (diff.existence === 'removed') this.#images.removed++;
    addLabels(this.#before, before);
    addLabels(this.#after, after);
    for (const change of diff.instances) this.#addInstance(change);
    this.#addFacts(before, after, diff);
  }

  /** `all`: instances by class of every image on one side, for a balance of the whole set. */
  summary(all?: { readonly before: ClassCounts } | { readonly after: ClassCounts }): LabelSummary {
    const relabelled = [...this.#relabelled.values()].sort(
      (a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to),
    );
    const classes = [...this.#classes.values()].sort(
      (a, b) => changes(b) - changes(a) || compare(a.label, b.label),
    );
    const counted = {
      images: this.#images.all,
      imagesAdded: this.#images.added,
      imagesRemoved: this.#images.removed,
      instances: totals(classes),
      classes,
      relabelled,
      conflicts: { ...this.#conflicts },
      proposals: { ...this.#proposals },
      tags: [...this.#tags.values()].sort((a, b) => compare(a.tag, b.tag)),
      states: [...this.#states.values()].sort(
        (a, b) => compare(String(a.from), String(b.from)) || compare(String(a.to), String(b.to)),
      ),
      tagged: this.#images.tagged,
      reviews: { ...this.#reviews },
      comments: { ...this.#comments },
      balance: classBalance(this.#before, this.#after, all),
    };
    return { ...counted, text: summaryText(counted) };
  }

  #addInstance(change: InstanceChange): void {
    const { before, after } = change;
    const [was, is] = [labelIn(before), labelIn(after)];
    if (was === undefined && is !== undefined) this.#addLabel(is, before !== undefined);
    if (was !== undefined && is === undefined) this.#class(was).removed++;
    if (was !== undefined && is !== undefined) this.#changeLabel(change, was, is);
    if (was === undefined && is === undefined) this.#addProposal(change);
    if (change.kinds.includes('conflict')) this.#conflicts.arisen++;
    if (change.kinds.includes('resolved')) this.#conflicts.resolved++;
    this.#addReview(change);
    this.#addComments(before?.comments, after?.comments);
  }

  #addLabel(label: string, isAccepted: boolean): void {
    this.#class(label).added++;
    if (isAccepted) this.#class(label).accepted++;
  }

  #changeLabel({ kinds }: InstanceChange, from: string, to: string): void {
    const counts = this.#class(to);
    if (kinds.includes('moved')) counts.moved++;
    if (kinds.includes('reshaped')) counts.reshaped++;
    const isElse = kinds.some((kind) => kind === 'moved' || kind === 'reshaped' || kind === 'relabelled');
    if (kinds.includes('described') && !isElse) counts.described++;
    if (from === to) return;
    counts.relabelledIn++;
    this.#class(from).relabelledOut++;
    const key = JSON.stringify([from, to]);
    const entry = this.#relabelled.get(key) ?? { from, to, count: 0 };
    this.#relabelled.set(key, { ...entry, count: entry.count + 1 });
  }

  #addProposal({ before, after }: InstanceChange): void {
    if (!before) this.#proposals.added++;
    if (!after) this.#proposals.removed++;
  }

  #addReview({ before, after }: InstanceChange): void {
    const [from, to] = [before?.review, after?.review];
    if (sameValue(from, to)) return;
    this.#reviews[to?.verdict ?? 'withdrawn']++;
  }

  #addComments(before: readonly Comment[] = [], after: readonly Comment[] = []): void {
    if (before === after) return;
    const [from, to] = [new Map(before.map((c) => [c.id, c])), new Map(after.map((c) => [c.id, c]))];
    for (const { id, resolved } of after) {
      if (!from.has(id)) this.#comments.added++;
      if (resolved && !from.get(id)?.resolved) this.#comments.resolved++;
    }
    for (const id of from.keys()) if (!to.has(id)) this.#comments.removed++;
  }

  #addFacts(before: AnnotationDoc | undefined, after: AnnotationDoc | undefined, diff: DocDiff): void {
    const { tags, state } = diff;
    const isSame = sameValue([before?.tags ?? [], before?.state], [after?.tags ?? [], after?.state]);
    if (!isSame) this.#images.tagged++;
    for (const tag of tags.added) this.#tag(tag).added++;
    for (const tag of tags.removed) this.#tag(tag).removed++;
    if (state) this.#state(state[0], state[1]);
    this.#addComments(before?.comments, after?.comments);
    const [was, is] = [before?.conflict, after?.conflict];
    if (!sameValue(was, is)) this.#conflicts[is ? 'arisen' : 'resolved']++;
  }

  #class(label: string): Mutable<ClassSummary> {
    const known = this.#classes.get(label);
    if (known) return known;
    const counts = { added: 0, accepted: 0, removed: 0, moved: 0, reshaped: 0, described: 0 };
    const fresh = { label, ...counts, relabelledIn: 0, relabelledOut: 0 };
    this.#classes.set(label, fresh);
    return fresh;
  }

  #tag(tag: string): { added: number; removed: number } {
    const counts = this.#tags.get(tag) ?? { tag, added: 0, removed: 0 };
    this.#tags.set(tag, counts);
    return counts;
  }

  #state(from: ImageState | null, to: ImageState | null): void {
    const key = JSON.stringify([from, to]);
    this.#states.set(key, { from, to, images: (this.#states.get(key)?.images ?? 0) + 1 });
  }
}

/** The class; a proposal has none yet. */
function labelIn(annotation: Annotation | undefined): string | undefined {
  return annotation && !annotation.proposed ? annotation.label : undefined;
}

function changes(row: ClassSummary): number {
  return (
    row.added + row.removed + row.moved + row.reshaped + row.described + row.relabelledIn + row.relabelledOut
  );
}

function totals(classes: readonly ClassSummary[]): LabelSummary['instances'] {
  const sum = (of: (row: ClassSummary) => number) => classes.reduce((total, row) => total + of(row), 0);
  return {
    added: sum((row) => row.added),
    accepted: sum((row) => row.accepted),
    removed: sum((row) => row.removed),
    relabelled: sum((row) => row.relabelledIn),
    moved: sum((row) => row.moved),
    reshaped: sum((row) => row.reshaped),
    described: sum((row) => row.described),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
