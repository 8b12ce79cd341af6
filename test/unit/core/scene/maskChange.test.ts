import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spansOfRuns } from '../../../../src/core/mask/rle';
import { hasPixel } from '../../../../src/core/mask/spans';
import { changedPixels } from '../../../../src/core/scene/maskChange';

const SIDE = 12;
const mask = fc
  .array(fc.nat(20), { minLength: 1, maxLength: 40 })
  .map((runs) => spansOfRuns(runs, { x: 3, y: 4, widthPx: SIDE, heightPx: SIDE }));

describe('what changed between two masks', () => {
  it('is the smallest rectangle around the pixels that differ', () => {
    fc.assert(
      fc.property(mask, mask, (a, b) => {
        let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
        for (let y = 0; y < 30; y++)
          for (let x = 0; x < 30; x++) {
            if (hasPixel(a, x, y) === hasPixel(b, x, y)) continue;
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
          }
        const wanted =
          left < right ? { x: left, y: top, width: right - left, height: bottom - top } : undefined;
        assert.deepEqual(changedPixels(a, b), wanted);
      }),
      { numRuns: 300 },
    );
  });
});
