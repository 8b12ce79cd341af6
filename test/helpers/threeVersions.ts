import fc from 'fast-check';
import type { Annotation } from '../../src/core/annotation/annotation';
import { compareIds, type AnnotationDoc } from '../../src/core/annotation/document';
import { arbitraryDoc, arbitraryShape } from './arbitrary';

/** What somebody does to an annotation; undefined removes it. */
type Change = (annotation: Annotation) => Annotation | undefined;

const someChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Change>((annotation) => annotation) },
  { weight: 1, arbitrary: fc.constant<Change>(() => undefined) },
  fc.constantFrom('car', 'bus', 'a, "b"').map((label): Change => (annotation) => ({ ...annotation, label })),
  arbitraryShape.map((shape): Change => (annotation) => ({ ...annotation, shape })),
  fc.constant<Change>((annotation) => ({ ...annotation, occluded: true })),
  fc.constantFrom(1, 2, 3).map((group): Change => (annotation) => ({ ...annotation, group })),
  fc.constantFrom('x', 'y').map((text): Change => (annotation) => ({ ...annotation, text })),
  fc.constantFrom('left', 'right').map((side): Change => (annotation) => ({
    ...annotation,
    attributes: { ...annotation.attributes, side },
  })),
);

/** Mostly such as people have them: class, shape and little else. */
const commonDoc = fc.tuple(arbitraryDoc, fc.infiniteStream(fc.nat(3))).map(([doc, dice]): AnnotationDoc => {
  const { comments: _, conflict: __, extra: ___, ...plain } = doc;
  const annotations = doc.annotations.map((annotation) => {
    const { id, label, shape, occluded } = annotation;
    return dice.next().value === 0 ? annotation : { id, label, shape, ...(occluded && { occluded }) };
  });
  return { ...plain, annotations };
});

function changed(base: AnnotationDoc): fc.Arbitrary<AnnotationDoc> {
  const count = base.annotations.length;
  return fc
    .record({
      changes: fc.array(someChange, { minLength: count, maxLength: count }),
      other: fc.option(commonDoc, { freq: 2, nil: undefined }),
      state: fc.constantFrom(undefined, 'done' as const, 'todo' as const),
      takesFacts: fc.boolean(),
    })
    .map(({ changes, other, state, takesFacts }) => {
      const kept = base.annotations.flatMap((annotation, i) => changes[i]?.(annotation) ?? []);
      const known = new Set(base.annotations.map(({ id }) => id));
      const added = other?.annotations.filter(({ id }) => !known.has(id)).slice(0, 3) ?? [];
      const facts = takesFacts && other ? { ...base, tags: other.tags } : base;
      return { ...facts, ...(state && { state }), annotations: [...kept, ...added].sort(compareIds) };
    });
}

/** A document and what two people made of it: most of it untouched, some things by both. */
export const threeVersions = fc
  .oneof({ weight: 1, arbitrary: arbitraryDoc }, { weight: 3, arbitrary: commonDoc })
  .chain((base) =>
    fc.record({
      base: fc.oneof(
        { weight: 9, arbitrary: fc.constant(base) },
        { weight: 1, arbitrary: fc.constant(undefined) },
      ),
      ours: changed(base),
      theirs: changed(base),
    }),
  );
