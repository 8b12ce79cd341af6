import type { Annotation } from '../../annotation/annotation';
import type { Tally } from './tally';

/** Links to annotations that are no longer there go. */
export function withoutLooseLinks(annotations: readonly Annotation[], tally: Tally): readonly Annotation[] {
  if (!annotations.some(({ links }) => links)) return annotations;
  const ids = new Set(annotations.map(({ id }) => id));
  return annotations.map((annotation) => {
    const { links, ...rest } = annotation;
    const kept = links?.filter(({ to }) => ids.has(to));
    if (!links || kept?.length === links.length) return annotation;
    tally.add('links-loose', 'annotations lose links to annotations that are dropped');
    return { ...rest, ...(kept && kept.length > 0 && { links: kept }) };
  });
}
