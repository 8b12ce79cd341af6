import assert from 'node:assert/strict';
import fc from 'fast-check';
import { minAreaRect, rectOfFour } from '../../../../src/core/geometry/minAreaRect';
import { ringDistance, doubleSignedArea, pointAt, pointCount } from '../../../../src/core/geometry/polyline';
import { rotatePoints } from '../../../../src/core/geometry/rotate';
import { segmentsMeet } from '../../../../src/core/geometry/segmentsMeet';
import { simplifyRings } from '../../../../src/core/geometry/simplifyRings';
import { smoothRing } from '../../../../src/core/geometry/smooth';
import { arbitrarySimplePolygon } from '../../../helpers/arbitrary';

function isSimple(ring: readonly number[]): boolean {
  const count = pointCount(ring);
  const at = (i: number) => [ring[2 * (i % count)] ?? 0, ring[2 * (i % count) + 1] ?? 0] as const;
  for (let i = 0; i < count; i++)
    for (let j = i + 2; j < count; j++)
      if (!(i === 0 && j === count - 1) && segmentsMeet(at(i), at(i + 1), at(j), at(j + 1))) return false;
  return true;
}

describe('simplifying rings', () => {
  it('leaves out only what lies within the tolerance, and keeps rings simple', () => {
    fc.assert(
      fc.property(
        arbitrarySimplePolygon,
        fc.integer({ min: 0, max: 20 }),
        ({ rings: [ring = []] }, tolerance) => {
          fc.pre(isSimple(ring));
          const [made = []] = simplifyRings([ring], tolerance);
          assert.ok(pointCount(made) >= 3 && pointCount(made) <= pointCount(ring));
          assert.ok(isSimple(made));
          for (let i = 0; i < pointCount(ring); i++)
            assert.ok(ringDistance(made, pointAt(ring, i)) <= tolerance + 1e-9);
        },
      ),
    );
  });

  it('brings points back where a comb would cross itself', () => {
    const ring = [0, 0, 100, 0, 100, 10, 50, 10, 50, 2, 49, 2, 49, 10, 0, 10];
    const hole = [48, 3, 51, 3, 51, 5, 48, 5];
    for (const tolerance of [1, 3, 6, 9, 20]) {
      const made = simplifyRings([ring, [...hole].map((v, i) => (i % 2 ? v - 2.5 : v))], tolerance);
      assert.ok(made.every(isSimple));
    }
    assert.deepEqual(simplifyRings([[0, 0, 5, 0, 10, 0, 10, 10, 5, 10, 0, 10]], 0.1), [
      [0, 0, 10, 0, 10, 10, 0, 10],
    ]);
  });

  it('drops rings thinner than the tolerance, but never all', () => {
    const speck = [200, 200, 201, 200, 201, 201];
    assert.equal(simplifyRings([[0, 0, 100, 0, 100, 100, 0, 100], speck], 5).length, 1);
    assert.equal(simplifyRings([speck], 5)[0]?.length, 6);
  });

  it('takes 100,000 points in its stride', () => {
    const circle = Array.from({ length: 200_000 }, (_, i) => {
      const angle = (Math.floor(i / 2) * 2 * Math.PI) / 100_000;
      return 2000 + (1000 + (i % 7)) * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    const [made = []] = simplifyRings([circle], 10);
    assert.ok(pointCount(made) < 200);
  });
});

describe('smoothing a ring', () => {
  it('cuts corners: more points, no more area than its hull, still simple', () => {
    const square = [0, 0, 16, 0, 16, 16, 0, 16];
    assert.deepEqual(smoothRing(square, 1), [4, 0, 12, 0, 16, 4, 16, 12, 12, 16, 4, 16, 0, 12, 0, 4]);
    fc.assert(
      fc.property(arbitrarySimplePolygon, ({ rings: [ring = []] }) => {
        fc.pre(isSimple(ring));
        assert.ok(isSimple(smoothRing(ring)));
        assert.equal(pointCount(smoothRing(ring)), 4 * pointCount(ring));
      }),
    );
  });
});

describe('the smallest rectangle around points', () => {
  const points = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 3,
      maxLength: 20,
    })
    .map((list) => list.flat());

  it('holds them all and is no larger than any of 720 others', () => {
    fc.assert(
      fc.property(points, (flat) => {
        const rect = minAreaRect(flat);
        fc.pre(rect !== undefined);
        const local = rotatePoints(flat, -rect.angle, { x: rect.cx, y: rect.cy });
        for (let i = 0; i < local.length; i += 2) {
          assert.ok(Math.abs((local[i] ?? 0) - rect.cx) <= rect.width / 2 + 1e-6);
          assert.ok(Math.abs((local[i + 1] ?? 0) - rect.cy) <= rect.height / 2 + 1e-6);
        }
        for (let angle = 0; angle < 90; angle += 0.125) {
          const turned = rotatePoints(flat, angle, { x: 0, y: 0 });
          const xs = turned.filter((_, i) => i % 2 === 0);
          const ys = turned.filter((_, i) => i % 2 === 1);
          const size = (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
          assert.ok(rect.width * rect.height <= size + 1e-6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('keeps the order of four points that are a rectangle already', () => {
    const turned = rotatePoints([0, 0, 40, 0, 40, 10, 0, 10], 200, { x: 7, y: 9 });
    const rect = rectOfFour(turned);
    assert.ok(rect && Math.abs(rect.angle - 200) < 1e-9 && Math.abs(rect.width - 40) < 1e-9);
    assert.ok(Math.abs(doubleSignedArea(turned) / 2 - 400) < 1e-6);
    assert.equal(minAreaRect([0, 0, 5, 5, 9, 9]), undefined);
  });
});
