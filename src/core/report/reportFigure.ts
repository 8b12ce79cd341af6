import type { Annotation } from '../annotation/annotation';
import type { InstanceChange } from '../diff/docDiff';
import { templateOf } from '../schema/templateOf';
import { kindOf } from '../shapes/index';
import { escaped, num } from './html';
import type { ReportImage } from './report';
import { reportKindOf } from './reportKind';
import { svgShape } from './svgShape';

/** What is drawn of an image: changes by their numbers, and what stayed. */
export interface FigureParts {
  /** `i3`: unique on the page. */
  readonly key: string;
  readonly shown: readonly InstanceChange[];
  readonly unchanged: readonly Annotation[];
}

/** Before, after, and both over each other. */
export function figures(report: ReportImage, parts: FigureParts): string {
  const [left, right] = [report.before ?? report.after, report.after ?? report.before];
  const rightId = right && `${parts.key}p`;
  const leftId = left?.dataUri === right?.dataUri ? rightId : left && `${parts.key}q`;
  const definitions = [
    ...(right && rightId ? [definition(rightId, right.dataUri, report)] : []),
    ...(left && leftId && leftId !== rightId ? [definition(leftId, left.dataUri, report)] : []),
  ];
  const each = (draw: (change: InstanceChange, index: number) => string) => parts.shown.map(draw).join('');
  const still = stayed(report, parts);
  const old = each((change, i) => one(report, parts, change, i, change.before, 'now'));
  const now = each((change, i) => one(report, parts, change, i, change.after, 'now'));
  const was = each((change, i) => (change.after ? one(report, parts, change, i, change.before, 'was') : ''));
  const both = each((change, i) => one(report, parts, change, i, change.after ?? change.before, 'now'));
  return [
    definitions.length > 0
      ? `<svg class="defs" aria-hidden="true"><defs>${definitions.join('')}</defs></svg>`
      : '',
    '<div class="figures">',
    figure('Before', report, leftId, still + old),
    figure('After', report, rightId, still + now),
    figure('Both', report, rightId, still + was + both),
    '</div>',
  ].join('');
}

function definition(id: string, dataUri: string, report: ReportImage): string {
  const { widthPx, heightPx } = sizeOf(report);
  const href = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(dataUri) ? dataUri : '';
  return `<image id="${id}" width="${widthPx}" height="${heightPx}" preserveAspectRatio="none" href="${href}"/>`;
}

function figure(caption: string, report: ReportImage, picture: string | undefined, shapes: string): string {
  const { widthPx, heightPx } = sizeOf(report);
  const label = `${caption}: ${report.image.path}`;
  const backdrop = picture
    ? `<use href="#${picture}"/>`
    : `<rect class="blank" width="${widthPx}" height="${heightPx}"/>`;
  return (
    `<figure><svg viewBox="0 0 ${widthPx} ${heightPx}" role="img" aria-label="${escaped(label)}">` +
    `${backdrop}${shapes}</svg><figcaption>${caption}</figcaption></figure>`
  );
}

/** Of the image; never nothing, for a picture needs some size. */
function sizeOf({ image: { before, after } }: ReportImage): { widthPx: number; heightPx: number } {
  const { widthPx = 1, heightPx = 1 } = (after ?? before)?.image ?? {};
  return { widthPx: Math.max(1, widthPx), heightPx: Math.max(1, heightPx) };
}

/** One version of an instance with its number; nothing when this version does not have it on this page. */
function one(
  report: ReportImage,
  { key }: FigureParts,
  change: InstanceChange,
  index: number,
  annotation: Annotation | undefined,
  role: 'now' | 'was',
): string {
  if (!annotation || (annotation.page ?? 0) !== report.page) return '';
  const kind = reportKindOf(change);
  const isPlain = kind === 'removed' ? ' dashed' : '';
  return (
    `<g class="${kind} ${role}${isPlain}" data-c="${key}-${index + 1}">${drawn(report, annotation)}` +
    `${role === 'now' ? numberAt(report, annotation, index + 1) : ''}</g>`
  );
}

function drawn({ schema }: ReportImage, { shape, label }: Annotation): string {
  const template = schema && templateOf(schema, label);
  const { outline, dots } = svgShape(shape, template);
  const isArea = kindOf(shape).isArea(shape);
  return [
    outline ? `<path class="${isArea ? 'area' : 'line'}" d="${outline}"/>` : '',
    dots ? `<path class="dots" d="${dots}"/>` : '',
  ].join('');
}

function numberAt(report: ReportImage, { shape }: Annotation, number: number): string {
  const { widthPx, heightPx } = sizeOf(report);
  const size = Math.max(widthPx, heightPx) / 40;
  const { x, y } = kindOf(shape).bounds(shape);
  const [left, top] = [
    Math.min(Math.max(x, 0), widthPx - size),
    Math.min(Math.max(y - size / 4, size), heightPx - size / 4),
  ];
  return `<text x="${num(left)}" y="${num(top)}" font-size="${num(size)}">${number}</text>`;
}

function stayed(report: ReportImage, { unchanged }: FigureParts): string {
  const here = unchanged.filter(({ page = 0 }) => page === report.page);
  return here.length === 0 ? '' : `<g class="still">${here.map((each) => drawn(report, each)).join('')}</g>`;
}
