import assert from 'node:assert/strict';
import fc from 'fast-check';
import { uniteAll } from '../../../../src/core/mask/combine';
import { components, type Neighbours } from '../../../../src/core/mask/components';
import { dilate, erode, fillHoles, removeSpecks } from '../../../../src/core/mask/morphology';
import { hasPixel, sameSpans, spansArea, type Spans } from '../../../../src/core/mask/spans';
import { arbitraryBitmap, bitmapOf, bitmapOfSpans, checkSpans, spansOfBitmap } from '../../../helpers/bitmap';

const SIZE = 30;
const seen = (spans: Spans) => bitmapOfSpans(spans, SIZE, SIZE, -8, -8);
const near = (a: number, b: number, c: number, d: number, neighbours: Neighbours) =>
  neighbours === 4 ? Math.abs(a - c) + Math.abs(b - d) <= 1 : Math.max(Math.abs(a - c), Math.abs(b - d)) <= 1;

/** Part numbers by spreading the least one until nothing changes. */
function naiveParts(spans: Spans, neighbours: Neighbours): number {
  const pixels = seen(spans).flatMap((row, y) =>
    row.flatMap((isSet, x) => (isSet ? [{ x, y, part: 0 }] : [])),
  );
  pixels.forEach((pixel, i) => (pixel.part = i));
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const a of pixels)
      for (const b of pixels)
        if (a.part < b.part && near(a.x, a.y, b.x, b.y, neighbours)) {
          b.part = a.part;
          isChanged = true;
        }
  }
  return new Set(pixels.map(({ part }) => part)).size;
}

describe('connected parts', () => {
  it('are as many as spreading numbers finds, and together the whole', () => {
    fc.assert(
      fc.property(arbitraryBitmap, fc.constantFrom<Neighbours>(4, 8), (bitmap, neighbours) => {
        const spans = spansOfBitmap(bitmap);
        const parts = components(spans, neighbours);
        parts.forEach(checkSpans);
        assert.equal(parts.length, naiveParts(spans, neighbours));
        assert.ok(sameSpans(uniteAll(parts), spans));
        assert.equal(
          parts.reduce((sum, part) => sum + spansArea(part), 0),
          spansArea(spans),
        );
        assert.ok(parts.every((part) => components(part, neighbours).length === 1));
      }),
      { numRuns: 40 },
    );
  });
});

describe('holes, specks, growing and shrinking', () => {
  it('fills holes and nothing else', () => {
    const ring = spansOfBitmap([
      [true, true, true, true],
      [true, false, false, true],
      [true, true, true, true],
      [true, false, true, false],
    ]);
    assert.equal(spansArea(fillHoles(ring)), spansArea(ring) + 2);
    assert.equal(fillHoles(ring, 1), ring);
    fc.assert(
      fc.property(arbitraryBitmap, (bitmap) => {
        const spans = spansOfBitmap(bitmap);
        const filled = fillHoles(spans);
        const outside = bitmapOf(SIZE, SIZE, (x, y) => !hasPixel(filled, x - 8, y - 8));
        assert.equal(components(spansOfBitmap(outside)).length, 1, 'all that is not set hangs together');
        assert.ok(sameSpans(fillHoles(filled), filled));
      }),
    );
  });

  it('removes parts that are too small', () => {
    fc.assert(
      fc.property(arbitraryBitmap, fc.integer({ min: 1, max: 12 }), (bitmap, least) => {
        const spans = spansOfBitmap(bitmap);
        const kept = removeSpecks(spans, least);
        const wanted = components(spans, 8).filter((part) => spansArea(part) >= least);
        assert.ok(sameSpans(kept, uniteAll(wanted)));
      }),
    );
  });

  it('grows and shrinks by a disc, as measuring from pixel to pixel does', () => {
    fc.assert(
      fc.property(arbitraryBitmap, fc.constantFrom(1, 1.5, 2, 3, 5), (bitmap, by) => {
        const spans = spansOfBitmap(bitmap);
        const isNear = (x: number, y: number, isSet: boolean) => {
          for (let dy = -by; dy <= by; dy++)
            for (let dx = -by; dx <= by; dx++) {
              const [u, v] = [Math.trunc(dx), Math.trunc(dy)];
              if (u * u + v * v <= by * by && hasPixel(spans, x + u, y + v) === isSet) return true;
            }
          return false;
        };
        const grown = bitmapOf(SIZE, SIZE, (x, y) => isNear(x - 8, y - 8, true));
        assert.deepEqual(seen(dilate(spans, by)), grown);
        const shrunk = bitmapOf(
          SIZE,
          SIZE,
          (x, y) => hasPixel(spans, x - 8, y - 8) && !isNear(x - 8, y - 8, false),
        );
        assert.deepEqual(seen(erode(spans, by)), shrunk);
      }),
      { numRuns: 40 },
    );
  });
});
