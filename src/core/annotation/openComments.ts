import type { Annotation, Comment } from './annotation';
import type { AnnotationDoc } from './document';

/** What is commented on: an annotation's id; undefined is the whole image. */
export type CommentTarget = string | undefined;

export function hasOpenComments({ comments }: { readonly comments?: readonly Comment[] }): boolean {
  return comments?.some(({ resolved }) => !resolved) ?? false;
}

const derived = new WeakMap<readonly Annotation[], readonly Annotation[]>();

/** The annotations with comments that nobody has resolved, by id; derived once per list. */
export function withOpenComments({ annotations }: AnnotationDoc): readonly Annotation[] {
  let found = derived.get(annotations);
  if (!found) derived.set(annotations, (found = annotations.filter(hasOpenComments)));
  return found;
}

/** Comments in a document that nobody has resolved. */
export function countOpenComments(doc: AnnotationDoc): number {
  const open = ({ comments = [] }: { readonly comments?: readonly Comment[] }): number =>
    comments.filter(({ resolved }) => !resolved).length;
  return withOpenComments(doc).reduce((sum, each) => sum + open(each), open(doc));
}
