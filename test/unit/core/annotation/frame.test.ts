import assert from 'node:assert/strict';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { inFrame } from '../../../../src/core/annotation/frame';
import { boxOf } from '../../../../src/core/shapes/box';

describe('inFrame', () => {
  const blank = emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 80 });
  const labelled = {
    ...blank,
    annotations: [{ id: 'a', label: 'car', shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }) }],
  };

  it('keeps labels of the same size, and refuses to mix sizes', () => {
    assert.equal(inFrame(labelled, { widthPx: 100, heightPx: 80 }), labelled);
    assert.equal(inFrame(labelled, { widthPx: 80, heightPx: 100 }), undefined);
    assert.equal(inFrame(labelled, { widthPx: 100, heightPx: 81 }), undefined);
  });

  it('gives labels without annotations the size', () => {
    assert.deepEqual(inFrame(blank, { widthPx: 7, heightPx: 9 })?.image, {
      file: 'a.png',
      widthPx: 7,
      heightPx: 9,
    });
  });
});
