import type { AnnotationDoc } from '../../annotation/document';
import type { Rect } from '../../geometry/rect';
import type { LabeledImage } from '../labelSet';
import { loweredAnnotations } from './annotations';
import { countForeign } from './facts';
import type { Plan } from './plan';
import type { Tally } from './tally';

/** An image and its labels as the format holds them; the same object when nothing is lost. */
export function loweredImage(image: LabeledImage, plan: Plan, tally: Tally): LabeledImage {
  const doc = loweredDoc(image.doc, plan, tally);
  const { split, ...rest } = image;
  const losesSplit = split !== undefined && !plan.holds.splits;
  if (losesSplit) tally.add('split-dropped', 'images no longer say which split they belong to');
  if (!image.labelled && !plan.holds.negatives)
    tally.add('unlabelled-unsaid', 'images that nobody has looked at look like those with nothing on them');
  if (doc === image.doc && !losesSplit) return image;
  return losesSplit ? { ...rest, doc } : { ...image, doc };
}

function loweredDoc(doc: AnnotationDoc, plan: Plan, tally: Tally): AnnotationDoc {
  countAside(doc, plan, tally);
  const annotations = loweredAnnotations(doc.annotations, plan, frameOf(doc), tally);
  const tags = loweredTags(doc.tags, plan, tally);
  const losesState = doc.state !== undefined && !plan.holds.state;
  if (losesState) tally.add('state-dropped', 'images lose their mark "done" or "to do"');
  const own = withoutRemarks(losesState ? withoutState(doc) : doc, plan, tally);
  if (annotations === doc.annotations && tags === doc.tags && own === doc) return doc;
  return { ...own, annotations, tags };
}

function withoutState({ state: _, ...stateless }: AnnotationDoc): AnnotationDoc {
  return stateless;
}

/** Comments on the whole image, what a merge left open of it, and which removals were accepted. */
function withoutRemarks(doc: AnnotationDoc, { holds }: Plan, tally: Tally): AnnotationDoc {
  const { comments, conflict, removed, ...rest } = doc;
  const losesComments = comments !== undefined && !holds.fields.includes('comments');
  const losesConflict = conflict !== undefined && !holds.fields.includes('conflict');
  const losesRemoved = removed !== undefined && !holds.fields.includes('review');
  if (!losesComments && !losesConflict && !losesRemoved) return doc;
  if (losesComments) tally.add('image-comments-dropped', 'images lose their comments');
  if (losesConflict)
    tally.add('image-conflict-dropped', 'images that a merge left undecided lose their other versions');
  if (losesRemoved)
    tally.add('image-review-dropped', 'images no longer say which removals a reviewer accepted');
  const kept = {
    ...(!losesComments && comments && { comments }),
    ...(!losesConflict && conflict && { conflict }),
    ...(!losesRemoved && removed && { removed }),
  };
  return { ...rest, ...kept };
}

/** The image in whole pixels, where its size is known. */
function frameOf({ image: { widthPx, heightPx } }: AnnotationDoc): Rect | undefined {
  return widthPx > 0 && heightPx > 0 ? { x: 0, y: 0, width: widthPx, height: heightPx } : undefined;
}

function loweredTags(tags: readonly string[], { holds }: Plan, tally: Tally): readonly string[] {
  const most = holds.tags === 'several' ? Infinity : holds.tags === 'one' ? 1 : 0;
  if (tags.length <= most) return tags;
  const message =
    most === 1
      ? 'tags of images are dropped: there is room for the first only'
      : 'tags of images are dropped';
  tally.add('tags-dropped', message, tags.length - most);
  return tags.slice(0, most);
}

function countAside({ kept, extra, image }: AnnotationDoc, plan: Plan, tally: Tally): void {
  if (plan.options.family === undefined || plan.holds.foreign === 'all') return;
  if (kept.length > 0)
    tally.add('kept-dropped', 'entries that could not be understood are dropped', kept.length);
  if (extra) countForeign(extra, plan, tally, 'images');
  if (image.extra) countForeign(image.extra, plan, tally, 'images');
}
