import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { countOpenComments, withOpenComments } from '../../../../src/core/annotation/openComments';
import { addComment, commentsOf, removeComment, resolveComment } from '../../../../src/core/edit/comments';
import { apply, invert, isEmpty, type Edit } from '../../../../src/core/edit/edit';

const bolt: Annotation = {
  id: 'a',
  label: 'bolt',
  shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 },
  locked: true,
};
const doc: AnnotationDoc = {
  ...emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 100 }),
  state: 'done',
  annotations: [bolt],
};
const why = { id: 'c1', text: 'why?', by: 'Anna', at: '2026-05-12T10:00:00Z' };

/** The document after the edit; taking it back gives the one before. */
function after(before: AnnotationDoc, edit: Edit): AnnotationDoc {
  const next = apply(before, edit).doc;
  assert.deepEqual(apply(next, invert(edit)).doc, before);
  return next;
}

describe('comments', () => {
  for (const target of ['a', undefined])
    it(`are added, resolved, opened again and deleted on ${target ?? 'the image'}`, () => {
      const asked = after(doc, addComment(doc, target, why));
      assert.deepEqual(commentsOf(asked, target), [why]);
      assert.equal(countOpenComments(asked), 1);
      assert.equal(asked.state, 'done');
      const told = after(asked, addComment(asked, target, { id: 'c2', text: 'because' }));
      const closed = after(told, resolveComment(told, target, 'c1', true));
      assert.deepEqual(commentsOf(closed, target)[0], { ...why, resolved: true });
      assert.equal(countOpenComments(closed), 1);
      assert.deepEqual(after(closed, resolveComment(closed, target, 'c1', false)), told);
      const first = after(closed, removeComment(closed, target, 'c1'));
      assert.deepEqual(after(first, removeComment(first, target, 'c2')), doc);
    });

  it('name the annotations that have open ones', () => {
    const asked = after(doc, addComment(doc, 'a', why));
    assert.deepEqual(withOpenComments(asked), asked.annotations);
    const closed = after(asked, resolveComment(asked, 'a', 'c1', true));
    assert.deepEqual(withOpenComments(closed), []);
  });

  it('do nothing to an annotation that is gone', () => {
    assert.ok(isEmpty(addComment(doc, 'gone', why)));
    assert.ok(isEmpty(removeComment(doc, 'a', 'gone')));
  });
});
