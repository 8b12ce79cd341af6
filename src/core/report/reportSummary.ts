import type { BalanceRow } from '../dataset/classBalance';
import type { LabelSummary } from '../dataset/summary';
import { escaped, named, num } from './html';

/** Classes in a table are bounded; the others are in the JSON. */
const MOST_ROWS = 200;

/** What changed by class, and the balance of classes before and after. */
export function reportSummary(summary: LabelSummary): string {
  return `<div class="tables">${classTable(summary)}${balanceTable(summary)}</div>${others(summary)}`;
}

function classTable({ classes, relabelled }: LabelSummary): string {
  if (classes.length === 0) return '';
  const rows = classes.slice(0, MOST_ROWS).map((row) => {
    const to = relabelled
      .filter(({ from }) => from === row.label)
      .map(({ to, count }) => `${count} → ${named(to)}`);
    const added = row.accepted > 0 ? `${row.added} <small>${row.accepted} accepted</small>` : some(row.added);
    const counts = [added, some(row.removed), some(row.moved), some(row.reshaped), some(row.described)];
    return `<tr><th scope="row">${named(row.label)}</th>${cells(counts)}<td>${to.join(', ')}</td></tr>`;
  });
  const head = ['added', 'removed', 'moved', 'reshaped', 'described', 'relabelled'];
  return table('Changes by class', head, rows, classes.length);
}

function balanceTable({ balance }: LabelSummary): string {
  const { classes, scope, before, after } = balance;
  if (classes.length === 0) return '';
  const most = Math.max(...classes.map((row) => Math.max(row.shareBefore, row.shareAfter)));
  const rows = classes.slice(0, MOST_ROWS).map((row) => {
    const counts = [String(row.before), percent(row.shareBefore), String(row.after), percent(row.shareAfter)];
    return `<tr><th scope="row">${named(row.label)}</th>${cells(counts)}<td>${bars(row, most)}</td></tr>`;
  });
  const of = scope === 'all' ? 'all images' : 'the images that changed';
  const caption = `Balance of classes in ${of}: ${before} → ${after} labels`;
  return table(caption, ['before', '', 'after', '', ''], rows, classes.length);
}

function table(caption: string, head: readonly string[], rows: readonly string[], total: number): string {
  const more = total > rows.length ? `<p class="note">${total - rows.length} more classes.</p>` : '';
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join('');
  return (
    `<div><table><caption>${escaped(caption)}</caption><thead><tr><td></td>${titles}</tr></thead>` +
    `<tbody>${rows.join('')}</tbody></table>${more}</div>`
  );
}

const BAR_PX = 120;

/** Before above after, both on the scale of the greatest share. */
function bars({ shareBefore, shareAfter }: BalanceRow, most: number): string {
  const width = (share: number) => num(most > 0 ? (share / most) * BAR_PX : 0);
  return (
    `<svg class="bars" width="${BAR_PX}" height="14" aria-hidden="true">` +
    `<rect class="was" width="${width(shareBefore)}" height="6"/>` +
    `<rect class="is" y="7" width="${width(shareAfter)}" height="6"/></svg>`
  );
}

function cells(values: readonly string[]): string {
  return values.map((value) => `<td>${value}</td>`).join('');
}

function others({ tags, states, reviews, conflicts, proposals }: LabelSummary): string {
  const parts = [
    ...tags.map(({ tag, added, removed }) => `tag ${named(tag)}: +${added} −${removed}`),
    ...states.map(({ from, to, images }) => `${images} images ${from ?? 'not said'} → ${to ?? 'not said'}`),
    ...Object.entries(reviews).flatMap(([verdict, count]) =>
      count > 0 ? [`${count} reviewed: ${verdict}`] : [],
    ),
    ...Object.entries(conflicts).flatMap(([what, count]) =>
      count > 0 ? [`${count} conflicts ${what}`] : [],
    ),
    ...(proposals.added + proposals.removed > 0
      ? [`proposals of models: +${proposals.added} −${proposals.removed}`]
      : []),
  ];
  return parts.length > 0 ? `<p class="facts">${parts.join(' · ')}</p>` : '';
}

function some(count: number): string {
  return count > 0 ? String(count) : '';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
