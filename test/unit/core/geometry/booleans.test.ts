import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  intersection,
  normalised,
  offset,
  subtract,
  unite,
  type Rings,
} from '../../../../src/core/geometry/booleans';
import { partsOf } from '../../../../src/core/geometry/parts';
import { doubleSignedArea } from '../../../../src/core/geometry/polyline';
import { slice } from '../../../../src/core/geometry/slice';
import { isTangled } from '../../../../src/core/geometry/tangled';
import { arbitraryRing, arbitrarySimplePolygon } from '../../../helpers/arbitrary';

/** Of rings as the booleans return them: outer ones positive, holes negative. */
const areaOf = (rings: Rings) => rings.reduce((sum, ring) => sum + doubleSignedArea(ring) / 2, 0);
const perimeter = (rings: Rings) =>
  rings.reduce((sum, ring) => {
    let length = 0;
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
      length += Math.hypot((ring[i] ?? 0) - (ring[j] ?? 0), (ring[i + 1] ?? 0) - (ring[j + 1] ?? 0));
    return sum + length;
  }, 0);
/** What rounding to 1/100 pixel may change along a border, and a bit for slivers that are left out. */
const slack = (...areas: Rings[]) => 0.05 + 0.01 * areas.reduce((sum, rings) => sum + perimeter(rings), 0);

const simple = arbitrarySimplePolygon.map(({ rings }) => rings);
const small = fc
  .array(
    arbitraryRing.map((ring) => ring.map((v) => v / 10)),
    { minLength: 1, maxLength: 3 },
  )
  .map((rings): Rings => rings);
const area = fc.oneof(simple, small);
const square = (x: number, y: number, side: number) => [x, y, x + side, y, x + side, y + side, x, y + side];

describe('booleans of areas', () => {
  it('keep the sum: union and intersection are as large as both together', () => {
    fc.assert(
      fc.property(area, area, (a, b) => {
        const sum = areaOf(normalised(a)) + areaOf(normalised(b));
        const error = Math.abs(areaOf(unite([a, b])) + areaOf(intersection(a, b)) - sum);
        assert.ok(error <= slack(normalised(a), normalised(b)), String(error));
      }),
      { numRuns: 60 },
    );
  });

  it('take away exactly what is common, in any number of pieces', () => {
    fc.assert(
      fc.property(area, area, area, (a, b, c) => {
        const left = areaOf(subtract(a, [b, c]));
        const common = areaOf(intersection(a, unite([b, c])));
        const error = Math.abs(left + common - areaOf(normalised(a)));
        assert.ok(error <= 2 * slack(normalised(a), normalised(b), normalised(c)), String(error));
        assert.ok(
          Math.abs(areaOf(unite([a, b, c])) - areaOf(unite([a, unite([b, c])]))) <= 2 * slack(a, b, c),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('join squares that share a border, and make holes', () => {
    assert.deepEqual(areaOf(unite([[square(0, 0, 10)], [square(10, 0, 10)]])), 200);
    assert.equal(unite([[square(0, 0, 10)], [square(10, 0, 10)]])[0]?.length, 8);
    const ring = subtract([square(0, 0, 10)], [[square(2, 2, 5)]]);
    assert.deepEqual(
      ring.map((hole) => doubleSignedArea(hole) / 2),
      [100, -25],
    );
    assert.deepEqual(subtract([square(0, 0, 10)], [[square(-1, -1, 20)]]), []);
  });

  it('grow and shrink by the width asked for', () => {
    const grown = areaOf(offset([square(0, 0, 10)], 2));
    assert.ok(Math.abs(grown - (100 + 4 * 20 + Math.PI * 4)) < 0.6, String(grown));
    assert.ok(Math.abs(areaOf(offset([square(0, 0, 10)], -2)) - 36) < 1e-9);
    assert.deepEqual(offset([square(0, 0, 10)], -6), []);
  });

  it('tell parts and their holes apart', () => {
    const rings = [square(0, 0, 100), square(10, 10, 50), square(20, 20, 10), square(200, 0, 9)];
    const parts = partsOf(normalised(rings));
    assert.deepEqual(
      parts.map((part) => areaOf(part)),
      [7500, 100, 81],
    );
    assert.deepEqual(
      parts.map((part) => part.length),
      [2, 1, 1],
    );
  });
});

describe('slicing an area', () => {
  it('gives parts that sum up to it', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }));
    const line = fc.array(point, { minLength: 2, maxLength: 6 }).map((points) => points.flat());
    fc.assert(
      fc.property(area, line, (rings, cut) => {
        const parts = slice(rings, cut);
        const whole = normalised(rings);
        const error = Math.abs(parts.reduce((sum, part) => sum + areaOf(part), 0) - areaOf(whole));
        assert.ok(error <= slack(whole) + 0.01 * perimeter([cut]) * whole.length, String(error));
        for (const [i, a] of parts.entries())
          for (const b of parts.slice(i + 1))
            assert.ok(areaOf(intersection(a, b)) <= slack(a, b) + 0.02 * perimeter([cut]));
      }),
      { numRuns: 150 },
    );
  });

  it('cuts from corner to corner', () => {
    const parts = slice([square(0, 0, 10)], [0, 0, 10, 10]);
    assert.deepEqual(parts.map(areaOf), [50, 50]);
  });

  it('cuts a ring in two only when it crosses both sides', () => {
    const ring = [square(0, 0, 30), square(10, 10, 10)];
    assert.deepEqual(slice(ring, [15, -5, 15, 35]).map(areaOf), [400, 400]);
    assert.deepEqual(slice(ring, [15, -5, 15, 15]).map(areaOf), [800]);
    assert.deepEqual(slice(ring, [-5, 5, 35, 5]).map(areaOf), [650, 150]);
  });

  it('leaves the other arm of a U alone', () => {
    const u = [0, 0, 10, 0, 10, 30, 20, 30, 20, 0, 30, 0, 30, 40, 0, 40];
    assert.deepEqual(slice([u], [-1, 20, 15, 20]).map(areaOf), [700, 200]);
    assert.deepEqual(slice([u], [-1, 20, 31, 20]).map(areaOf), [500, 200, 200]);
  });

  it('cuts out the loop of a line that crosses itself', () => {
    const parts = slice([square(0, 0, 100)], [-10, 50, 60, 50, 60, 20, 40, 20, 40, 110]);
    assert.deepEqual(
      parts.map(areaOf).sort((a, b) => b - a),
      [7400, 2000, 600],
    );
  });

  it('keeps the sum where a line crosses itself near a corner', () => {
    const ring = [55.74, 52.34, 39.3, 44.95, 35.36, 41.87, 36.06, 36.92, 40.7, 35.05, 51.13, 35.52];
    const parts = slice([ring], [21, 0, 55, 52, 55, 50, 0, 0, 57, 53]);
    const sum = parts.reduce((total, part) => total + areaOf(part), 0);
    assert.ok(Math.abs(sum - areaOf([ring])) < 0.5, String(sum));
    assert.equal(parts.length, 5);
  });

  it('leaves parts that it does not meet with the largest piece', () => {
    const parts = slice([square(0, 0, 10), square(20, 0, 5), square(40, 0, 30)], [5, -5, 5, 15]);
    assert.deepEqual(
      parts.map(areaOf).sort((a, b) => b - a),
      [50 + 25 + 900, 50],
    );
  });

  it('is not done by a line that ends inside or runs along the border', () => {
    assert.equal(slice([square(0, 0, 10)], [-5, 5, 5, 5]).length, 1);
    assert.equal(slice([square(0, 0, 10)], [0, 0, 10, 0]).length, 1);
    assert.equal(slice([square(0, 0, 10)], [20, 0, 20, 10]).length, 1);
  });
});

describe('a tangle', () => {
  const scribble = (count: number) =>
    Array.from({ length: 2 * count }, (_, i) => ((i * 2654435761) % 4294967296) / 1e6);

  it('is told from an outline with many points', () => {
    const circle = Array.from({ length: 200_000 }, (_, i) => {
      const angle = (Math.floor(i / 2) * 2 * Math.PI) / 100_000;
      return 2000 + 1000 * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    assert.equal(isTangled([circle]), false);
    assert.equal(isTangled([scribble(100)]), false);
    assert.equal(isTangled([scribble(100_000)]), true);
  });
});
