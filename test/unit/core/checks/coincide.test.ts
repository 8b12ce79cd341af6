import assert from 'node:assert/strict';
import { coincide } from '../../../../src/core/checks/lib/coincide';
import { polygonOf } from '../../../../src/core/shapes/polygon';

/** A circle's outline of so many points. */
const circle = (points: number, x: number, radius: number) =>
  polygonOf(
    Array.from({ length: points }, (_, i) => (2 * Math.PI * i) / points).flatMap((angle) => [
      x + radius * Math.cos(angle),
      100 + radius * Math.sin(angle),
    ]),
  );

describe('two polygons', () => {
  it('traced with different points mark the same thing when they cover the same', () => {
    assert.ok(coincide(circle(60, 100, 50), circle(47, 100, 50)));
    assert.ok(!coincide(circle(60, 100, 50), circle(47, 104, 50)));
    assert.ok(!coincide(circle(60, 100, 50), circle(47, 100, 46)));
    assert.ok(!coincide(circle(60, 100, 50), polygonOf([50, 50, 150, 50, 150, 150, 50, 150])));
  });
});
