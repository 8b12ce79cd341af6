import { plural } from './plural';
import type { ClassSummary, LabelSummary } from './summary';

type Name = (label: string) => string;

/** More classes than this are folded into "+9 in 4 other classes". */
const MAX_CLASSES = 6;

/** One line: "3 images, +12 car, -1 person, 2 moved". `name`: how a class is written, for what needs marks around it. */
export function summaryText(summary: Omit<LabelSummary, 'text'>, name: Name = (label) => label): string {
  const { images, instances, classes, conflicts, tagged } = summary;
  const parts = [
    plural(images, 'image'),
    ...signed(classes, '+', (row) => row.added, name),
    ...signed(classes, '-', (row) => row.removed, name),
    ...some(instances.relabelled, 'relabelled'),
    ...some(instances.moved, 'moved'),
    ...some(instances.reshaped, 'reshaped'),
    ...some(instances.described, 'described'),
    ...(conflicts.arisen > 0 ? [plural(conflicts.arisen, 'conflict')] : []),
    ...(conflicts.resolved > 0 ? [`${plural(conflicts.resolved, 'conflict')} resolved`] : []),
  ];
  if (parts.length === 1) parts.push(...some(tagged, 'tagged'));
  return parts.join(', ');
}

function some(count: number, what: string): string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}

function signed(
  classes: readonly ClassSummary[],
  sign: '+' | '-',
  count: (row: ClassSummary) => number,
  name: Name,
): string[] {
  const sorted = classes
    .map((row) => [row.label, count(row)] as const)
    .filter(([, n]) => n > 0)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const shown = sorted.slice(0, MAX_CLASSES).map(([label, n]) => `${sign}${n} ${name(label)}`);
  const rest = sorted.slice(MAX_CLASSES);
  if (rest.length === 0) return shown;
  const total = rest.reduce((sum, [, n]) => sum + n, 0);
  return [...shown, `${sign}${total} in ${plural(rest.length, 'other class', 'other classes')}`];
}

/** What changed in one class: "+12 (3 accepted), -1, 2 moved, 3 to bus". */
export function classText(row: ClassSummary, relabelled: LabelSummary['relabelled']): string {
  const to = relabelled.filter(({ from }) => from === row.label);
  return [
    ...(row.added > 0 ? [`+${row.added}${row.accepted > 0 ? ` (${row.accepted} accepted)` : ''}`] : []),
    ...(row.removed > 0 ? [`-${row.removed}`] : []),
    ...some(row.moved, 'moved'),
    ...some(row.reshaped, 'reshaped'),
    ...some(row.described, 'described'),
    ...to.map(({ to: label, count }) => `${count} relabelled ${label}`),
  ].join(', ');
}

/** One line per class in which something changed; one into which others were relabelled stands with those. */
export function classLines({ classes, relabelled }: LabelSummary): readonly string[] {
  return classes.flatMap((row) => {
    const text = classText(row, relabelled);
    return text === '' ? [] : [`${row.label}: ${text}`];
  });
}

/** Longer first lines are folded, or cut, where commits are listed. */
const LONG_CHARS = 72;

/** The body of a commit message: a line per class, where one line is not enough to say it. */
export function summaryBody(summary: LabelSummary): string {
  const lines = classLines(summary);
  const isLong = summary.text.length > LONG_CHARS || / other classes?\b/.test(summary.text);
  return isLong && lines.length > 1 ? lines.join('\n') : '';
}
