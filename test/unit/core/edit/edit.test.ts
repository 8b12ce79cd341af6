import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';
import { apply, difference, emptyEdit, invert, isEmpty, squash } from '../../../../src/core/edit/edit';
import { arbitraryDoc, arbitraryEdit, arbitraryHistory } from '../../../helpers/arbitrary';

function assertSound(doc: AnnotationDoc): void {
  const ids = doc.annotations.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort(), 'ids are unique and sorted');
}

describe('an edit', function () {
  this.timeout(20_000);

  it('that is the difference of two documents leads from one to the other', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        const { doc, skipped } = apply(a, difference('any', a, b));
        assert.deepEqual(doc, b);
        assert.equal(skipped, 0);
      }),
    );
  });

  it('is empty exactly between equal documents', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        assert.ok(isEmpty(difference('none', a, structuredClone(a))));
        if (isEmpty(difference('any', a, b))) assert.deepEqual(a, b);
      }),
    );
  });

  it('is taken back by its inverse', () => {
    fc.assert(
      fc.property(arbitraryHistory(1), ({ docs: [a], edits: [edit] }) => {
        assert.ok(a && edit);
        const { doc, skipped } = apply(apply(a, edit).doc, invert(edit));
        assert.deepEqual(doc, a);
        assert.equal(skipped, 0);
        assert.deepEqual(invert(invert(edit)), edit);
      }),
    );
  });

  it('squashed with the next one does what both do, and undoes it', () => {
    fc.assert(
      fc.property(arbitraryHistory(2), ({ docs: [a, , c], edits: [first, second] }) => {
        assert.ok(a && c && first && second);
        const both = squash(first, second, 'both');
        assert.deepEqual(apply(a, both).doc, c);
        assert.deepEqual(apply(c, invert(both)).doc, a);
        assert.equal(both.label, 'both');
      }),
    );
  });

  it('squashes in any grouping to the same effect', () => {
    fc.assert(
      fc.property(arbitraryHistory(3), ({ docs: [a, , , d], edits: [x, y, z] }) => {
        assert.ok(a && d && x && y && z);
        assert.deepEqual(apply(a, squash(squash(x, y), z)).doc, d);
        assert.deepEqual(apply(a, squash(x, squash(y, z))).doc, d);
      }),
    );
  });

  it('squashed with its inverse is empty', () => {
    fc.assert(
      fc.property(arbitraryHistory(1), ({ edits: [edit] }) => {
        assert.ok(edit);
        assert.ok(isEmpty(squash(edit, invert(edit))));
      }),
    );
  });

  it('meets any document without throwing, and leaves a sound one', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryEdit, arbitraryEdit, (doc, first, second) => {
        for (const edit of [first, invert(first), squash(first, second), emptyEdit('none')]) {
          const before = structuredClone(doc);
          const after = apply(doc, edit);
          assertSound(after.doc);
          const parts = edit.added.length + edit.removed.length + edit.updated.length;
          assert.ok(after.skipped >= 0 && after.skipped <= parts);
          assert.deepEqual(doc, before, 'the document it was applied to is as it was');
          assert.deepEqual(after.doc.image, doc.image);
        }
      }),
    );
  });

  it('counts what no longer fits and does the rest', () => {
    const box = { kind: 'box', x: 0, y: 0, width: 1, height: 1 } as const;
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, label: 'nut', shape: box }));
    assert.ok(a && b && c);
    const doc: AnnotationDoc = {
      image: { file: 'x.png', widthPx: 9, heightPx: 9 },
      tags: [],
      annotations: [a, b],
      kept: [],
    };
    const edit = {
      label: 'old',
      added: [a, c],
      removed: [c, b],
      updated: [
        [c, { ...c, label: 'bolt' }],
        [a, { ...a, label: 'bolt' }],
      ] as const,
    };
    const after = apply(doc, edit);
    assert.equal(after.skipped, 3);
    assert.deepEqual(after.doc.annotations, [{ ...a, label: 'bolt' }, c]);
  });

  it('changes tags and state together and leaves unknown keys alone', () => {
    const doc: AnnotationDoc = {
      image: { file: 'x.png', widthPx: 9, heightPx: 9 },
      state: 'done',
      tags: ['a'],
      annotations: [],
      kept: [{ odd: true }],
      extra: { reviewer: 'k' },
    };
    const { state: _, ...open } = doc;
    const edit = difference('Reopen', doc, { ...open, tags: [] });
    const extra = { reviewer: 'k' };
    assert.deepEqual(edit.facts, [
      { state: 'done', tags: ['a'], extra },
      { tags: [], extra },
    ]);
    assert.deepEqual(apply(doc, edit).doc, { ...open, tags: [] });
    assert.deepEqual(apply({ ...open, tags: [] }, invert(edit)).doc, doc);
  });
});
