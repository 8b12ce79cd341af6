import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { byId, emptyDoc, isBlank, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { fingerprint } from '../../../../src/core/annotation/fingerprint';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { addComment } from '../../../../src/core/edit/comments';
import { apply, invert } from '../../../../src/core/edit/edit';
import { acceptRemoval, judge, restoreRemoved } from '../../../../src/core/edit/review';
import { itemState } from '../../../../src/core/review/reviewItem';
import { reviewItems } from '../../../../src/core/review/reviewItems';

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 100 }), annotations };
}

function box(id: string, x: number, label = 'bolt'): Annotation {
  return { id, label, shape: { kind: 'box', x, y: 10, width: 20, height: 10 } };
}

describe('what a reviewer looks at', () => {
  const before = docOf(box('a', 0), box('b', 40), box('c', 70));
  const after = docOf(box('a', 2), box('c', 70), box('d', 10, 'nut'));

  it('is each changed instance, with what happened to it in words', () => {
    const items = reviewItems(before, after);
    assert.deepEqual(
      items.map(({ id, removed }) => [id, removed]),
      [
        ['a', undefined],
        ['b', true],
        ['d', undefined],
      ],
    );
    assert.match(items[0]?.words ?? '', /moved 2 px right/);
    assert.deepEqual(items[1]?.before, box('b', 40));
    assert.equal(items[2]?.before, undefined);
    assert.equal(reviewItems(undefined, after).length, 3);
  });

  it('is not what was only remarked: comments and verdicts', () => {
    const said = apply(after, addComment(after, 'a', { id: 'c', text: 'why?' })).doc;
    const judged = apply(said, judge(said.annotations, 'accepted', 'Anna')).doc;
    assert.deepEqual(reviewItems(after, judged), []);
  });

  it('is open until it is judged, and again when it was changed since', () => {
    const [moved, removed, added] = reviewItems(before, after);
    assert.ok(moved && removed && added);
    assert.equal(itemState(moved, after), 'open');
    const judged = apply(after, judge(after.annotations, 'returned', undefined)).doc;
    assert.equal(itemState(moved, judged), 'returned');
    const [a, ...rest] = judged.annotations;
    assert.ok(a);
    assert.equal(itemState(moved, docOf({ ...a, label: 'nut' }, ...rest)), 'open');
    assert.equal(itemState(added, docOf()), 'accepted', 'what was deleted since has nothing to judge');
    assert.equal(itemState(removed, after), 'open');
    assert.equal(itemState(removed, before), 'restored');
  });

  it('keeps that a removal was accepted with the image, for what was removed', () => {
    const [, removed] = reviewItems(before, after);
    const gone = removed?.before;
    assert.ok(removed && gone);
    const noted = apply(after, acceptRemoval(after, gone, 'Ada')).doc;
    assert.deepEqual(noted.removed, [{ id: 'b', by: 'Ada', of: fingerprint(gone) }]);
    const read = parseSidecar(printSidecar(noted));
    assert.ok(read.ok);
    assert.equal(itemState(removed, read.doc), 'accepted', 'also after the window was closed, on any clone');
    assert.deepEqual(reviewItems(after, noted), [], 'it is no change of labels');
    assert.equal(isBlank({ ...emptyDoc(after.image), removed: noted.removed ?? [] }), false);
    const other = { ...removed, before: { ...gone, label: 'nut' } };
    assert.equal(itemState(other, noted), 'open', 'it was another one that was accepted to be gone');
    assert.deepEqual(apply(noted, acceptRemoval(noted, gone, 'Bob')).doc.removed?.length, 1);
  });

  it('takes it back when the removed one is restored, in one step', () => {
    const gone = box('b', 40);
    const noted = apply(after, acceptRemoval(after, gone, undefined)).doc;
    const edit = restoreRemoved(noted, gone);
    const restored = apply(noted, edit).doc;
    assert.deepEqual([restored.removed, byId(restored).get('b')], [undefined, gone]);
    assert.deepEqual(apply(restored, invert(edit)).doc, noted);
    assert.equal(restoreRemoved(after, gone).facts, undefined);
  });

  it('merges the removals that two reviewers accepted', () => {
    const [ada, bob] = ['Ada', 'Bob'].map((by) => apply(after, acceptRemoval(after, box('b', 40), by)).doc);
    const more = apply(bob ?? after, acceptRemoval(bob ?? after, box('e', 1), 'Bob')).doc;
    const merged = mergeDocs(after, ada ?? after, more).doc;
    assert.deepEqual(
      merged.removed?.map(({ id, by }) => `${id} ${by}`),
      ['b Ada', 'b Bob', 'e Bob'],
    );
    assert.deepEqual(mergeDocs(after, more, ada ?? after).doc.removed, merged.removed);
    assert.deepEqual(mergeDocs(more, after, more).doc.removed, undefined);
  });
});
