import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { addComment } from '../../../../src/core/edit/comments';
import { apply } from '../../../../src/core/edit/edit';
import { judge } from '../../../../src/core/edit/review';
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
    assert.equal(itemState(moved, after, []), 'open');
    const judged = apply(after, judge(after.annotations, 'returned', undefined)).doc;
    assert.equal(itemState(moved, judged, []), 'returned');
    const [a, ...rest] = judged.annotations;
    assert.ok(a);
    assert.equal(itemState(moved, docOf({ ...a, label: 'nut' }, ...rest), []), 'open');
    assert.equal(itemState(added, docOf(), []), 'accepted', 'what was deleted since has nothing to judge');
    assert.equal(itemState(removed, after, []), 'open');
    assert.equal(itemState(removed, after, ['b']), 'accepted');
    assert.equal(itemState(removed, before, []), 'restored');
  });
});
