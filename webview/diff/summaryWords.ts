import type { ImageState } from '../../src/core/annotation/document';
import type { DocDiff } from '../../src/core/diff/docDiff';
import type { DiffLabels, DiffSnapshot } from '../../src/protocol/diffView';
import { kindCounts, type ChangeRow } from './changeRows';
import { DIFF_KINDS, type DiffKind } from './diffKinds';

const WORDS: Readonly<Record<DiffKind, (count: number) => string>> = {
  conflict: (count) => `${count} in conflict`,
  added: (count) => `${count} added`,
  removed: (count) => `${count} removed`,
  relabelled: (count) => `${count} relabelled`,
  reshaped: (count) => `${count} reshaped`,
  moved: (count) => `${count} moved`,
  described: (count) => `${count} described`,
  proposed: (count) => (count === 1 ? '1 proposal' : `${count} proposals`),
  noted: (count) => `${count} noted`,
};

/** "2 added, 1 removed, 3 moved; 12 unchanged; tag outdoor added; state: to do → done". */
export function summaryWords(diff: DocDiff, rows: readonly ChangeRow[]): string {
  const counts = kindCounts(rows);
  const kinds = DIFF_KINDS.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [WORDS[kind](count)];
  });
  const parts = [
    ...(kinds.length > 0 ? [kinds.join(', ')] : []),
    ...wholeImageWords(diff),
    ...(diff.unchanged > 0 ? [`${diff.unchanged} unchanged`] : []),
  ];
  return parts.join('; ');
}

const STATES = { todo: 'to do', done: 'done' } as const;

/** What differs besides instances, each in a few words. */
export function wholeImageWords({ tags, state, image, facts, existence }: DocDiff): readonly string[] {
  const name = (value: ImageState | null | undefined): string => (value ? STATES[value] : 'not said');
  const known = [
    ...(existence ? [existence === 'added' ? 'labels are new' : 'labels were deleted'] : []),
    ...(tags.added.length > 0 ? [`${tagWord(tags.added)} ${tags.added.join(', ')} added`] : []),
    ...(tags.removed.length > 0 ? [`${tagWord(tags.removed)} ${tags.removed.join(', ')} removed`] : []),
    ...(state ? [`state: ${name(state[0])} → ${name(state[1])}`] : []),
    ...(image ? [sizeWords(image)] : []),
  ];
  return known.length === 0 && facts ? ['remarks on the whole image differ'] : known;
}

function tagWord(tags: readonly string[]): string {
  return tags.length === 1 ? 'tag' : 'tags';
}

function sizeWords([before, after]: NonNullable<DocDiff['image']>): string {
  if (before.widthPx !== after.widthPx || before.heightPx !== after.heightPx)
    return `image size: ${before.widthPx} × ${before.heightPx} → ${after.widthPx} × ${after.heightPx}`;
  return before.file === after.file ? 'facts of the image differ' : `image: ${before.file} → ${after.file}`;
}

/** What is to be known of how the versions were read; what both have in common is said once. */
export function sideNotes({ before, after }: DiffSnapshot): readonly string[] {
  const [older, newer] = [notesOf(before.labels), notesOf(after.labels)];
  const both = new Set(older.filter((note) => newer.includes(note)));
  const own = (title: string, notes: readonly string[]): readonly string[] =>
    notes.filter((note) => !both.has(note)).map((note) => `${shortTitle(title)}: ${note}`);
  return [
    ...[...both].map((note) => `Both versions: ${note}`),
    ...own(before.title, older),
    ...own(after.title, newer),
  ];
}

function notesOf(labels: DiffLabels): readonly string[] {
  return labels.kind === 'labels' ? labels.notes : [];
}

/** "HEAD" of "HEAD · 3f2a91c Ann, 2 days ago": where there is no room for who and when. */
export function shortTitle(title: string): string {
  return title.split(' · ')[0] ?? title;
}

/** Why there is nothing to see, for an image without differences. */
export function sameWords({ before, after }: DiffSnapshot): string {
  const [from, to] = [before.labels.kind, after.labels.kind];
  if (from === 'absent' && to === 'absent') return 'Neither version has labels of this image.';
  const count = countOf(after.labels);
  const both = count === 0 ? 'nothing is labelled in either' : `the same ${instances(count)} in both`;
  return `${before.title} and ${after.title} say the same: ${both}.`;
}

function countOf(labels: DiffLabels): number {
  return labels.kind === 'labels' ? labels.doc.annotations.length : 0;
}

export function instances(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}
