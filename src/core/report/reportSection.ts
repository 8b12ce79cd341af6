import type { Annotation } from '../annotation/annotation';
import { plural } from '../dataset/plural';
import { changeParts } from '../diff/changeWords';
import type { InstanceChange } from '../diff/docDiff';
import { docWords } from '../diff/docWords';
import { sortedChanges } from '../diff/imageDiff';
import { escaped, named } from './html';
import type { ReportImage } from './report';
import { figures } from './reportFigure';
import { REPORT_KINDS, reportKindOf } from './reportKind';

/** Changes of one image that are shown, and unchanged instances that are drawn around them. */
const MOST_CHANGES = 200;
const MOST_UNCHANGED = 300;

/** One page of an image: the pictures, and the list of what changed. `number`: its place in the report, from 1. */
export function reportSection(report: ReportImage, number: number): string {
  const { image, page, isFirst, note } = report;
  const changes = sortedChanges(image.diff).filter((change) => isOn(change, page));
  const key = `i${number}`;
  const shown = changes.slice(0, MOST_CHANGES);
  const words = isFirst ? docWords(image.diff) : [];
  return [
    `<section id="${key}"><h2>${title(report)}</h2>`,
    note ? `<p class="note">${escaped(note)}</p>` : '',
    figures(report, { key, shown, unchanged: unchangedOf(report) }),
    words.length > 0 ? `<p class="facts">${words.map(named).join(' · ')}</p>` : '',
    `<ol>${shown.map((change, i) => item(change, `${key}-${i + 1}`)).join('')}</ol>`,
    changes.length > shown.length ? `<p class="note">${changes.length - shown.length} more changes.</p>` : '',
    '</section>\n',
  ].join('');
}

/** The pages of an image on which something changed, at least one. */
export function changedPages(instances: readonly InstanceChange[]): readonly number[] {
  const pages = new Set(instances.flatMap(({ before, after }) => [before, after].flatMap(pageOf)));
  return pages.size === 0 ? [0] : [...pages].sort((a, b) => a - b);
}

function pageOf(annotation: Annotation | undefined): readonly number[] {
  return annotation ? [annotation.page ?? 0] : [];
}

function isOn({ before, after }: InstanceChange, page: number): boolean {
  return [before, after].some((annotation) => pageOf(annotation).includes(page));
}

function title({ image, page }: ReportImage): string {
  const from = image.fromPath === undefined ? '' : ` <small>was ${named(image.fromPath)}</small>`;
  const { instances } = image.diff;
  const pages = page > 0 || changedPages(instances).length > 1 ? ` <small>page ${page + 1}</small>` : '';
  return `${named(image.path)}${pages}${from}`;
}

function unchangedOf({ image: { after, before, diff } }: ReportImage): readonly Annotation[] {
  const changed = new Set(diff.instances.map(({ id }) => id));
  const all = (after ?? before)?.annotations ?? [];
  return all.filter(({ id, proposed }) => !changed.has(id) && !proposed).slice(0, MOST_UNCHANGED);
}

function item(change: InstanceChange, key: string): string {
  const kind = reportKindOf(change);
  const { title } = REPORT_KINDS[kind];
  const parts = changeParts(change).filter((part) => part !== title);
  const label = (change.before ?? change.after)?.label ?? '';
  return (
    `<li class="${kind}" data-c="${key}" tabindex="-1"><b class="mark">${title}</b> ` +
    `${named(label)} <code>${named(change.id)}</code> ${parts.map(named).join(', ')}</li>`
  );
}

/** The link to an image, for the list of all of them. */
export function sectionLink({ image, page }: ReportImage, number: number): string {
  const count = image.diff.instances.filter((change) => isOn(change, page)).length;
  return `<li><a href="#i${number}">${named(image.path)}</a> <small>${plural(count, 'change')}</small></li>`;
}
