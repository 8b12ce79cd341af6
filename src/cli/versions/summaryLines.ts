import type { BalanceRow } from '../../core/dataset/classBalance';
import type { ClassSummary, LabelSummary } from '../../core/dataset/summary';
import { printable } from '../output';

/** A summary for people: one line, a table of classes with their balance, and whatever else changed. */
export function summaryLines(summary: LabelSummary): readonly string[] {
  return [
    printable(summary.text),
    ...(summary.classes.length > 0 ? ['', ...classTable(summary)] : []),
    ...others(summary),
  ];
}

const COLUMNS = [
  'class',
  'added',
  'removed',
  'moved',
  'reshaped',
  'described',
  'now',
  'before',
  'share',
  'was',
];

function classTable(summary: LabelSummary): readonly string[] {
  const { classes, balance } = summary;
  const rows = new Map(balance.classes.map((row) => [row.label, row]));
  const changed = classes.map((row) => cells(row, rows.get(row.label)));
  const still = balance.classes.filter(({ label }) => !classes.some((row) => row.label === label));
  const table = [
    COLUMNS,
    ...changed,
    ...still.map((row) => [row.label, '', '', '', '', '', ...balanceCells(row)]),
  ];
  const of = balance.scope === 'all' ? 'all images' : 'the images that changed';
  return [
    ...aligned(table),
    `(now, before and shares: of ${of}; ${balance.after} labels, ${balance.before} before)`,
  ];
}

function cells(row: ClassSummary, balance: BalanceRow | undefined): readonly string[] {
  const { label, added, accepted, removed, moved, reshaped, described } = row;
  return [
    label,
    accepted > 0 ? `${added} (${accepted} accepted)` : some(added),
    ...[removed, moved, reshaped, described].map(some),
    ...(balance ? balanceCells(balance) : ['0', '0', '0.0%', '0.0%']),
  ];
}

function balanceCells({ before, after, shareBefore, shareAfter }: BalanceRow): readonly string[] {
  return [String(after), String(before), percent(shareAfter), percent(shareBefore)];
}

function some(count: number): string {
  return count > 0 ? String(count) : '';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** Names to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map(printable));
  const widths = COLUMNS.map((_, i) => shown.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0));
  return shown.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}

function others(summary: LabelSummary): readonly string[] {
  const { relabelled, tags, states, proposals, reviews, comments, conflicts } = summary;
  const lines = [
    ['relabelled', relabelled.map(({ from, to, count }) => `${count} ${from} → ${to}`)],
    ['tags', tags.flatMap(({ tag, added, removed }) => signedTag(tag, added, removed))],
    ['states', states.map(({ from, to, images }) => `${images} ${from ?? 'none'} → ${to ?? 'none'}`)],
    ['proposals', signedCounts(proposals.added, proposals.removed)],
    ['reviews', named({ ...reviews })],
    ['comments', named({ ...comments })],
    ['conflicts', named({ ...conflicts })],
  ] as const;
  const said = lines.filter(([, parts]) => parts.length > 0);
  if (said.length === 0) return [];
  return ['', ...said.map(([name, parts]) => `${name}: ${printable(parts.join(', '))}`)];
}

function signedTag(tag: string, added: number, removed: number): readonly string[] {
  return signedCounts(added, removed).map((count) => `${count} ${tag}`);
}

function signedCounts(added: number, removed: number): readonly string[] {
  return [...(added > 0 ? [`+${added}`] : []), ...(removed > 0 ? [`-${removed}`] : [])];
}

function named(counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} ${name}`] : []));
}
