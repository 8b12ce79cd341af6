import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spansOfMask } from '../../../../src/core/mask/rle';
import { spansArea, spansBounds } from '../../../../src/core/mask/spans';
import { flood } from '../../../../src/core/pixels/flood';
import { wand } from '../../../../src/core/pixels/wand';
import { arbitraryBitmap, BITMAP_HEIGHT, BITMAP_WIDTH } from '../../../helpers/bitmap';
import { patchOf } from '../../../helpers/patch';

describe('the magic wand', () => {
  const islands = patchOf(20, 10, (x) => (x < 5 || x >= 15 ? [200, 100, 50] : [0, 0, 0]));
  const click = { x: 2.5, y: 5.5 };

  it('takes what hangs together, or everything alike', () => {
    const near = wand(islands, click, { tolerance: 10, contiguous: true });
    assert.ok(near);
    assert.deepEqual(spansBounds(spansOfMask(near)), { x: 0, y: 0, width: 5, height: 10 });
    const all = wand(islands, click, { tolerance: 10, contiguous: false });
    assert.ok(all);
    assert.equal(spansArea(spansOfMask(all)), 100);
    assert.equal(wand(islands, { x: 20.5, y: 3 }, { tolerance: 10, contiguous: true }), undefined);
  });

  it('compares each channel with the pixel clicked on', () => {
    const ramp = patchOf(100, 1, (x) => [x, 0, 0]);
    for (const tolerance of [0, 7, 255]) {
      const made = wand(ramp, { x: 40, y: 0.5 }, { tolerance, contiguous: true });
      const left = Math.max(0, 40 - tolerance);
      const right = Math.min(99, 40 + tolerance);
      assert.deepEqual(made && spansBounds(spansOfMask(made)), {
        x: left,
        y: 0,
        width: right - left + 1,
        height: 1,
      });
    }
  });

  it('speaks of image pixels where the patch is a smaller copy of a part', () => {
    const rect = { x: 100, y: 50, width: 40, height: 30 };
    const copy = patchOf(20, 10, (x, y) => (x >= 10 && y >= 5 ? [255, 255, 255] : [0, 0, 0]), rect);
    const made = wand(copy, { x: 121, y: 66 }, { tolerance: 0, contiguous: true });
    assert.deepEqual(made && spansBounds(spansOfMask(made)), { x: 120, y: 65, width: 20, height: 15 });
    assert.equal(made && spansArea(spansOfMask(made)), 300);
  });
});

describe('flooding', () => {
  it('reaches what a plain walk from pixel to pixel reaches', () => {
    const place = fc.nat(BITMAP_WIDTH * BITMAP_HEIGHT - 1);
    fc.assert(
      fc.property(arbitraryBitmap, place, (bitmap, first) => {
        const wanted = Uint8Array.from(bitmap.flat(), Number);
        const marks = flood(wanted, BITMAP_WIDTH, BITMAP_HEIGHT, first);
        assert.deepEqual([...marks], plainWalk(wanted, first));
      }),
    );
  });
});

function plainWalk(wanted: Uint8Array, first: number): number[] {
  const marks = Array.from(wanted, () => 0);
  const todo = [first];
  for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
    if (wanted[at] !== 1 || marks[at] === 1) continue;
    marks[at] = 1;
    if (at % BITMAP_WIDTH > 0) todo.push(at - 1);
    if (at % BITMAP_WIDTH < BITMAP_WIDTH - 1) todo.push(at + 1);
    todo.push(at - BITMAP_WIDTH, at + BITMAP_WIDTH);
  }
  return marks;
}
