import type { Annotation, Link } from '../annotation/annotation';
import { sameValue, type AnnotationDoc } from '../annotation/document';
import { withoutApart } from '../annotation/apart';
import { emptyEdit, type Edit } from './edit';
import { remove, update } from './edits';
import { countOf, unlocked } from './unlocked';

/** Links annotations to another one of the image, under a name or none; a link that is there is not doubled. */
export function link(from: readonly Annotation[], to: Annotation, name?: string): Edit {
  const made: Link = { to: to.id, ...(name !== undefined && name !== '' && { name }) };
  const others = from.filter(({ id }) => id !== to.id);
  return update(`Link ${countOf(others)}`, others, (annotation) => {
    const links = annotation.links ?? [];
    return links.some((each) => sameValue(each, made)) ? annotation : withLinks(annotation, [...links, made]);
  });
}

/** Takes one link of an annotation away; it is told by what it says. */
export function unlink(annotation: Annotation, gone: Link): Edit {
  return update('Remove link', [annotation], () =>
    withLinks(
      annotation,
      (annotation.links ?? []).filter((each) => !sameValue(each, gone)),
    ),
  );
}

/** Gives one link of an annotation another name, or none. */
export function renameLink(annotation: Annotation, link: Link, name: string): Edit {
  const renamed: Link = { to: link.to, ...(name !== '' && { name }) };
  return update('Rename link', [annotation], () =>
    withLinks(
      annotation,
      (annotation.links ?? []).map((each) => (sameValue(each, link) ? renamed : each)),
    ),
  );
}

/** Takes away every link between annotations of the list, in either direction. */
export function unlinkAll(annotations: readonly Annotation[]): Edit {
  const ids = new Set(annotations.map(({ id }) => id));
  const linked = annotations.filter(({ links }) => links?.some(({ to }) => ids.has(to)));
  return update('Remove links', linked, (annotation) => withoutLinksTo(annotation, ids));
}

/** Deletes annotations, and what others say of them: links, and that they are no doubles. Locked ones stay. */
export function removeAnnotations(doc: AnnotationDoc, annotations: readonly Annotation[]): Edit {
  const removed = unlocked(annotations);
  const label = `Delete ${countOf(removed)}`;
  if (removed.length === 0) return emptyEdit(label);
  const ids = new Set(removed.map(({ id }) => id));
  const others = doc.annotations.filter((annotation) => !ids.has(annotation.id) && mentions(annotation, ids));
  const { updated } = update(label, others, (annotation) => withoutMention(annotation, ids));
  return { ...remove(label, removed), updated };
}

/** True when an annotation says something of one of these: a link, or that it is no double. */
export function mentions({ links, apart }: Annotation, ids: ReadonlySet<string>): boolean {
  return (links?.some(({ to }) => ids.has(to)) ?? false) || (apart?.some((id) => ids.has(id)) ?? false);
}

/** The annotation without what it says of any of these; the very same one when that is nothing. */
export function withoutMention(annotation: Annotation, ids: ReadonlySet<string>): Annotation {
  return withoutApart(withoutLinksTo(annotation, ids), ids);
}

/** The annotation without its links to any of these; the very same one when it has none. */
export function withoutLinksTo(annotation: Annotation, ids: ReadonlySet<string>): Annotation {
  if (!annotation.links?.some(({ to }) => ids.has(to))) return annotation;
  return withLinks(
    annotation,
    (annotation.links ?? []).filter(({ to }) => !ids.has(to)),
  );
}

export function withLinks({ links: _, ...rest }: Annotation, links: readonly Link[]): Annotation {
  return links.length > 0 ? { ...rest, links } : rest;
}
