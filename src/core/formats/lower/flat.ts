import type { Annotation } from '../../annotation/annotation';
import { comparePaint } from '../../edit/order';
import type { Rect } from '../../geometry/rect';
import { clipSpans, subtractSpans, uniteSpans } from '../../mask/combine';
import { maskOfSpans, spansOfMask } from '../../mask/rle';
import { isNothing, NO_SPANS, spansArea, type Spans } from '../../mask/spans';
import type { Tally } from './tally';

/**
 * Masks of which no two share a pixel: each loses what those painted later cover, and what lies outside the image.
 * What is covered wholly is dropped. Other shapes stay as they are.
 */
export function flattened(
  annotations: readonly Annotation[],
  within: Rect | undefined,
  tally: Tally,
): readonly Annotation[] {
  const visible = new Map<Annotation, Annotation | undefined>();
  let covered: Spans = NO_SPANS;
  for (const annotation of [...annotations].sort((a, b) => comparePaint(b, a))) {
    if (annotation.shape.kind !== 'mask') continue;
    const all = spansOfMask(annotation.shape);
    const inside = within ? clipSpans(all, within) : all;
    const left = subtractSpans(inside, covered);
    visible.set(annotation, shown(annotation, left, tally));
    covered = uniteSpans(covered, left);
  }
  return annotations.flatMap((annotation) => {
    const shownAs = visible.has(annotation) ? visible.get(annotation) : annotation;
    return shownAs ? [shownAs] : [];
  });
}

function shown(annotation: Annotation, left: Spans, tally: Tally): Annotation | undefined {
  const { shape, order: _, ...rest } = annotation;
  if (shape.kind !== 'mask') return annotation;
  const mask = isNothing(left) ? undefined : maskOfSpans(left);
  if (!mask) {
    tally.add('covered-dropped', 'areas are dropped that others cover wholly, or that lie outside the image');
    return undefined;
  }
  const isWhole = spansArea(left) === spansArea(spansOfMask(shape));
  if (!isWhole)
    tally.add('covered-cut', 'areas lose pixels that others cover, or that lie outside the image');
  if (isWhole && annotation.order === undefined) return annotation;
  return { ...rest, shape: isWhole ? shape : mask };
}
