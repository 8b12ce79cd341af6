import { plural } from '../dataset/plural';
import { summaryText } from '../dataset/summaryText';
import { escaped, named } from './html';
import type { ReportFrame } from './report';
import { REPORT_KIND_NAMES, REPORT_KINDS } from './reportKind';
import { REPORT_SCRIPT } from './reportScript';
import { REPORT_STYLE } from './reportStyle';
import { reportSummary } from './reportSummary';

/** SHA-256 of the style sheet and of the script, base64: nothing else on the page may style or run. */
export interface ReportHashes {
  readonly style: string;
  readonly script: string;
}

/** What is hashed. */
export const REPORT_TEXTS: ReportHashes = { style: REPORT_STYLE, script: REPORT_SCRIPT };

/**
 * The whole report as one HTML file that needs nothing else and loads nothing. `sections` are those of `reportSection`
 * in their order, `links` those of `sectionLink`.
 */
export function reportPage(
  frame: ReportFrame,
  sections: readonly string[],
  links: readonly string[],
  hashes: ReportHashes,
): string {
  const { title, from, to, summary } = frame;
  return [
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(hashes)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title><style>${REPORT_STYLE}</style></head>\n<body>`,
    `<h1>${named(title)}</h1>`,
    `<p class="lead">${named(from)} → ${named(to)}: ${summaryText(summary, named)}</p>`,
    problems(frame),
    reportSummary(summary),
    legend(),
    '<p class="keys"><kbd>j</kbd> next change, <kbd>k</kbd> the one before; click a shape or a line.</p>',
    links.length > 1
      ? `<details><summary>${plural(links.length, 'picture')}</summary><ol>${links.join('')}</ol></details>`
      : '',
    '\n',
    ...sections,
    more(frame),
    `<script>${REPORT_SCRIPT}</script></body></html>\n`,
  ].join('');
}

function policy({ style, script }: ReportHashes): string {
  return (
    `default-src 'none'; img-src data:; style-src 'sha256-${style}'; script-src 'sha256-${script}'; ` +
    "base-uri 'none'; form-action 'none'"
  );
}

function legend(): string {
  const items = REPORT_KIND_NAMES.map(
    (kind) => `<li class="${kind}"><b class="mark">${REPORT_KINDS[kind].title}</b></li>`,
  );
  return `<ul class="legend">${items.join('')}<li><small>dashed: how it was; thin: unchanged</small></li></ul>`;
}

function problems({ unreadable }: ReportFrame): string {
  if (unreadable.length === 0) return '';
  const items = unreadable.map(
    ({ path, side, reason }) => `<li>${named(path)} (${side}): ${named(reason)}</li>`,
  );
  return `<ul class="problems">${items.join('')}</ul>`;
}

function more({ more: rest, evenMore }: ReportFrame): string {
  if (rest.length + evenMore === 0) return '';
  const items = rest.map(({ path, text }) => `<li>${named(path)} <small>${named(text)}</small></li>`);
  const others = evenMore > 0 ? `<p class="note">And ${plural(evenMore, 'image')} more.</p>` : '';
  const count = plural(rest.length + evenMore, 'image');
  return `<details><summary>${count} more without pictures</summary><ul>${items.join('')}</ul>${others}</details>`;
}
