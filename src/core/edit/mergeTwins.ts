import { FLAGS, type Annotation, type Comment, type Link } from '../annotation/annotation';
import { sameValue, type AnnotationDoc } from '../annotation/document';
import { idFromText } from '../annotation/id';
import { emptyEdit, type Edit } from './edit';
import { update } from './edits';
import { withLinks } from './links';

/**
 * Makes one annotation of two that stand for one thing. The first keeps its id, class, shape, and what it says; what
 * it does not say it takes over from the second: flags, attributes, text, links, comments. Links to the second follow.
 */
export function mergeTwins(doc: AnnotationDoc, first: Annotation, second: Annotation): Edit {
  const label = 'Make one of two';
  if (first.id === second.id) return emptyEdit(label);
  const linking = doc.annotations.filter(
    ({ id, links }) => id !== first.id && id !== second.id && links?.some(({ to }) => to === second.id),
  );
  const { updated } = update(label, [first, ...linking], (annotation) =>
    redirected(annotation.id === first.id ? united(first, second) : annotation, first.id, second.id),
  );
  return { ...emptyEdit(label), updated, removed: [second] };
}

function united(first: Annotation, second: Annotation): Annotation {
  const attributes = { ...second.attributes, ...first.attributes };
  const extra = { ...second.extra, ...first.extra };
  const links = unique([...(first.links ?? []), ...(second.links ?? [])]);
  const comments = allComments(first.comments ?? [], second.comments ?? []);
  const flags = Object.fromEntries(FLAGS.filter((flag) => second[flag]).map((flag) => [flag, true]));
  const { text, group } = second;
  return withLinks(
    {
      ...(text !== undefined && { text }),
      ...(group !== undefined && { group }),
      ...first,
      ...flags,
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(Object.keys(extra).length > 0 && { extra }),
      ...(comments.length > 0 && { comments }),
    },
    links,
  );
}

/** No link of the one leads to itself, and none is there twice. */
function redirected(annotation: Annotation, first: string, second: string): Annotation {
  if (!annotation.links) return annotation;
  const links = annotation.links.map((link) => (link.to === second ? { ...link, to: first } : link));
  return withLinks(annotation, unique(links.filter(({ to }) => to !== annotation.id)));
}

function unique(links: readonly Link[]): readonly Link[] {
  return links.filter((link, i) => links.findIndex((other) => sameValue(link, other)) === i);
}

function allComments(first: readonly Comment[], second: readonly Comment[]): readonly Comment[] {
  const all = [...first];
  for (const comment of second) {
    if (all.some((other) => sameValue(other, comment))) continue;
    const isTaken = (id: string): boolean => all.some((other) => other.id === id);
    all.push(isTaken(comment.id) ? { ...comment, id: idFromText(comment.text, isTaken) } : comment);
  }
  return all;
}
