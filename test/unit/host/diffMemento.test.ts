import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mementoOf, requestIn } from '../../../src/host/diff/diffMemento';
import type { DiffRequest } from '../../../src/host/diff/request';

const COMMIT = 'a'.repeat(40);

function requestOf(count: number): DiffRequest {
  const left = { revision: { kind: 'commit', commit: COMMIT, name: 'v1' }, title: 'v1' } as const;
  const right = { revision: { kind: 'worktree' }, title: 'Working Tree' } as const;
  const pairs = Array.from({ length: count }, (_, i) => ({ imagePath: `/data/${i}.jpg`, left, right }));
  return { title: 'v1 ↔ Working Tree', pairs, start: 0 };
}

describe('what a comparison keeps over a reload of the window', () => {
  const kept = (request: DiffRequest, index: number): DiffRequest | undefined =>
    requestIn(JSON.parse(JSON.stringify({ look: {}, memento: mementoOf(request, index) })));

  it('is the same comparison at the same image', () => {
    assert.deepEqual(kept(requestOf(3), 1), { ...requestOf(3), start: 1 });
  });

  it('is a part of a long list, with the image that was shown', () => {
    for (const index of [0, 7, 2500, 4999]) {
      const found = kept(requestOf(5000), index);
      assert.ok(found && found.pairs.length === 500);
      assert.equal(found.pairs[found.start ?? 0]?.imagePath, `/data/${index}.jpg`);
    }
  });

  it('is nothing where something else was kept', () => {
    fc.assert(fc.property(fc.anything(), (value) => assert.equal(requestIn(value), undefined)));
    const broken = [
      { title: 'a', pairs: [] },
      { title: 'a', pairs: [{ imagePath: 1 }] },
      { title: 'a', pairs: [{ imagePath: '/a', left: { revision: { kind: 'commit', commit: '--all' } } }] },
    ];
    for (const request of broken) assert.equal(requestIn({ memento: { request } }), undefined);
  });
});
