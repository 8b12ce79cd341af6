import type { Comment } from '../annotation/annotation';
import { byId, type AnnotationDoc } from '../annotation/document';
import type { CommentTarget } from '../annotation/openComments';
import { emptyEdit, factsOf, type Edit } from './edit';
import { setFacts, update } from './edits';

type Comments = readonly Comment[];

/** The comments of an annotation, or of the image. */
export function commentsOf(doc: AnnotationDoc, target: CommentTarget): Comments {
  return (target === undefined ? doc : byId(doc).get(target))?.comments ?? [];
}

export function addComment(doc: AnnotationDoc, target: CommentTarget, comment: Comment): Edit {
  return changeComments('Comment', doc, target, (comments) => [...comments, comment]);
}

export function resolveComment(doc: AnnotationDoc, target: CommentTarget, id: string, on: boolean): Edit {
  return changeComments(on ? 'Resolve comment' : 'Reopen comment', doc, target, (comments) =>
    comments.map((comment) => {
      const { resolved: _, ...open } = comment;
      if (comment.id !== id) return comment;
      return on ? { ...open, resolved: true } : open;
    }),
  );
}

export function removeComment(doc: AnnotationDoc, target: CommentTarget, id: string): Edit {
  return changeComments('Delete comment', doc, target, (comments) =>
    comments.filter((comment) => comment.id !== id),
  );
}

/** An empty edit where the annotation is gone. An empty list is none. */
function changeComments(
  label: string,
  doc: AnnotationDoc,
  target: CommentTarget,
  change: (comments: Comments) => Comments,
): Edit {
  const next = change(commentsOf(doc, target));
  const said = next.length > 0 && { comments: next };
  if (target === undefined) {
    const { comments: _, ...facts } = factsOf(doc);
    return setFacts(label, doc, { ...facts, ...said });
  }
  const annotation = byId(doc).get(target);
  if (!annotation) return emptyEdit(label);
  return update(label, [annotation], ({ comments: _, ...rest }) => ({ ...rest, ...said }));
}
