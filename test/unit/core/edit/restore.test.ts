import assert from 'node:assert/strict';
import fc from 'fast-check';
import { byId, emptyDoc } from '../../../../src/core/annotation/document';
import { apply, factsOf, invert, isEmpty } from '../../../../src/core/edit/edit';
import { restoreImage, restoreInstances } from '../../../../src/core/edit/restore';
import { arbitraryDoc } from '../../../helpers/arbitrary';

describe('restoring labels of a version', function () {
  this.timeout(30_000);

  it('makes an image what it was, but for its name, its size and what is not understood', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (now, was) => {
        const { doc, skipped } = apply(now, restoreImage('Restore', now, was));
        assert.equal(skipped, 0);
        assert.deepEqual(doc.annotations, was.annotations);
        assert.deepEqual(factsOf(doc), factsOf(was));
        assert.deepEqual([doc.image, doc.kept, doc.extra], [now.image, now.kept, now.extra]);
      }),
      { numRuns: 40 },
    );
  });

  it('takes all labels away where there were none', () => {
    fc.assert(
      fc.property(arbitraryDoc, (now) => {
        const { doc } = apply(now, restoreImage('Restore', now, undefined));
        assert.deepEqual(factsOf(doc), factsOf(emptyDoc(now.image)));
        assert.equal(doc.annotations.length, 0);
      }),
      { numRuns: 40 },
    );
  });

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (now, was) => {
        const edit = restoreImage('Restore', now, was);
        assert.deepEqual(apply(apply(now, edit).doc, invert(edit)).doc, now);
      }),
      { numRuns: 40 },
    );
  });

  it('makes the named instances what they were and leaves all others alone', () => {
    const some = fc.func(fc.boolean());
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, some, (now, was, chosen) => {
        const all = [...new Set([...now.annotations, ...was.annotations].map(({ id }) => id))];
        const ids = all.filter((id) => chosen(id));
        const instances = ids.map((id) => ({ was: id, is: id }));
        const { doc, skipped } = apply(now, restoreInstances('Restore', now, was, instances));
        assert.equal(skipped, 0);
        for (const id of all) assert.deepEqual(byId(doc).get(id), byId(ids.includes(id) ? was : now).get(id));
        assert.deepEqual(factsOf(doc), factsOf(now));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the id that an instance has now, and does nothing twice', () => {
    const shape = { kind: 'box', x: 1, y: 2, width: 3, height: 4 } as const;
    const image = { file: 'a.png', widthPx: 9, heightPx: 9 };
    const doc = (id: string, label: string) => ({
      ...emptyDoc(image),
      annotations: [{ id, label, shape }],
    });
    const now = doc('new', 'car');
    const edit = restoreInstances('Restore', now, doc('old', 'bus'), [{ was: 'old', is: 'new' }]);
    const after = apply(now, edit).doc;
    assert.deepEqual(after.annotations, [{ id: 'new', label: 'bus', shape }]);
    assert.ok(isEmpty(restoreInstances('Restore', after, doc('old', 'bus'), [{ was: 'old', is: 'new' }])));
    assert.deepEqual(restoreInstances('Restore', now, undefined, [{ is: 'new' }]).removed, now.annotations);
  });
});
