import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ringContains } from '../../../../src/core/geometry/polyline';
import { orient, ORIENTATIONS } from '../../../../src/core/scene/orientation';
import { PathMapper, type PathPlace } from '../../../../src/core/scene/pathMapper';
import type { PathSink } from '../../../../src/core/shapes/shape';

/** Collects the points of one ring. */
class Ring implements PathSink {
  readonly points: number[] = [];

  moveTo(x: number, y: number): void {
    this.points.push(x, y);
  }

  lineTo(x: number, y: number): void {
    this.points.push(x, y);
  }

  bezierCurveTo(_a: number, _b: number, _c: number, _d: number, x: number, y: number): void {
    this.points.push(x, y);
  }

  closePath(): void {
    // A ring closes by itself.
  }
}

function drawn(
  points: readonly number[],
  place: PathPlace,
  clip?: Parameters<PathMapper['begin']>[3],
): number[] {
  const mapper = new PathMapper();
  const ring = new Ring();
  mapper.begin(ring, place, 0, clip);
  mapper.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let i = 2; i < points.length; i += 2) mapper.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
  mapper.closePath();
  mapper.end();
  return ring.points;
}

const coordinate = fc.integer({ min: -300, max: 300 });
const ring = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 60 })
  .map((points) => points.flat());
const CLIP = { x: -40, y: -30, width: 90, height: 70 };

describe('paths on their way to a canvas', () => {
  it('are scaled, turned and moved', () => {
    fc.assert(
      fc.property(ring, fc.constantFrom(...ORIENTATIONS), (points, orientation) => {
        const place = { scale: 1.5, x: 7, y: -3, orientation };
        const found = drawn(points, place);
        points.forEach((_, i) => {
          if (i % 2 === 1) return;
          const { x, y } = orient(orientation, { x: points[i] ?? 0, y: points[i + 1] ?? 0 });
          assert.ok(Math.abs((found[i] ?? NaN) - (x * 1.5 + 7)) < 1e-9);
          assert.ok(Math.abs((found[i + 1] ?? NaN) - (y * 1.5 - 3)) < 1e-9);
        });
      }),
    );
  });

  it('fill the same inside the clip when what lies outside is left out', () => {
    const inside = fc.record({
      x: fc.double({ min: -40, max: 50, noNaN: true }),
      y: fc.double({ min: -30, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(ring, fc.array(inside, { minLength: 5, maxLength: 20 }), (points, probes) => {
        const place = { scale: 1, x: 0, y: 0 };
        const clipped = drawn(points, place, CLIP);
        assert.ok(clipped.length <= points.length);
        for (const probe of probes)
          assert.equal(ringContains(clipped, probe), ringContains(points, probe), JSON.stringify(probe));
      }),
      { numRuns: 300 },
    );
  });

  it('keep every segment that comes near the clip', () => {
    fc.assert(
      fc.property(ring, (points) => {
        const clipped = drawn(points, { scale: 1, x: 0, y: 0 }, CLIP);
        const isIn = (x: number, y: number): boolean =>
          x >= CLIP.x && x <= CLIP.x + CLIP.width && y >= CLIP.y && y <= CLIP.y + CLIP.height;
        const kept = new Set<string>();
        for (let i = 0; i < clipped.length; i += 2) kept.add(`${clipped[i]},${clipped[i + 1]}`);
        for (let i = 0; i < points.length; i += 2)
          if (isIn(points[i] ?? 0, points[i + 1] ?? 0)) assert.ok(kept.has(`${points[i]},${points[i + 1]}`));
      }),
    );
  });

  it('lose nearly all points of a ring of 100,000 around the clip', () => {
    const round = Array.from({ length: 200_000 }, (_, i) => {
      const angle = (Math.floor(i / 2) / 100_000) * 2 * Math.PI;
      return 5000 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    assert.ok(drawn(round, { scale: 1, x: 0, y: 0 }, CLIP).length < 100);
  });
});
