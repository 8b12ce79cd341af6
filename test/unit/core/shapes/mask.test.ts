import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskOfSpans, spansOfMask } from '../../../../src/core/mask/rle';
import { hasPixel, sameSpans, spansArea, spansBounds, spansOfRect } from '../../../../src/core/mask/spans';
import { mask as kind, type Mask } from '../../../../src/core/shapes/mask';
import {
  arbitraryBitmap,
  BITMAP_HEIGHT,
  BITMAP_WIDTH,
  bitmapOf,
  bitmapOfSpans,
  spansOfBitmap,
} from '../../../helpers/bitmap';

const masks = fc
  .tuple(arbitraryBitmap, fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }))
  .filter(([bitmap]) => bitmap.flat().some(Boolean))
  .map(([bitmap, x, y]) => maskOfSpans(spansOfBitmap(bitmap, x, y)) as Mask);

const seen = (mask: Mask, size = 60) => bitmapOfSpans(spansOfMask(mask), size, size, -30, -30);

describe('the mask shape', () => {
  it('knows what is inside, and its bounds and area, from its pixels alone', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const spans = spansOfMask(mask);
        assert.deepEqual(kind.bounds(mask), spansBounds(spans));
        assert.equal(kind.area(mask), spansArea(spans));
        for (let y = -12; y < 20; y++)
          for (let x = -12; x < 20; x++)
            assert.equal(kind.contains(mask, { x: x + 0.3, y: y + 0.9 }), hasPixel(spans, x, y));
      }),
      { numRuns: 30 },
    );
  });

  it('measures the distance from its border as from each side of each pixel', () => {
    fc.assert(
      fc.property(
        masks,
        fc.integer({ min: -150, max: 250 }),
        fc.integer({ min: -150, max: 250 }),
        (mask, u, v) => {
          const p = { x: u / 10, y: v / 10 };
          assert.ok(Math.abs(kind.outlineDistance(mask, p) - naiveDistance(mask, p.x, p.y)) < 1e-9);
        },
      ),
    );
    const large = maskOfSpans(spansOfRect({ x: 0, y: 0, width: 900, height: 900 })) as Mask;
    assert.ok(
      kind.outlineDistance(large, { x: 450, y: 450 }) > 40,
      'far from the border it need not be exact',
    );
  });

  it('moves by whole pixels', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const moved = kind.translate(mask, 3.4, -2.6);
        assert.deepEqual(
          { x: moved.x, y: moved.y, runs: moved.runs },
          { x: mask.x + 3, y: mask.y - 3, runs: mask.runs },
        );
        assert.ok(sameSpans(spansOfMask(moved), spansOfMask({ ...moved })));
        assert.equal(kind.translate(mask, 0.4, -0.4), mask);
      }),
    );
  });

  it('is mirrored and turned by quarters exactly', () => {
    fc.assert(
      fc.property(masks, fc.integer({ min: -8, max: 8 }), (mask, n) => {
        const before = seen(mask);
        const flipped = seen(kind.flip(mask, 'x', n / 2));
        assert.deepEqual(
          flipped,
          bitmapOf(60, 60, (x, y) => before[y]?.[n + 59 - x] ?? false),
        );
        const turned = kind.rotate(mask, 90, { x: 0, y: 0 }) as Mask;
        assert.deepEqual(
          seen(turned),
          bitmapOf(60, 60, (x, y) => before[59 - x]?.[y] ?? false),
        );
        const round = [90, 90, 90, 90].reduce(
          (made, angle) => kind.rotate(made, angle, { x: n / 3, y: n / 7 }) as Mask,
          mask,
        );
        assert.equal(kind.area(round), kind.area(mask));
        assert.deepEqual([round.widthPx, round.runs], [mask.widthPx, mask.runs]);
      }),
    );
  });

  it('is resampled to the nearest pixel when scaled and turned', () => {
    fc.assert(
      fc.property(masks, fc.constantFrom(0.5, 1.5, 2, 3), (mask, factor) => {
        const scaled = kind.scale(mask, factor, factor);
        const wanted = bitmapOf(140, 140, (x, y) =>
          kind.contains(mask, { x: (x - 69.5) / factor, y: (y - 69.5) / factor }),
        );
        if (wanted.flat().some(Boolean))
          assert.deepEqual(bitmapOfSpans(spansOfMask(scaled), 140, 140, -70, -70), wanted);
        else assert.equal(kind.area(scaled), 1);
        const turned = kind.rotate(mask, 37, { x: 1, y: 2 }) as Mask;
        assert.ok(Math.abs(kind.area(turned) - kind.area(mask)) <= BITMAP_WIDTH * BITMAP_HEIGHT);
      }),
      { numRuns: 40 },
    );
  });

  it('is clipped to the image, or gone', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const clipped = kind.clip(mask, 10, 8);
        const wanted = bitmapOf(10, 8, (x, y) => hasPixel(spansOfMask(mask), x, y));
        if (!clipped) assert.ok(!wanted.flat().some(Boolean));
        else assert.deepEqual(bitmapOfSpans(spansOfMask(clipped), 10, 8), wanted);
        if (clipped) assert.equal(kind.area(clipped), wanted.flat().filter(Boolean).length);
      }),
    );
  });
});

function naiveDistance(mask: Mask, x: number, y: number): number {
  const spans = spansOfMask(mask);
  let least = Infinity;
  for (let row = -25; row < 40; row++)
    for (let column = -25; column < 40; column++) {
      const isSet = hasPixel(spans, column, row);
      const dx = Math.max(column - x, x - column - 1, 0);
      const dy = Math.max(row - y, y - row - 1, 0);
      if (hasPixel(spans, column - 1, row) !== isSet) least = Math.min(least, Math.hypot(column - x, dy));
      if (hasPixel(spans, column, row - 1) !== isSet) least = Math.min(least, Math.hypot(dx, row - y));
    }
  return least;
}
