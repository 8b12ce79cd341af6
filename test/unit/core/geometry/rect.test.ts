import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  clampPoint,
  intersect,
  rectContains,
  rectOfCorners,
  union,
} from '../../../../src/core/geometry/rect';
import { roundPx } from '../../../../src/core/geometry/round';
import { arbitraryBox, arbitraryPoint } from '../../../helpers/arbitrary';

describe('rectangles', () => {
  it('are spanned by corners in any order', () => {
    fc.assert(
      fc.property(arbitraryPoint, arbitraryPoint, (a, b) => {
        const rect = rectOfCorners(a, b);
        assert.deepEqual(rect, rectOfCorners(b, a));
        assert.deepEqual(rect, rectOfCorners({ x: a.x, y: b.y }, { x: b.x, y: a.y }));
        assert.ok(rect.width >= 0 && rect.height >= 0);
      }),
    );
  });

  it('share exactly the points of their intersection', () => {
    fc.assert(
      fc.property(arbitraryBox, arbitraryBox, arbitraryPoint, (a, b, p) => {
        const common = intersect(a, b);
        if (rectContains(a, p) && rectContains(b, p)) assert.ok(near(common, p));
        if (common.width > 0 && common.height > 0 && rectContains(common, p))
          assert.ok(near(a, p) && near(b, p));
        const around = union(a, b);
        if (rectContains(a, p) || rectContains(b, p)) assert.ok(near(around, p));
      }),
    );
  });

  it('clamp a point to themselves', () => {
    fc.assert(
      fc.property(arbitraryBox, arbitraryPoint, (rect, p) => {
        const clamped = clampPoint(p, rect);
        assert.ok(rectContains(rect, clamped));
        if (rectContains(rect, p)) assert.deepEqual(clamped, p);
      }),
    );
  });
});

/** Contains, but for the last bit of right and bottom side. */
function near(rect: Parameters<typeof rectContains>[0], p: { x: number; y: number }): boolean {
  const e = 1e-9;
  return rectContains({ x: rect.x, y: rect.y, width: rect.width + e, height: rect.height + e }, p);
}

describe('rounding', () => {
  it('is to a hundredth, once and for all, and never to minus zero', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const rounded = roundPx(value);
        assert.ok(Number.isFinite(rounded));
        assert.ok(Object.is(roundPx(rounded), rounded) && !Object.is(rounded, -0));
        if (Math.abs(value) < 1e9) assert.ok(Math.abs(rounded - value) <= 0.005 + 1e-6);
      }),
    );
    assert.equal(roundPx(1e308), 1e308);
    assert.equal(roundPx(0.1 + 0.2), 0.3);
  });
});
