import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestOnSegment, distance, pointAt, pointCount } from '../../../../src/core/geometry/polyline';
import type { Point } from '../../../../src/core/geometry/rect';
import { intersectSpans, subtractSpans, uniteSpans } from '../../../../src/core/mask/combine';
import { spansOfShape } from '../../../../src/core/mask/maskOfShape';
import { erase, paint, strokeMask } from '../../../../src/core/mask/paint';
import { maskOfSpans, spansOfMask } from '../../../../src/core/mask/rle';
import { hasPixel, isNothing, NO_SPANS, sameSpans, spansOfRect } from '../../../../src/core/mask/spans';
import { strokeSpans } from '../../../../src/core/mask/stroke';
import { arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { arbitraryBitmap, checkSpans, spansOfBitmap } from '../../../helpers/bitmap';

const coordinate = fc.integer({ min: -60, max: 460 }).map((n) => n / 10);
const points = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 6 })
  .map((list) => list.flat());
const sizePx = fc.integer({ min: 1, max: 200 }).map((n) => n / 10);

/** How far the tip's centre must come to a pixel's centre: along the worse axis for a square. */
function reach(p: Point, line: readonly number[], tip: 'round' | 'square'): number {
  let least = Infinity;
  for (let i = 0; i < Math.max(1, pointCount(line) - 1); i++) {
    const [a, b] = [pointAt(line, i), pointAt(line, Math.min(i + 1, pointCount(line) - 1))];
    least = Math.min(least, tip === 'round' ? distance(p, nearestOnSegment(p, a, b)) : squareReach(p, a, b));
  }
  return least;
}

/** Least of max(|dx|, |dy|) along a segment: convex, so a search by thirds finds it. */
function squareReach(p: Point, a: Point, b: Point): number {
  const at = (t: number) =>
    Math.max(Math.abs(a.x + t * (b.x - a.x) - p.x), Math.abs(a.y + t * (b.y - a.y) - p.y));
  let [low, high] = [0, 1];
  for (let k = 0; k < 60; k++) {
    const [one, two] = [low + (high - low) / 3, high - (high - low) / 3];
    if (at(one) < at(two)) high = two;
    else low = one;
  }
  return at(low);
}

describe('a brush stroke', () => {
  it('sets the pixels whose centre the tip passes over, as measuring each of them says', () => {
    fc.assert(
      fc.property(
        points,
        sizePx,
        fc.constantFrom<'round' | 'square'>('round', 'square'),
        (line, size, tip) => {
          const spans = strokeSpans(line, size, tip);
          checkSpans(spans);
          for (let y = -16; y < 56; y += 2)
            for (let x = -16; x < 56; x++) {
              const far = reach({ x: x + 0.5, y: y + 0.5 }, line, tip);
              if (Math.abs(far - size / 2) < 1e-9) continue;
              assert.equal(hasPixel(spans, x, y), far < size / 2, `${x} ${y}`);
            }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is one tip for one point, and the same there and back', () => {
    assert.ok(sameSpans(strokeSpans([5, 5], 4, 'square'), spansOfRect({ x: 3, y: 3, width: 4, height: 4 })));
    fc.assert(
      fc.property(points, sizePx, (line, size) => {
        const back = [
          ...line,
          ...line.toReversed().flatMap((_, i, all) => (i % 2 ? [] : [all[i + 1] ?? 0, all[i] ?? 0])),
        ];
        assert.ok(sameSpans(strokeSpans(back, size, 'round'), strokeSpans(line, size, 'round')));
      }),
    );
    assert.ok(isNothing(strokeSpans([], 4, 'round')) && isNothing(strokeSpans([1, 1], 0, 'round')));
    assert.equal(strokeMask([5, 5], 0.5, 'round'), undefined);
  });
});

describe('painting', () => {
  const mask = arbitraryBitmap.map((bitmap) => maskOfSpans(spansOfBitmap(bitmap, 5, 5)));

  it('adds and takes away just the stroke', () => {
    fc.assert(
      fc.property(mask, points, sizePx, (before, line, size) => {
        const stroke = strokeSpans(line, size, 'round');
        const old = before ? spansOfMask(before) : NO_SPANS;
        const within = { x: 0, y: 0, width: 30, height: 30 };
        const painted = paint(before, stroke, { within });
        const wanted = uniteSpans(old, intersectSpans(stroke, spansOfRect(within)));
        assert.ok(sameSpans(painted ? spansOfMask(painted) : NO_SPANS, wanted));
        if (sameSpans(wanted, old)) assert.equal(painted, before);
        if (!before) return;
        const erased = erase(before, stroke);
        assert.ok(sameSpans(erased ? spansOfMask(erased) : NO_SPANS, subtractSpans(old, stroke)));
        if (isNothing(intersectSpans(old, stroke))) assert.equal(erased, before);
      }),
    );
  });

  it('goes round what must stay as it is', () => {
    fc.assert(
      fc.property(mask, arbitrarySimplePolygon, points, (other, area, line) => {
        const stroke = strokeSpans(line, 12, 'round');
        const painted = paint(undefined, stroke, { free: other ? [other, area] : [area] });
        const made = painted ? spansOfMask(painted) : NO_SPANS;
        assert.ok(isNothing(intersectSpans(made, spansOfShape(area))));
        if (other) assert.ok(isNothing(intersectSpans(made, spansOfMask(other))));
        const left = subtractSpans(stroke, spansOfShape(area));
        assert.ok(sameSpans(made, other ? subtractSpans(left, spansOfMask(other)) : left));
      }),
    );
  });
});
