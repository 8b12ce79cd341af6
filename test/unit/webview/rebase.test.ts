import assert from 'node:assert/strict';
import type { AnnotationDoc, DocFacts } from '../../../src/core/annotation/document';
import { apply, emptyEdit, factsOf, invert, type Edit } from '../../../src/core/edit/edit';
import { rebase } from '../../../webview/rebase';

const doc = (facts: DocFacts): AnnotationDoc => ({
  image: { file: 'a.png', widthPx: 10, heightPx: 10 },
  annotations: [],
  kept: [],
  ...facts,
});
const facts = (from: DocFacts, to: DocFacts): Edit => ({ ...emptyEdit('x'), facts: [from, to] });

describe('an edit that meets a document it was not made for', () => {
  it('changes of the facts what it meant to, and leaves what came meanwhile', () => {
    const edit = facts({ tags: ['day'] }, { tags: ['day', 'rain'], state: 'done' });
    const now = doc({ tags: ['day', 'city'], comments: [{ id: 'c1', text: 'from disk' }], extra: { a: 1 } });
    const { doc: next, edit: fitted } = rebase(now, edit);
    assert.deepEqual(factsOf(next), {
      tags: ['day', 'city', 'rain'],
      state: 'done',
      comments: [{ id: 'c1', text: 'from disk' }],
      extra: { a: 1 },
    });
    assert.deepEqual(apply(next, invert(fitted)).doc, now);
  });

  it('keeps comments of both, and the decision of a conflict', () => {
    const conflict = [
      { side: 'base' as const, as: {} },
      { side: 'ours' as const, as: { state: 'todo' as const } },
      { side: 'theirs' as const, as: { state: 'done' as const } },
    ];
    const mine = { id: 'm', text: 'mine' };
    const theirs = { id: 't', text: 'theirs' };
    const edit = facts({ tags: [], state: 'todo', conflict }, { tags: [], state: 'done', comments: [mine] });
    const { doc: next } = rebase(doc({ tags: [], state: 'todo', conflict, comments: [theirs] }), edit);
    assert.equal(next.conflict, undefined);
    assert.equal(next.state, 'done');
    assert.deepEqual(next.comments?.map(({ id }) => id).sort(), ['m', 't']);
  });
});
