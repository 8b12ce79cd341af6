import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ringDistance, pointAt, pointCount } from '../../../../src/core/geometry/polyline';
import { cocoRuns, cocoSpans } from '../../../../src/core/mask/cocoPolygon';
import { maskOfShape, spansOfShape } from '../../../../src/core/mask/maskOfShape';
import { maskOutline } from '../../../../src/core/mask/outline';
import { polygonOfMask } from '../../../../src/core/mask/polygonOfMask';
import { maskOfSpans, spansOfMask } from '../../../../src/core/mask/rle';
import { sameSpans, spansArea, spansBounds } from '../../../../src/core/mask/spans';
import { kindOf } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { arbitraryShape, arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { arbitraryBitmap, bitmapOf, bitmapOfSpans, spansOfBitmap } from '../../../helpers/bitmap';

const IMAGE = { x: 0, y: 0, width: 120, height: 90 };

describe('masks and polygons', () => {
  it('a mask becomes a polygon and the same mask again', () => {
    fc.assert(
      fc.property(arbitraryBitmap, (bitmap) => {
        const mask = maskOfSpans(spansOfBitmap(bitmap, 3, 5));
        fc.pre(mask !== undefined);
        const polygon = polygonOfMask(mask);
        assert.deepEqual(maskOfShape(polygon, IMAGE), mask);
        assert.equal(kindOf(mask).area(mask), spansArea(spansOfMask(mask)));
      }),
    );
  });

  it('a simplified outline keeps the tolerance', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, fc.constantFrom(0.5, 1, 2), (shape, tolerance) => {
        const mask = maskOfShape(shape, IMAGE);
        fc.pre(mask !== undefined);
        const rings = polygonOfMask(mask, tolerance).rings;
        const exact = maskOutline(mask).filter((ring) => pointCount(ring) > 4);
        fc.pre(exact.length === 1 && rings.length === 1);
        for (let i = 0; i < pointCount(exact[0] ?? []); i++)
          assert.ok(ringDistance(rings[0] ?? [], pointAt(exact[0] ?? [], i)) <= tolerance + 1e-9);
      }),
    );
  });

  it('any area covers the pixels whose centre it contains', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, (shape) => {
        const wanted = bitmapOf(120, 90, (x, y) => kindOf(shape).contains(shape, { x: x + 0.5, y: y + 0.5 }));
        assert.deepEqual(bitmapOfSpans(spansOfShape(shape, IMAGE), 120, 90), wanted);
      }),
      { numRuns: 30 },
    );
  });

  it('ellipses, rotated boxes and closed curves are filled, lines and points are not', () => {
    const ellipse = { kind: 'ellipse', cx: 50, cy: 40, rx: 30, ry: 20, angle: 30 } as const;
    const wanted = bitmapOf(120, 90, (x, y) => kindOf(ellipse).contains(ellipse, { x: x + 0.5, y: y + 0.5 }));
    const made = bitmapOfSpans(spansOfShape(ellipse, IMAGE), 120, 90).flat();
    const wrong = wanted.flat().filter((isSet, i) => isSet !== made[i]).length;
    assert.ok(wrong <= 4, `${wrong} pixels differ along a border of 160`);
    const box = { kind: 'rotatedBox', cx: 50, cy: 40, width: 40, height: 20, angle: 90 } as const;
    assert.deepEqual(spansBounds(spansOfShape(box, IMAGE)), { x: 40, y: 20, width: 20, height: 40 });
    assert.equal(maskOfShape({ kind: 'point', x: 3, y: 3 }, IMAGE), undefined);
    assert.equal(maskOfShape({ kind: 'polyline', points: [0, 0, 50, 0, 50, 50] }, IMAGE), undefined);
  });

  it('only pixels of the rectangle asked for are set, also when the shape was filled before', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const whole = spansOfShape(shape);
        const part = { x: 10, y: 20, width: 30, height: 40 };
        const inside = spansOfShape({ ...shape }, part);
        assert.ok(sameSpans(spansOfShape(shape, part), inside));
        assert.ok(spansArea(inside) <= spansArea(whole));
      }),
      { numRuns: 50 },
    );
  });
});

describe("COCO's own polygon to mask", () => {
  const square = (a: number, b: number) => [a, a, b, a, b, b, a, b];

  it('sets the pixels of the reference', () => {
    const sides = ([a, b]: readonly [number, number]) => spansBounds(cocoSpans([square(a, b)], 5, 5));
    assert.deepEqual(sides([1, 3]), { x: 1, y: 1, width: 2, height: 2 });
    assert.deepEqual(sides([1.4, 3.6]), { x: 1, y: 1, width: 3, height: 3 });
    assert.deepEqual(sides([1.5, 3.5]), { x: 2, y: 2, width: 2, height: 2 });
    assert.deepEqual(sides([0, 5]), { x: 0, y: 0, width: 5, height: 5 });
  });

  it('has run lengths that add up, none of them empty but the first', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, ({ rings: [ring = []] }) => {
        const runs = cocoRuns(ring, 90, 80);
        assert.equal(
          runs.reduce((sum, run) => sum + run, 0),
          90 * 80,
        );
        assert.ok(runs.every((run, i) => run > 0 || i === 0));
        const close = spansArea(cocoSpans([ring], 90, 80));
        const centres = spansArea(spansOfShape(polygonOf(ring), { x: 0, y: 0, width: 90, height: 80 }));
        assert.ok(Math.abs(close - centres) <= 0.6 * 2 * (90 + 80));
      }),
    );
  });
});
