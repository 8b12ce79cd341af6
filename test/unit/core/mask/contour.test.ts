import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contourRings } from '../../../../src/core/mask/contour';
import { fillRings } from '../../../../src/core/mask/fillRings';
import { sameSpans, spansArea, spansBounds } from '../../../../src/core/mask/spans';
import { doubleSignedArea } from '../../../../src/core/geometry/polyline';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { kindOf } from '../../../../src/core/shapes/index';
import { arbitraryPolygon, arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { arbitraryBitmap, bitmapOf, bitmapOfSpans, spansOfBitmap } from '../../../helpers/bitmap';

describe('the border of a mask', () => {
  it('encloses exactly its pixels', () => {
    fc.assert(
      fc.property(arbitraryBitmap, fc.integer({ min: -9, max: 9 }), (bitmap, x) => {
        const spans = spansOfBitmap(bitmap, x, -x);
        const rings = contourRings(spans);
        const filled = fillRings(rings, { x: -20, y: -20, width: 60, height: 60 });
        assert.ok(sameSpans(filled, spans));
        const area = rings.reduce((sum, ring) => sum + doubleSignedArea(ring) / 2, 0);
        assert.equal(area, spansArea(spans), 'holes run the other way');
      }),
    );
  });

  it('has corners only, and parts that touch at a corner stay apart', () => {
    const rings = contourRings(
      spansOfBitmap([
        [true, true, false],
        [true, true, false],
        [false, false, true],
      ]),
    );
    const wanted = [
      [0, 0, 2, 0, 2, 2, 0, 2],
      [2, 2, 3, 2, 3, 3, 2, 3],
    ];
    assert.ok(wanted.every((ring) => rings.some((made) => sameRing(made, ring))));
    assert.equal(rings.length, 2);
  });

  it('runs round a hole', () => {
    const rings = contourRings(
      spansOfBitmap([
        [true, true, true],
        [true, false, true],
        [true, true, true],
      ]),
    );
    assert.deepEqual(
      rings.map((ring) => doubleSignedArea(ring) / 2),
      [9, -1],
    );
  });
});

function sameRing(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.length === b.length && b.some((_, k) => k % 2 === 0 && b.every((v, i) => v === a[(i + k) % a.length]))
  );
}

describe('filling an outline', () => {
  const naive = (rings: readonly (readonly number[])[], size: number) =>
    bitmapOf(size, size, (column, row) =>
      kindOf(polygonOf()).contains(polygonOf(...rings), { x: column + 0.5, y: row + 0.5 }),
    );

  it('takes the pixels whose centre is inside, as testing each of them does', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, ({ rings }) => {
        const filled = fillRings(rings, { x: 0, y: 0, width: 100, height: 100 });
        assert.deepEqual(bitmapOfSpans(filled, 100, 100), naive(rings, 100));
      }),
      { numRuns: 30 },
    );
  });

  it('does so for rings that cross themselves and lie outside', () => {
    fc.assert(
      fc.property(arbitraryPolygon, ({ rings }) => {
        const small = rings.map((ring) => ring.map((v) => v / 10));
        const filled = fillRings(small, { x: 0, y: 0, width: 64, height: 64 });
        assert.deepEqual(bitmapOfSpans(filled, 64, 64), naive(small, 64));
      }),
      { numRuns: 60 },
    );
  });

  it('does so where more edges than pixels cross a row', () => {
    const ring = Array.from({ length: 400 }, (_, i) => ((i * 7919) % 997) / 50);
    const filled = fillRings([ring], { x: 0, y: 0, width: 20, height: 20 });
    assert.deepEqual(bitmapOfSpans(filled, 20, 20), naive([ring], 20));
    assert.ok(spansBounds(filled).width > 10);
  });
});
