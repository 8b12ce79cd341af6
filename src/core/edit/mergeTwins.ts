import { FLAGS, type Annotation, type Comment, type Link } from '../annotation/annotation';
import { keptApart, withoutApart } from '../annotation/apart';
import { sameValue, type AnnotationDoc } from '../annotation/document';
import { idFromText } from '../annotation/id';
import { emptyEdit, type Edit } from './edit';
import { update } from './edits';
import { mentions, withLinks } from './links';

/**
 * Makes one annotation of two that stand for one thing. The first keeps its id, class, shape, and what it says; what
 * it does not say it takes over from the second: flags, attributes, text, links, comments. What others say of the
 * second is said of the first: links, and that they are no doubles.
 */
export function mergeTwins(doc: AnnotationDoc, first: Annotation, second: Annotation): Edit {
  const label = 'Make one of two';
  if (first.id === second.id) return emptyEdit(label);
  const gone = new Set([second.id]);
  const others = doc.annotations.filter(
    (annotation) => annotation.id !== first.id && !gone.has(annotation.id) && mentions(annotation, gone),
  );
  const { updated } = update(label, [first, ...others], (annotation) =>
    redirected(annotation.id === first.id ? united(first, second) : annotation, first.id, second.id),
  );
  return { ...emptyEdit(label), updated, removed: [second] };
}

function united(first: Annotation, second: Annotation): Annotation {
  const attributes = { ...second.attributes, ...first.attributes };
  const extra = { ...second.extra, ...first.extra };
  const links = unique([...(first.links ?? []), ...(second.links ?? [])]);
  const comments = allComments(first.comments ?? [], second.comments ?? []);
  const apart = [...new Set([...(first.apart ?? []), ...(second.apart ?? [])])].sort();
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
      ...(apart.length > 0 && { apart }),
    },
    links,
  );
}

/** No link of the one leads to itself, and none is there twice; nor is it no double of itself. */
function redirected(annotation: Annotation, first: string, second: string): Annotation {
  return redirectedLinks(redirectedApart(annotation, first, second), first, second);
}

function redirectedApart(annotation: Annotation, first: string, second: string): Annotation {
  const isOther = annotation.id !== first && annotation.apart?.includes(second);
  return withoutApart(isOther ? keptApart(annotation, first) : annotation, new Set([second, annotation.id]));
}

function redirectedLinks(annotation: Annotation, first: string, second: string): Annotation {
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
