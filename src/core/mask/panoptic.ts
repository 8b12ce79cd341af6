import type { Annotation } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { comparePaint } from '../edit/order';
import { kindOf } from '../shapes/index';
import { spansOfShape } from './maskOfShape';
import { isNothing, rowFrom, rowTo, type Spans } from './spans';

/**
 * A stretch of a row of the image, columns [left, right). `front`: the annotation that it belongs to, the one painted
 * last; undefined where there is none. `rival`: another one there of the same `order`, so that nobody said which of
 * the two lies in front.
 */
export type OnStretch = (
  row: number,
  left: number,
  right: number,
  front: Annotation | undefined,
  rival: Annotation | undefined,
) => void;

/**
 * True for what claims pixels in a panoptic labelling: outlines and masks. A box says where a thing is, not which
 * pixels are its own; a proposal says nothing yet.
 */
export function claimsPixels({ shape, proposed }: Annotation): boolean {
  const isOutline = shape.kind !== 'box' && shape.kind !== 'rotatedBox' && shape.kind !== 'cuboid';
  return !proposed && isOutline && kindOf(shape).isArea(shape);
}

/**
 * Goes through every row of a page and says to whom each stretch of it belongs: whole rows, from left to right,
 * without a gap. No map of the image is made; the work is the annotations' own rows.
 */
export function visitPanoptic(doc: AnnotationDoc, page: number, onStretch: OnStretch): void {
  const { widthPx, heightPx } = doc.image;
  const room = { x: 0, y: 0, width: widthPx, height: heightPx };
  const layers = doc.annotations
    .filter((annotation) => (annotation.page ?? 0) === page && claimsPixels(annotation))
    .sort((a, b) => comparePaint(b, a))
    .map((annotation) => ({ annotation, spans: spansOfShape(annotation.shape, room) }))
    .filter(({ spans }) => !isNothing(spans));
  const byTop = layers.map((_, rank) => rank).sort((a, b) => topOf(layers, a) - topOf(layers, b));
  let active: number[] = [];
  let next = 0;
  for (let row = 0; row < heightPx; row++) {
    for (; next < byTop.length && topOf(layers, byTop[next] ?? 0) <= row; next++)
      active.push(byTop[next] ?? 0);
    active = active.filter((rank) => row < bottomOf(layers, rank));
    visitRow(layers, active, row, widthPx, onStretch);
  }
}

interface Layer {
  readonly annotation: Annotation;
  readonly spans: Spans;
}

function topOf(layers: readonly Layer[], rank: number): number {
  return layers[rank]?.spans.y ?? Infinity;
}

function bottomOf(layers: readonly Layer[], rank: number): number {
  const spans = layers[rank]?.spans;
  return spans ? spans.y + spans.heightPx : -Infinity;
}

/** A column and the layer whose span begins or ends there, in one number, so that they sort quickly. */
const RANKS = 2 ** 24;

function visitRow(
  layers: readonly Layer[],
  active: readonly number[],
  row: number,
  widthPx: number,
  onStretch: OnStretch,
): void {
  const ends: number[] = [];
  for (const rank of active) {
    const spans = (layers[rank] as Layer).spans;
    const to = rowTo(spans, row);
    for (let i = rowFrom(spans, row); i < to; i++) ends.push((spans.xs[i] as number) * RANKS + rank);
  }
  const open: number[] = [];
  let left = 0;
  for (const end of Float64Array.from(ends).sort()) {
    const x = Math.floor(end / RANKS);
    if (x > left) tell(layers, open, row, left, x, onStretch);
    left = x;
    toggle(open, end % RANKS);
  }
  if (left < widthPx) tell(layers, open, row, left, widthPx, onStretch);
}

/** Keeps the list sorted, the foremost layer first. */
function toggle(open: number[], rank: number): void {
  let at = 0;
  while (at < open.length && (open[at] as number) < rank) at++;
  if (open[at] === rank) open.splice(at, 1);
  else open.splice(at, 0, rank);
}

function tell(
  layers: readonly Layer[],
  open: readonly number[],
  row: number,
  left: number,
  right: number,
  onStretch: OnStretch,
): void {
  const [first = -1, second = -1] = open;
  const front = layers[first]?.annotation;
  const below = layers[second]?.annotation;
  const isRival = front && below && (front.order ?? 0) === (below.order ?? 0);
  onStretch(row, left, right, front, isRival ? below : undefined);
}
