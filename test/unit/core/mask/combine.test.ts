import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  clipSpans,
  intersectSpans,
  invertSpans,
  subtractSpans,
  toggleSpans,
  uniteAll,
  uniteSpans,
} from '../../../../src/core/mask/combine';
import { moveSpans, NO_SPANS, spansOfRect, type Spans } from '../../../../src/core/mask/spans';
import { arbitraryBitmap, bitmapOfSpans, spansOfBitmap } from '../../../helpers/bitmap';

const WIDTH = 40;
const HEIGHT = 40;
const seen = (spans: Spans) => bitmapOfSpans(spans, WIDTH, HEIGHT, -10, -10);

/** Two regions that lie beside, over and inside each other. */
const place = fc.tuple(fc.integer({ min: -8, max: 12 }), fc.integer({ min: -8, max: 12 }));
const region = fc.tuple(arbitraryBitmap, place).map(([bitmap, [x, y]]) => spansOfBitmap(bitmap, x, y));

describe('masks combine', () => {
  it('as their pixels do', () => {
    fc.assert(
      fc.property(region, region, (a, b) => {
        const [inA, inB] = [seen(a).flat(), seen(b).flat()];
        const both = (rule: (a: boolean, b: boolean) => boolean) => inA.map((set, i) => rule(set, !!inB[i]));
        assert.deepEqual(
          seen(uniteSpans(a, b)).flat(),
          both((p, q) => p || q),
        );
        assert.deepEqual(
          seen(subtractSpans(a, b)).flat(),
          both((p, q) => p && !q),
        );
        assert.deepEqual(
          seen(intersectSpans(a, b)).flat(),
          both((p, q) => p && q),
        );
        assert.deepEqual(
          seen(toggleSpans(a, b)).flat(),
          both((p, q) => p !== q),
        );
        const all = { x: -10, y: -10, width: WIDTH, height: HEIGHT };
        assert.deepEqual(
          seen(invertSpans(a, all)).flat(),
          inA.map((set) => !set),
        );
        const part = { x: -2, y: 1, width: 9, height: 7 };
        assert.deepEqual(seen(clipSpans(a, part)), seen(intersectSpans(a, spansOfRect(part))));
        assert.deepEqual(seen(uniteAll([a, b, NO_SPANS, a])), seen(uniteSpans(a, b)));
      }),
      { numRuns: 40 },
    );
  });

  it('move by whole pixels', () => {
    fc.assert(
      fc.property(region, place, (a, [dx, dy]) => {
        assert.deepEqual(bitmapOfSpans(moveSpans(a, dx, dy), WIDTH, HEIGHT, dx - 10, dy - 10), seen(a));
      }),
    );
  });
});
