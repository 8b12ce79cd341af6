import { kindOf, type Shape } from '../../shapes/index';
import type { Annotation } from '../annotation';
import { byId, sameValue, type AnnotationDoc, type ImageFacts } from '../document';
import { rounded } from '../annotation';
import { mergeMembers } from './mergeMembers';
import type { Versions } from './sharedIds';

/** The versions in one frame, and what the image is after the merge. */
export interface Aligned {
  readonly versions: Versions;
  readonly image: ImageFacts;
  /** The image's facts cannot be decided: ours stand. */
  readonly clash: boolean;
}

type Frame = Pick<ImageFacts, 'widthPx' | 'heightPx'>;

/** What a side did with its coordinates when the image got another size: nothing, or scaled them; else unknown. */
type Move = 'kept' | 'scaled' | 'unknown';

/**
 * Brings the versions into one frame (upright pixels). Where a side took on another image size and scaled its labels,
 * the others are scaled, too; where it left them as they are, they fit as they are. What it did is told by the labels
 * that it has in common with the base; where that tells nothing and coordinates of two frames would be mixed, the
 * image is in conflict.
 */
export function aligned(versions: Versions): Aligned {
  const { base, ours, theirs } = versions;
  const { value, clash } = mergedImage(base.image, ours.image, theirs.image);
  if (isSameFrame(base.image, ours.image) && isSameFrame(base.image, theirs.image))
    return { versions, image: value, clash };
  const moved = inOneFrame(versions, value);
  return { versions: moved ?? versions, image: moved ? value : ours.image, clash: clash || !moved };
}

/** Width and height are one value. */
function mergedImage(
  base: ImageFacts,
  ours: ImageFacts,
  theirs: ImageFacts,
): { value: ImageFacts; clash: boolean } {
  const [b, o, t] = [partsOf(base), partsOf(ours), partsOf(theirs)];
  const own = mergeMembers(b.own, o.own, t.own);
  const extra = mergeMembers(b.extra, o.extra, t.extra);
  const { file, frame } = own.value as unknown as Parts['own'];
  const hasExtra = Object.keys(extra.value).length > 0;
  return {
    value: { file, ...frame, ...(hasExtra && { extra: extra.value as NonNullable<ImageFacts['extra']> }) },
    clash: own.clashes.length + extra.clashes.length > 0,
  };
}

interface Parts {
  readonly own: { readonly file: string; readonly frame: Frame };
  readonly extra: object;
}

function partsOf({ file, widthPx, heightPx, extra = {} }: ImageFacts): Parts {
  return { own: { file, frame: { widthPx, heightPx } }, extra };
}

function inOneFrame({ base, ours, theirs }: Versions, to: Frame): Versions | undefined {
  const moves = [ours, theirs]
    .filter((doc) => !isSameFrame(doc.image, base.image))
    .map((doc) => moveOf(base, doc));
  if ([ours, theirs].some((doc) => !isSameFrame(doc.image, base.image) && !isSameFrame(doc.image, to)))
    return isNothing(ours) || isNothing(theirs) ? { base, ours, theirs } : undefined;
  const others = [ours, theirs].filter((doc) => isSameFrame(doc.image, base.image));
  if (isUnmixed({ base, ours, theirs }, others[0])) return { base, ours, theirs };
  if (moves.every((move) => move === 'kept') || (others.length > 0 && others.every(isNothing)))
    return { base, ours, theirs };
  if (!moves.every((move) => move === 'scaled')) return undefined;
  // What could not be understood cannot be scaled.
  if (others.some(({ kept }) => !sameValue(kept, base.kept))) return undefined;
  const moved = (doc: AnnotationDoc): AnnotationDoc => (isSameFrame(doc.image, to) ? doc : scaled(doc, to));
  return { base: moved(base), ours: moved(ours), theirs: moved(theirs) };
}

/** Nothing of the old frame can come to stand in the new one; `other`: the side that kept the old one. */
function isUnmixed({ base, ours, theirs }: Versions, other: AnnotationDoc | undefined): boolean {
  return other ? isSameList(base, other) : isNothing(base) || isSameList(ours, theirs);
}

function isSameList(a: AnnotationDoc, b: AnnotationDoc): boolean {
  return sameValue(a.annotations, b.annotations) && sameValue(a.kept, b.kept);
}

function isSameFrame(a: Frame, b: Frame): boolean {
  return a.widthPx === b.widthPx && a.heightPx === b.heightPx;
}

function isNothing({ annotations, kept }: AnnotationDoc): boolean {
  return annotations.length === 0 && kept.length === 0;
}

function moveOf(base: AnnotationDoc, doc: AnnotationDoc): Move {
  const before = byId(base);
  let votes = 0;
  for (const { id, shape } of doc.annotations) {
    const was = before.get(id)?.shape;
    if (!was) continue;
    if (sameValue(was, shape)) votes--;
    else if (sameValue(scaledShape(was, base.image, doc.image), shape)) votes++;
  }
  return votes > 0 ? 'scaled' : votes < 0 ? 'kept' : 'unknown';
}

function scaledShape(shape: Shape, from: Frame, to: Frame): Shape {
  const made = kindOf(shape).scale(shape, to.widthPx / from.widthPx, to.heightPx / from.heightPx);
  return kindOf(made).round(made);
}

function scaled(doc: AnnotationDoc, to: Frame): AnnotationDoc {
  const one = (annotation: Annotation): Annotation =>
    rounded({ ...annotation, shape: scaledShape(annotation.shape, doc.image, to) });
  const annotations = doc.annotations.map((annotation) => {
    const conflict = annotation.conflict?.map((side) => ({ ...side, as: side.as && one(side.as) }));
    return { ...one(annotation), ...(conflict && { conflict }) };
  });
  return { ...doc, annotations };
}
