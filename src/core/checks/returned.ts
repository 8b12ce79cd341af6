import type { Annotation } from '../annotation/annotation';
import { isJudged } from '../annotation/fingerprint';
import type { Check } from './check';
import { about, named } from './lib/about';

export const returned: Check = {
  id: 'returned',
  severity: 'warning',
  about: 'A reviewer returned an annotation, and it has not changed since.',
  run: ({ doc }) =>
    doc.annotations
      .filter((annotation) => annotation.review?.verdict === 'returned' && isJudged(annotation))
      .map((annotation) => about(returned.id, returned.severity, annotation, messageOf(annotation), [])),
};

function messageOf(annotation: Annotation): string {
  const { review, comments = [] } = annotation;
  const by = review?.by === undefined ? '' : ` by ${review.by}`;
  const last = comments.findLast(({ resolved }) => !resolved) ?? comments.at(-1);
  return `The ${named(annotation)} was returned${by}${last ? `: ${last.text}` : '.'}`;
}
