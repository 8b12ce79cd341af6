import assert from 'node:assert/strict';
import fc from 'fast-check';
import { squaredDistanceOfOrigin } from '../../../../src/core/geometry/polyline';
import { Octants } from '../../../../src/core/scene/octants';

const coordinate = fc.integer({ min: -400, max: 400 }).map((n) => n / 4);
const rings = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 12 });

describe('the eighths of an outline', () => {
  it('are clear only where the outline is not', () => {
    let clear = 0;
    fc.assert(
      fc.property(rings, coordinate, coordinate, fc.integer({ min: 0, max: 80 }), (points, dx, dy, limit) => {
        const octants = new Octants(2);
        const pool = Float64Array.from(points.flat());
        octants.enter(1, pool, 0, pool.length, 3, -5);
        if (!octants.isClear(1, dx, dy, Math.hypot(dx, dy), limit)) return;
        clear++;
        const nearest = Math.sqrt(
          Math.min(
            ...points.map(([ax, ay], i) => {
              const [bx, by] = points[(i + 1) % points.length] ?? [0, 0];
              return squaredDistanceOfOrigin(ax - 3 - dx, ay + 5 - dy, bx - ax, by - ay);
            }),
          ),
        );
        assert.ok(nearest >= limit - 1e-6, `${String(nearest)} px, but clear of ${String(limit)}`);
      }),
      { numRuns: 3000 },
    );
    assert.ok(clear > 100);
  });

  it('say of a point between a ring and its middle, and of one beyond, that nothing is there', () => {
    const circle = Array.from({ length: 40 }, (_, i) => (i * Math.PI) / 20);
    const pool = Float64Array.from(circle.flatMap((angle) => [50 * Math.cos(angle), 50 * Math.sin(angle)]));
    const octants = new Octants(1);
    octants.enter(0, pool, 0, pool.length, 0, 0);
    assert.equal(octants.isClear(0, 30, 14, Math.hypot(30, 14), 4), true);
    assert.equal(octants.isClear(0, 60, 25, Math.hypot(60, 25), 4), true);
    assert.equal(octants.isClear(0, 46, 18, Math.hypot(46, 18), 4), false);
  });
});
