import type { Annotation } from '../annotation/annotation';
import type { InstanceChange } from './docDiff';
import { factWords } from './factWords';

/** One change as people say it: "car k3v9q2 moved 12 px right, IoU 0.83", "person a81x0p relabelled cyclist". */
export function changeWords(change: InstanceChange): string {
  return `${changeSubject(change)} ${changeParts(change).join(', ')}`;
}

/** The class (that of before, when it changed) and the id by which it goes now. */
export function changeSubject({ before, after, id }: InstanceChange): string {
  return `${(before ?? after)?.label ?? ''} ${id}`.trimStart();
}

/** What happened, each in a few words; at least one. */
export function changeParts(change: InstanceChange): readonly string[] {
  const { kinds } = change;
  const parts = kinds.flatMap((kind): readonly string[] => {
    switch (kind) {
      case 'relabelled':
        return [`relabelled ${change.after?.label ?? ''}`];
      case 'moved':
        return movedWords(change);
      case 'reshaped':
        return [reshapedWords(change)];
      case 'described':
        return change.facts.filter(({ aside }) => !aside).map(factWords);
      case 'noted':
        return change.facts.filter(({ aside }) => aside).map(factWords);
      case 'renumbered':
        return [`was ${change.before?.id ?? ''}`];
      case 'unaccepted':
        return ['turned into a proposal'];
      case 'conflict':
        return ['in conflict'];
      case 'resolved':
        return ['conflict resolved'];
      case 'added':
      case 'accepted':
      case 'removed':
      case 'proposed':
      case 'declined':
        return [kind];
    }
  });
  return [...parts, ...likenessWords(change)];
}

function likenessWords({ iou, oks, apartPx }: InstanceChange): readonly string[] {
  if (iou !== undefined) return [`IoU ${share(iou)}`];
  if (oks !== undefined) return [`OKS ${share(oks)}`];
  return apartPx === undefined ? [] : [`${px(apartPx)} apart on average`];
}

/** Never "1.00" of what is not the same, nor "0.00" of what still meets. */
function share(value: number): string {
  if (value > 0.99 && value < 1) return '0.99+';
  return value > 0 && value < 0.01 ? 'below 0.01' : value.toFixed(2);
}

function movedWords({ before, after, shiftPx }: InstanceChange): readonly string[] {
  const [from, to] = [pageOf(before), pageOf(after)];
  const page = from === to ? '' : ` from page ${from} to page ${to}`;
  const way = shiftPx ? directions(shiftPx.x, shiftPx.y) : '';
  return [`moved${page}${way && ` ${way}`}`];
}

/** People count pages from 1. */
function pageOf(annotation: Annotation | undefined): number {
  return (annotation?.page ?? 0) + 1;
}

/** "12 px right and 3 px up"; a way that is small beside the other is left out. */
function directions(dx: number, dy: number): string {
  const least = Math.max(Math.abs(dx), Math.abs(dy)) / 25;
  const parts = [
    ...(Math.abs(dx) > least ? [`${px(dx)} ${dx > 0 ? 'right' : 'left'}`] : []),
    ...(Math.abs(dy) > least ? [`${px(dy)} ${dy > 0 ? 'down' : 'up'}`] : []),
  ];
  return parts.join(' and ');
}

function reshapedWords({ before, after, grownPx }: InstanceChange): string {
  const [from, to] = [before?.shape.kind, after?.shape.kind];
  if (from !== to) return `reshaped from ${kindWords(from)} to ${kindWords(to)}`;
  if (!grownPx) return 'reshaped';
  const parts = [
    ...(Math.abs(grownPx.width) >= 0.5 ? [`${signed(grownPx.width)} wide`] : []),
    ...(Math.abs(grownPx.height) >= 0.5 ? [`${signed(grownPx.height)} high`] : []),
  ];
  return ['reshaped', ...(parts.length > 0 ? [parts.join(' and ')] : [])].join(' ');
}

/** "rotatedBox" reads "rotated box". */
function kindWords(kind = ''): string {
  return kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function signed(lengthPx: number): string {
  return `${lengthPx < 0 ? '-' : '+'}${px(lengthPx)}`;
}

/** Half a step of the sidecar's grid. */
const LEAST_PX = 0.005;

/** Without sign; whole pixels from ten on, two digits below. */
function px(lengthPx: number): string {
  const length = Math.abs(lengthPx) < LEAST_PX ? 0 : Math.abs(lengthPx);
  return `${length >= 10 ? Math.round(length) : Number(length.toPrecision(2))} px`;
}
