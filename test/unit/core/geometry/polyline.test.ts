import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clipRing } from '../../../../src/core/geometry/clipRing';
import {
  distance,
  doubleSignedArea,
  nearestEdge,
  nearestOnSegment,
  pointAt,
  pointCount,
  ringContains,
} from '../../../../src/core/geometry/polyline';
import { simplifyLine } from '../../../../src/core/geometry/simplify';
import { arbitraryPoint, arbitraryRing, arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { rasterArea } from '../../../helpers/raster';

describe('rings', () => {
  it('find the nearest edge as a look at every edge does', () => {
    fc.assert(
      fc.property(arbitraryRing, arbitraryPoint, (ring, p) => {
        const distances = Array.from({ length: pointCount(ring) }, (_, i) =>
          distance(p, nearestOnSegment(p, pointAt(ring, i), pointAt(ring, (i + 1) % pointCount(ring)))),
        );
        const nearest = nearestEdge(ring, p);
        assert.ok(Math.abs(nearest.distance - Math.min(...distances)) < 1e-6);
        assert.ok(Math.abs((distances[nearest.edge] ?? NaN) - nearest.distance) < 1e-6);
        assert.ok(Math.abs(distance(p, nearest.foot) - nearest.distance) < 1e-9);
      }),
    );
  });

  it('answer for rings of no, one and equal points', () => {
    const p = { x: 3, y: 4 };
    assert.deepEqual(nearestEdge([], p), { edge: -1, foot: p, distance: Infinity });
    assert.deepEqual(nearestEdge([0, 0], p), { edge: 0, foot: { x: 0, y: 0 }, distance: 5 });
    assert.equal(nearestEdge([0, 0, 0, 0, 0, 0], p).distance, 5);
    assert.equal(ringContains([], p), false);
    assert.equal(doubleSignedArea([]), 0);
    assert.equal(ringContains([3, 4, 3, 4, 3, 4], p), false);
  });

  it('contain what a raster of them fills', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, ({ rings: [ring = []] }) => {
        const filled = rasterArea(120, 2, (x, y) => ringContains(ring, { x, y }));
        const outline = Array.from({ length: pointCount(ring) }, (_, i) =>
          distance(pointAt(ring, i), pointAt(ring, (i + 1) % pointCount(ring))),
        ).reduce((sum, length) => sum + length, 0);
        assert.ok(Math.abs(filled - Math.abs(doubleSignedArea(ring)) / 2) <= outline * 0.5);
      }),
      { numRuns: 20 },
    );
  });

  it('clipped are inside, no larger, and keep what was inside', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, arbitraryPoint, ({ rings: [ring = []] }, p) => {
        const clipped = clipRing(ring, 50, 70);
        for (let i = 0; i < pointCount(clipped); i++) {
          const { x, y } = pointAt(clipped, i);
          assert.ok(x >= 0 && x <= 50 && y >= 0 && y <= 70, `${x}, ${y}`);
        }
        assert.ok(Math.abs(doubleSignedArea(clipped)) <= Math.abs(doubleSignedArea(ring)) + 1e-6);
        const within = { x: p.x / 20, y: p.y / 20 };
        const isInside = within.x > 0 && within.x < 50 && within.y > 0 && within.y < 70;
        if (isInside && nearestEdge(ring, within).distance > 1e-6)
          assert.equal(ringContains(clipped, within), ringContains(ring, within));
      }),
    );
  });
});

describe('a simplified line', () => {
  it('keeps its ends and stays within the tolerance', () => {
    fc.assert(
      fc.property(arbitraryRing, fc.double({ min: 0, max: 200, noNaN: true }), (line, tolerance) => {
        const simple = simplifyLine(line, tolerance);
        assert.deepEqual(pointAt(simple, 0), pointAt(line, 0));
        assert.deepEqual(pointAt(simple, pointCount(simple) - 1), pointAt(line, pointCount(line) - 1));
        for (let i = 0; i < pointCount(line); i++) {
          const p = pointAt(line, i);
          const away = Array.from({ length: pointCount(simple) - 1 }, (_, k) =>
            distance(p, nearestOnSegment(p, pointAt(simple, k), pointAt(simple, k + 1))),
          );
          assert.ok(Math.min(...away) <= tolerance + 1e-9);
        }
      }),
    );
  });

  it('manages very long strokes', () => {
    const line = Array.from({ length: 80_000 }, (_, i) => (i % 2 === 0 ? i : Math.sin(i / 500) * 50));
    const simple = simplifyLine(line, 0.5);
    assert.ok(simple.length < 2000 && simple.length > 100);
  });
});
