import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selfCrossing } from '../../../../src/core/geometry/selfCrossing';
import { arbitraryRing, arbitrarySimplePolygon } from '../../../helpers/arbitrary';

/** A ring around the origin of so many points. */
const circle = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => (2 * Math.PI * i) / count).flatMap((a) => [
    100 * Math.cos(a),
    100 * Math.sin(a),
  ]);

/** Any two edges that are no neighbours and cross, found the plain way. */
function crosses(ring: readonly number[]): boolean {
  const count = ring.length / 2;
  const point = (i: number) => [ring[2 * (i % count)] ?? 0, ring[2 * (i % count) + 1] ?? 0] as const;
  const side = (i: number, j: number) => {
    const [[ax, ay], [bx, by], [px, py]] = [point(i), point(i + 1), point(j)];
    return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
  };
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j++)
      if (side(i, j) * side(i, j + 1) < 0 && side(j, i) * side(j, i + 1) < 0) return true;
  return false;
}

describe('a ring that crosses itself', function () {
  this.timeout(20_000);

  it('is found, and one that does not is not', () => {
    fc.assert(
      fc.property(arbitraryRing, (ring) => {
        assert.equal(selfCrossing(ring) !== undefined, crosses(ring));
      }),
    );
    fc.assert(fc.property(arbitrarySimplePolygon, ({ rings }) => selfCrossing(rings[0] ?? []) === undefined));
  });

  it('is found by the tree as it is without', () => {
    const many = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 100, maxLength: 120 });
    const rough = many.map((radii) =>
      circle(radii.length).map((value, i) => value * (1 + (radii[(i >> 1) % radii.length] ?? 0) / 400)),
    );
    fc.assert(fc.property(rough, (ring) => selfCrossing(ring) === undefined && !crosses(ring)));
    fc.assert(
      fc.property(rough, fc.nat(99), fc.nat(99), (ring, a, b) => {
        const tangled = [...ring];
        [tangled[2 * a], tangled[2 * b]] = [ring[2 * b] ?? 0, ring[2 * a] ?? 0];
        assert.equal(selfCrossing(tangled) !== undefined, crosses(tangled));
      }),
    );
  });

  it('is found among 100,000 points in no time', () => {
    const ring = circle(100_000);
    const start = process.cpuUsage();
    assert.equal(selfCrossing(ring), undefined);
    const crossed = ring.with(2000, -300);
    assert.ok(selfCrossing(crossed));
    assert.ok(process.cpuUsage(start).user < 3_000_000);
  });
});
