import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { resolved } from '../../../../src/core/annotation/conflict';
import { byId, compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { fingerprint } from '../../../../src/core/annotation/fingerprint';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { twins } from '../../../../src/core/annotation/twins';
import { CHECKS } from '../../../../src/core/checks/index';
import { diffDocs } from '../../../../src/core/diff/docDiff';
import { apply, invert } from '../../../../src/core/edit/edit';
import { keepApart } from '../../../../src/core/edit/keepApart';
import { removeAnnotations } from '../../../../src/core/edit/links';
import { mergeTwins } from '../../../../src/core/edit/mergeTwins';
import { boxOf } from '../../../../src/core/shapes/box';

const image = { file: 'a.png', widthPx: 400, heightPx: 300 };
const box = (id: string, x: number, more: Partial<Annotation> = {}): Annotation => ({
  id,
  label: 'car',
  shape: boxOf({ x, y: 10, width: 100, height: 50 }),
  ...more,
});
const doc = (...annotations: Annotation[]): AnnotationDoc => ({
  ...emptyDoc(image),
  annotations: annotations.sort(compareIds),
});
const apartOf = (of: AnnotationDoc, id: string): readonly string[] | undefined => byId(of).get(id)?.apart;
const told = (of: AnnotationDoc): string[] =>
  CHECKS.filter(({ id }) => id === 'twins' || id === 'duplicate').flatMap((check) =>
    check
      .run({ doc: of, schema: undefined, image: undefined, imageExists: true, imageName: 'a.png' })
      .map((finding) => `${check.id} ${finding.annotationId}`),
  );

describe('what is kept apart', () => {
  const near = doc(box('a', 0), box('b', 5));

  it('is no pair of twins and no duplicate any more, whichever of them says so', () => {
    assert.deepEqual(told(near), ['twins b']);
    assert.deepEqual(told(doc(box('a', 0), box('b', 0))), ['duplicate b']);
    for (const x of [0, 5]) {
      for (const both of [
        doc(box('a', 0), box('b', x, { apart: ['a'] })),
        doc(box('a', 0, { apart: ['b'] }), box('b', x)),
      ]) {
        assert.deepEqual(twins(both), []);
        assert.deepEqual(told(both), []);
      }
    }
  });

  it('still is a pair with a third one', () => {
    assert.deepEqual(told(doc(box('a', 0), box('b', 5, { apart: ['a'] }), box('c', 10))), ['twins c']);
    assert.deepEqual(told(doc(box('a', 0), box('b', 0, { apart: ['a'] }), box('c', 0))), ['duplicate c']);
  });

  it('is said by one edit of the one with the higher id, and taken back by its inverse', () => {
    const [a, b] = near.annotations as [Annotation, Annotation];
    const edit = keepApart(b, a);
    assert.deepEqual(edit, keepApart(a, b));
    const after = apply(near, edit).doc;
    assert.deepEqual([apartOf(after, 'a'), apartOf(after, 'b')], [undefined, ['a']]);
    assert.deepEqual(apply(after, invert(edit)).doc, near);
  });

  it('is what the fix of each check says', () => {
    for (const x of [0, 5]) {
      const open = doc(box('a', 0), box('b', x));
      const input = { doc: open, schema: undefined, image: undefined, imageExists: true, imageName: 'a.png' };
      const fixes = CHECKS.flatMap((check) => check.run(input)).flatMap((finding) => finding.fixes);
      const keep = fixes.find(({ title }) => title.startsWith('Keep both'));
      assert.ok(keep);
      assert.deepEqual(told(apply(open, keep.edit).doc), []);
    }
  });

  it('is kept in the sidecar, sorted when both sides of a merge said something', () => {
    const base = doc(box('a', 0), box('b', 5), box('c', 6), box('d', 7));
    const says = (apart: string[]): AnnotationDoc =>
      doc(box('a', 0), box('b', 5), box('c', 6), box('d', 7, { apart }));
    const merged = mergeDocs(base, says(['c']), says(['b', 'a'])).doc;
    assert.deepEqual(apartOf(merged, 'd'), ['a', 'b', 'c']);
    const read = parseSidecar(printSidecar(merged));
    assert.ok(read.ok);
    assert.deepEqual(read.doc, merged);
    const taken = mergeDocs(says(['a', 'b']), says(['a']), says(['a', 'b', 'c'])).doc;
    assert.deepEqual(apartOf(taken, 'd'), ['a', 'c']);
  });

  it('follows one that got another id in a merge', () => {
    const [ours, theirs] = [doc(box('a', 0)), doc(box('a', 200), box('b', 205, { apart: ['a'] }))];
    const merged = mergeDocs(doc(), ours, theirs).doc;
    const moved = merged.annotations.find(({ shape }) => shape.kind === 'box' && shape.x === 200);
    assert.deepEqual(apartOf(merged, 'b'), [moved?.id]);
    assert.deepEqual(told(merged), []);
  });

  it('is said by keeping both sides of a conflict', () => {
    const [ours, theirs] = [box('a', 0), box('a', 5)];
    const open: Annotation = {
      ...ours,
      conflict: [
        { side: 'base', as: box('a', 1) },
        { side: 'ours', as: ours },
        { side: 'theirs', as: theirs },
      ],
    };
    const both = doc(...resolved(open, 'both', () => 'b'));
    assert.deepEqual(apartOf(both, 'b'), ['a']);
    assert.deepEqual(told(both), []);
  });

  it('goes with the one it is about, and is said of the one that is left of two', () => {
    const three = doc(box('a', 0), box('b', 5, { apart: ['a'] }), box('c', 4, { apart: ['a', 'b'] }));
    const [a, b] = three.annotations as [Annotation, Annotation];
    assert.deepEqual(apartOf(apply(three, removeAnnotations(three, [a])).doc, 'b'), undefined);
    const one = apply(three, mergeTwins(three, a, b)).doc;
    assert.deepEqual([apartOf(one, 'a'), apartOf(one, 'c')], [undefined, ['a']]);
  });

  it('is no change of labels, and makes no review stale', () => {
    const [a, b] = near.annotations as [Annotation, Annotation];
    const after = apply(near, keepApart(a, b)).doc;
    assert.deepEqual(
      diffDocs(near, after).instances.map(({ kinds }) => kinds),
      [['noted']],
    );
    assert.equal(fingerprint(byId(after).get('b') ?? a), fingerprint(b));
  });
});
