import type { ChangeKind } from '../../core/diff/changeKinds';
import { changeWords } from '../../core/diff/changeWords';
import type { InstanceChange } from '../../core/diff/docDiff';
import { docWords } from '../../core/diff/docWords';
import { sortedChanges, type ImageDiff } from '../../core/diff/imageDiff';
import { printable } from '../output';

/** An image and what changed in it, a line each; the mark in front says how. */
export function diffLines(image: ImageDiff): readonly string[] {
  const { path, fromPath, diff } = image;
  return [
    printable(fromPath === undefined ? path : `${fromPath} → ${path}`),
    ...docWords(diff).map((text) => `  ~ ${printable(text)}`),
    ...sortedChanges(diff).map((change) => `  ${markOf(change)} ${printable(changeWords(change))}`),
  ];
}

/** `+` a label more, `-` one less, `~` another one, `!` in conflict, `?` a proposal, `.` no change of a label. */
function markOf({ kinds: [first, ...others] }: InstanceChange): string {
  if (first === undefined || first === 'conflict' || others.includes('conflict')) return '!';
  return MARKS[first] ?? '~';
}

const MARKS: Readonly<Partial<Record<ChangeKind, string>>> = {
  added: '+',
  accepted: '+',
  removed: '-',
  unaccepted: '-',
  proposed: '?',
  declined: '?',
  noted: '.',
  renumbered: '.',
};
