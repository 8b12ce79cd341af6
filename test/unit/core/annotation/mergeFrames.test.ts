import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { mergeDocs } from '../../../../src/core/annotation/merge';

const box = (id: string, x: number): Annotation => ({
  id,
  label: 'car',
  shape: { kind: 'box', x, y: 2, width: 3, height: 4 },
});
const doc = (widthPx: number, ...annotations: Annotation[]): AnnotationDoc => ({
  ...emptyDoc({ file: 'a.png', widthPx, heightPx: 100 }),
  annotations,
});
/** Equal, and not the same object anywhere that a shortcut could see. */
const copy = (of: AnnotationDoc): AnnotationDoc => structuredClone(of);

describe('merging where a side changed the size of the image, and nothing tells what it did with coordinates', () => {
  it('takes that side where the other touched nothing', () => {
    for (const [base, ours] of [
      [doc(100, box('a', 1)), doc(200, box('b', 7))],
      [doc(100, box('a', 1)), doc(200, box('a', 33))],
      [
        { ...doc(100), kept: [null] },
        { ...doc(200, box('b', 7)), kept: [null] },
      ],
    ] as const) {
      for (const { doc: merged, conflicts } of [
        mergeDocs(base, ours, copy(base)),
        mergeDocs(base, copy(base), ours),
      ]) {
        assert.equal(conflicts.length, 0);
        assert.ok(sameValue(merged, ours));
      }
      const tagged = { ...copy(base), tags: ['seen'] };
      assert.ok(sameValue(mergeDocs(base, ours, tagged).doc, { ...ours, tags: ['seen'] }));
    }
  });

  it('takes what both made alike, and what both added to nothing', () => {
    const ours = doc(200, box('b', 7));
    for (const base of [doc(100), doc(100, box('a', 1))]) {
      const { doc: merged, conflicts } = mergeDocs(base, ours, copy(ours));
      assert.equal(conflicts.length, 0);
      assert.ok(sameValue(merged, ours));
    }
    const { doc: merged, conflicts } = mergeDocs(doc(100), ours, doc(200, box('c', 8)));
    assert.equal(conflicts.length, 0);
    assert.ok(sameValue(merged, doc(200, box('b', 7), box('c', 8))));
  });

  it('leaves it to somebody where coordinates of two frames would be mixed', () => {
    const { doc: merged } = mergeDocs(doc(100, box('a', 1)), doc(200, box('b', 7)), doc(100, box('a', 2)));
    assert.ok(merged.conflict?.some(({ as }) => as.image));
  });
});
