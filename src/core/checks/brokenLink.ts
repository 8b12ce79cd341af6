import type { Annotation, Link } from '../annotation/annotation';
import type { AnnotationDoc } from '../annotation/document';
import { update } from '../edit/edits';
import { withLinks } from '../edit/links';
import { isObject } from '../json/json';
import type { Check, Finding } from './check';
import { about, named } from './lib/about';

export const brokenLink: Check = {
  id: 'broken-link',
  severity: 'error',
  about: 'A link leads to an annotation that is not there, or to its own.',
  run({ doc }) {
    if (!doc.annotations.some(({ links }) => links)) return [];
    const ids = idsOf(doc);
    return doc.annotations.flatMap((annotation) => inspect(annotation, ids));
  },
};

/** Entries that cannot be shown are there all the same. */
function idsOf({ annotations, kept }: AnnotationDoc): ReadonlySet<string> {
  const keptIds = kept.map((entry) => (isObject(entry) ? entry['id'] : undefined));
  return new Set([...annotations.map(({ id }) => id), ...keptIds.filter((id) => typeof id === 'string')]);
}

function inspect(annotation: Annotation, ids: ReadonlySet<string>): Finding[] {
  const { links = [] } = annotation;
  const isBroken = ({ to }: Link) => to === annotation.id || !ids.has(to);
  const broken = links.filter(isBroken);
  if (broken.length === 0) return [];
  const where = [
    ...new Set(broken.map(({ to }) => (to === annotation.id ? 'itself' : `${to}, which is not there`))),
  ];
  const message = `The ${named(annotation)} is linked to ${where.join(', and to ')}.`;
  const title = broken.length === 1 ? 'Remove the link' : `Remove the ${broken.length} links`;
  const edit = update(title, [annotation], (from) =>
    withLinks(
      from,
      links.filter((link) => !isBroken(link)),
    ),
  );
  return [about(brokenLink.id, brokenLink.severity, annotation, message, [{ title, edit }])];
}
