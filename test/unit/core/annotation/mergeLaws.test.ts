import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation, ConflictSide } from '../../../../src/core/annotation/annotation';
import { isUndecided } from '../../../../src/core/annotation/conflict';
import { byId, sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { canonicalText } from '../../../../src/core/annotation/merge/canonicalText';
import { changedProperties } from '../../../../src/core/annotation/merge/mergeAnnotation';
import { propertyOf } from '../../../../src/core/annotation/merge/property';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { scripted, STEPS, type Script } from '../../../helpers/mergeScript';

/** The same cases each time; `RELABEL_SEED=random` looks for others. More than 100,000 of this file together. */
const SEED = process.env['RELABEL_SEED'] === 'random' ? {} : { seed: 20_261 };

const script = (maxLength: number): fc.Arbitrary<Script> =>
  fc.array(fc.integer({ min: 0, max: STEPS - 1 }), { maxLength });

interface Case {
  readonly base: AnnotationDoc;
  readonly ours: AnnotationDoc;
  readonly theirs: AnnotationDoc;
}

/** What two sides made of a base; every other time the base is itself a merge that nobody has decided yet. */
const anyCase: fc.Arbitrary<Case> = fc
  .tuple(
    script(5),
    fc.option(fc.tuple(script(3), script(3)), { freq: 1, nil: undefined }),
    script(3),
    script(3),
  )
  .map(([before, forks, left, right]) => {
    const root = scripted(before);
    const base = forks ? mergeDocs(root, scripted(forks[0], root), scripted(forks[1], root)).doc : root;
    return { base, ours: scripted(left, base), theirs: scripted(right, base) };
  });

function holds(numRuns: number, law: (each: Case) => void): void {
  fc.assert(fc.property(anyCase, law), { numRuns, ...SEED });
}

/** Equal, and not the same object anywhere that a shortcut could see. */
function copy(doc: AnnotationDoc): AnnotationDoc {
  return {
    ...doc,
    tags: [...doc.tags],
    kept: [...doc.kept],
    annotations: doc.annotations.map((annotation) => ({ ...annotation })),
  };
}

function same(actual: AnnotationDoc, expected: AnnotationDoc): void {
  if (!sameValue(actual, expected)) assert.deepEqual(actual, expected);
}

describe('laws of the three-way merge', function () {
  this.timeout(120_000);

  it('what one side alone changed is the result, and what both made alike', () => {
    holds(20_000, ({ base, ours }) => {
      const alone = mergeDocs(base, ours, copy(base));
      same(alone.doc, ours);
      assert.equal(alone.conflicts.length, 0);
      same(mergeDocs(base, copy(base), ours).doc, ours);
      same(mergeDocs(base, ours, copy(ours)).doc, ours);
    });
  });

  it('loses nothing that a side changed, and is symmetric up to which side is ours', () => {
    holds(50_000, ({ base, ours, theirs }) => {
      const [one, other] = [mergeDocs(base, ours, theirs), mergeDocs(base, theirs, ours)];
      same(sideless(one.doc), sideless(other.doc));
      assert.equal(one.conflicts.length, other.conflicts.length);
      for (const side of [ours, theirs]) assertStands(base, side, one.doc);
    });
  });

  it('makes a document that prints and reads as itself', () => {
    holds(20_000, ({ base, ours, theirs }) => {
      const { doc } = mergeDocs(base, ours, theirs);
      const again = parseSidecar(printSidecar(doc));
      assert.ok(again.ok);
      same(again.doc, doc);
      assert.ok(again.problems.every(({ code }) => code === 'sidecar-entry'));
    });
  });

  it('is associative where there is no conflict and no id was drawn twice', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.tuple(script(5), script(3), script(3), script(3)), ([before, x, y, z]) => {
        const base = scripted(before);
        const [a, b, c] = [x, y, z].map((steps, i) => apart(scripted(steps, base), base, i));
        if (!a || !b || !c) return;
        const merge = (p: AnnotationDoc, q: AnnotationDoc) => mergeDocs(base, p, q);
        const [ab, bc, ac] = [merge(a, b), merge(b, c), merge(a, c)];
        if ([ab, bc, ac].some(({ doc, conflicts }) => conflicts.length > 0 || isUndecided(doc))) return;
        const [left, right] = [merge(ab.doc, c), merge(a, bc.doc)];
        compared++;
        assert.deepEqual(left.conflicts.length + right.conflicts.length, 0);
        same(unordered(left.doc), unordered(right.doc));
      }),
      { numRuns: 20_000, ...SEED },
    );
    assert.ok(compared > 5000, `${compared} cases without a conflict`);
  });
});

/** Things of one's own: what a side adds goes by ids and groups that no other side draws. */
function apart(doc: AnnotationDoc, base: AnnotationDoc, side: number): AnnotationDoc {
  const annotations = doc.annotations.map((annotation): Annotation => {
    const was = byId(base).get(annotation.id);
    const id = was ? annotation.id : `${annotation.id}${side}`;
    const group = annotation.group === was?.group ? annotation.group : side + 10;
    const comments = annotation.comments?.map((comment, i) =>
      was?.comments?.[i] ? comment : { ...comment, id: `${comment.id}${side}` },
    );
    return { ...annotation, id, ...(group !== undefined && { group }), ...(comments && { comments }) };
  });
  const comments = doc.comments?.map((comment, i) =>
    base.comments?.[i] ? comment : { ...comment, id: `${comment.id}${side}` },
  );
  return {
    ...doc,
    annotations: annotations.sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(comments && { comments }),
  };
}

/** Orders that say nothing made equal: of tags, links and comments. */
function unordered(doc: AnnotationDoc): AnnotationDoc {
  const sorted = <T>(list: readonly T[] | undefined): readonly T[] =>
    [...(list ?? [])].sort((a, b) => (canonicalText(a) < canonicalText(b) ? -1 : 1));
  return {
    ...doc,
    tags: sorted(doc.tags),
    comments: sorted(doc.comments),
    removed: sorted(doc.removed),
    annotations: doc.annotations.map((annotation) => ({
      ...annotation,
      links: sorted(annotation.links),
      apart: sorted(annotation.apart),
      comments: sorted(annotation.comments),
    })),
  };
}

/** Without saying who is who: versions in one order, and nothing of what stands only because it is ours. */
function sideless(doc: AnnotationDoc): AnnotationDoc {
  const { state, image, extra, ...rest } = doc;
  const versions = versionsOf(doc.conflict);
  return {
    ...rest,
    ...(versions.length === 0 ? { image, ...(state && { state }), ...(extra && { extra }) } : { image }),
    ...(versions.length > 0 && { conflict: versions as never }),
    annotations: doc.annotations.map(sidelessOne),
  };
}

function sidelessOne(annotation: Annotation): Annotation {
  if (!annotation.conflict) return annotation;
  const versions = versionsOf(annotation.conflict);
  // What stands of a clash depends on the side; links, comments and what is kept apart never clash.
  const { id, links, apart, comments } = annotation;
  return {
    ...({ id, links, apart, comments } as unknown as Annotation),
    conflict: versions as never,
  };
}

function versionsOf(
  sides: readonly { readonly side: string; readonly as: unknown }[] = [],
): readonly string[] {
  const text = ({ side, as }: { readonly side: string; readonly as: unknown }): string =>
    `${side === 'base' ? 'base' : ''} ${canonicalText(as)}`;
  return sides.map(text).sort();
}

/** Every value that `side` changed against `base` stands in `doc`, or in what is to be decided of it. */
function assertStands(base: AnnotationDoc, side: AnnotationDoc, doc: AnnotationDoc): void {
  for (const annotation of side.annotations) {
    const was = byId(base).get(annotation.id);
    if (sameValue(was, annotation)) continue;
    const places = placesOf(annotation, was, doc);
    const properties = was ? changedProperties(was, annotation) : propertiesOf(annotation);
    for (const property of properties) {
      const value = propertyOf(annotation, property);
      const stands = places.some((place) => isSaid(place, property, value));
      assert.ok(stands, `${annotation.id}: ${property} = ${JSON.stringify(value)}\n${printSidecar(doc)}`);
    }
    for (const { text } of annotation.comments ?? [])
      if (!was?.comments?.some((each) => each.text === text))
        assert.ok(
          places.some(({ comments }) => comments?.some((each) => each.text === text)),
          `comment ${text}`,
        );
    // The other may be one of two drawn under one id, and have another one now.
    for (const id of annotation.apart ?? [])
      if (!was?.apart?.includes(id))
        assert.ok(
          places.some(({ apart }) => apart !== undefined),
          `apart from ${id}`,
        );
    for (const link of annotation.links ?? [])
      if (!was?.links?.some((each) => sameValue(each, link)))
        assert.ok(
          places.some(({ links }) => links?.some(({ name }) => name === link.name)),
          `link to ${link.to}`,
        );
  }
  for (const { id } of base.annotations) {
    if (byId(side).has(id)) continue;
    const now = byId(doc).get(id);
    assert.ok(!now || now.conflict?.some(({ as }) => as === null), `${id} was removed`);
  }
  assertFactsStand(base, side, doc);
}

function assertFactsStand(base: AnnotationDoc, side: AnnotationDoc, doc: AnnotationDoc): void {
  for (const tag of side.tags) if (!base.tags.includes(tag)) assert.ok(doc.tags.includes(tag), tag);
  for (const tag of base.tags) if (!side.tags.includes(tag)) assert.ok(!doc.tags.includes(tag), tag);
  for (const removal of side.removed ?? [])
    if (!base.removed?.some((each) => sameValue(each, removal)))
      assert.ok(
        doc.removed?.some((each) => sameValue(each, removal)),
        removal.id,
      );
  const versions = [doc, ...(doc.conflict ?? []).map(({ as }) => as)];
  if (side.state !== base.state) assert.ok(versions.some(({ state }) => state === side.state));
  for (const [key, value] of Object.entries(side.extra ?? {}))
    if (base.extra?.[key] !== value) assert.ok(versions.some(({ extra }) => extra?.[key] === value));
  for (const entry of side.kept)
    if (!base.kept.some((each) => sameValue(each, entry)))
      assert.ok(
        doc.kept.some((each) => sameValue(each, entry)),
        JSON.stringify(entry),
      );
}

/** Where an annotation of a side may be in the result: under its id or, drawn twice, under one that nobody had. */
function placesOf(
  annotation: Annotation,
  was: Annotation | undefined,
  doc: AnnotationDoc,
): readonly Annotation[] {
  const found = byId(doc).get(annotation.id);
  if (was) return found ? [found] : [];
  return doc.annotations.filter(({ id }) => id === annotation.id || id.length === 6);
}

function propertiesOf(annotation: Annotation): readonly string[] {
  const nothing: Annotation = { id: annotation.id, label: '', shape: { kind: 'point', x: NaN, y: NaN } };
  return changedProperties(nothing, annotation);
}

function isSaid(annotation: Annotation, property: string, value: unknown): boolean {
  const versions = [annotation, ...(annotation.conflict ?? []).flatMap(({ as }: ConflictSide) => as ?? [])];
  // Two groups of one number become two numbers, and of two verdicts that agree one stands.
  return versions.some((version) => {
    const now = propertyOf(version, property);
    if (property === 'group') return (now === undefined) === (value === undefined);
    if (property === 'review')
      return (now as typeof version.review)?.verdict === (value as typeof version.review)?.verdict;
    return sameValue(now, value);
  });
}
