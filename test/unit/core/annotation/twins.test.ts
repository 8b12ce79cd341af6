import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { twins } from '../../../../src/core/annotation/twins';
import { apply, invert } from '../../../../src/core/edit/edit';
import { mergeTwins } from '../../../../src/core/edit/mergeTwins';
import { boxOf } from '../../../../src/core/shapes/box';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { skeletonOf } from '../../../../src/core/shapes/skeleton';

const image = { file: 'a.png', widthPx: 4000, heightPx: 3000 };
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
const pairs = (...annotations: Annotation[]): string[] =>
  twins(doc(...annotations)).map(({ first, second }) => `${first.id} ${second.id}`);

describe('twins', function () {
  this.timeout(20_000);

  it('are of one class and page and cover nearly the same', () => {
    assert.deepEqual(pairs(box('a', 0), box('b', 5), box('c', 500)), ['a b']);
    assert.equal(twins(doc(box('a', 0), box('b', 5)))[0]?.iou, 95 / 105);
    assert.deepEqual(pairs(box('a', 0), box('b', 20)), []);
    assert.deepEqual(pairs(box('a', 0), box('b', 5, { label: 'bus' })), []);
    assert.deepEqual(pairs(box('a', 0), box('b', 5, { page: 1 })), []);
  });

  it('are no proposals, no crowd, not in conflict and not in one group', () => {
    for (const more of [
      { proposed: true },
      { crowd: true },
      { conflict: [{ side: 'ours', as: null }] },
    ] as const)
      assert.deepEqual(pairs(box('a', 0), box('b', 5, more)), []);
    assert.deepEqual(pairs(box('a', 0, { group: 1 }), box('b', 5, { group: 1 })), []);
    assert.deepEqual(pairs(box('a', 0, { group: 1 }), box('b', 5, { group: 2 })), ['a b']);
  });

  it('are areas of any kind, and skeletons', () => {
    const ring = polygonOf([2, 11, 101, 10, 102, 60, 3, 60]);
    assert.deepEqual(pairs(box('a', 0), { ...box('b', 0), shape: ring }), ['a b']);
    const pose = (x: number) =>
      skeletonOf([
        ['head', { x, y: 0, visibility: 2 }],
        ['foot', { x: x + 50, y: 100, visibility: 2 }],
      ]);
    const person = (id: string, x: number): Annotation => ({ ...box(id, 0), shape: pose(x) });
    assert.deepEqual(pairs(person('a', 0), person('b', 3)), ['a b']);
    assert.deepEqual(pairs(person('a', 0), person('b', 12)), []);
  });

  it('pair each annotation as the second of one pair, with the best', () => {
    assert.deepEqual(pairs(box('a', 0), box('b', 1), box('c', 2)), ['a b', 'a c']);
    assert.deepEqual(pairs(box('a', 0), box('b', 18), box('c', 15)), ['b c']);
  });

  it('are found among ten thousand, strewn or all in one place, in little time', () => {
    const strewn = Array.from({ length: 10_000 }, (_, i) => ({
      ...box(`s${String(i).padStart(5, '0')}`, 0),
      shape: boxOf({ x: (i % 100) * 40, y: Math.floor(i / 100) * 30, width: 38, height: 28 }),
    }));
    const began = performance.now();
    assert.equal(twins(doc(...strewn)).length, 0);
    assert.equal(
      twins(doc(...strewn.map((each) => ({ ...each, shape: boxOf({ x: 1, y: 1, width: 9, height: 9 }) }))))
        .length,
      9999,
    );
    assert.ok(performance.now() - began < 5000);
  });
});

describe('one of two', () => {
  it('keeps the first and takes over what it does not say, and links follow', () => {
    const first = box('a', 0, { attributes: { side: 'left' }, comments: [{ id: 'c0', text: 'one' }] });
    const second = box('b', 5, {
      occluded: true,
      text: 'EXIT',
      attributes: { side: 'right', old: true },
      comments: [{ id: 'c0', text: 'two' }],
      links: [{ to: 'a' }, { to: 'c' }],
    });
    const other = box('c', 900, {
      links: [
        { to: 'b', name: 'on' },
        { to: 'a', name: 'on' },
      ],
    });
    const before = doc(first, second, other);
    const edit = mergeTwins(before, first, second);
    const { doc: after, skipped } = apply(before, edit);
    assert.equal(skipped, 0);
    const [one, linked] = after.annotations;
    assert.equal(after.annotations.length, 2);
    assert.deepEqual(one?.shape, first.shape);
    assert.deepEqual([one?.text, one?.occluded], ['EXIT', true]);
    assert.deepEqual(one?.attributes, { side: 'left', old: true });
    assert.deepEqual(one?.links, [{ to: 'c' }]);
    assert.deepEqual(
      one?.comments?.map(({ text }) => text),
      ['one', 'two'],
    );
    assert.notEqual(one?.comments?.[0]?.id, one?.comments?.[1]?.id);
    assert.deepEqual(linked?.links, [{ to: 'a', name: 'on' }]);
    assert.deepEqual(apply(after, invert(edit)).doc, before);
  });
});
