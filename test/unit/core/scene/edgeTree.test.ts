import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ringContains, ringDistance } from '../../../../src/core/geometry/polyline';
import { EdgeTree } from '../../../../src/core/scene/edgeTree';

const px = fc.integer({ min: -400, max: 400 }).map((n) => n / 4);
const arbitraryPoint = fc.record({ x: px, y: px });
/** Anything: crossing itself, with equal points, along the axes. */
const arbitraryLine = fc
  .array(arbitraryPoint, { minLength: 1, maxLength: 300 })
  .map((points) => points.flatMap(({ x, y }) => [x, y]));

describe('a tree of edges', () => {
  it('says what a look at every edge of a ring says', () => {
    fc.assert(
      fc.property(arbitraryLine, arbitraryPoint, fc.integer({ min: 0, max: 80 }), (ring, p, limit) => {
        const tree = new EdgeTree(ring, true);
        const distance = ringDistance(ring, p);
        assert.equal(tree.distance(p.x, p.y, limit), distance <= limit ? distance : Infinity);
        assert.equal(tree.distance(p.x, p.y, Infinity), distance);
        assert.equal(tree.isInside(p.x, p.y), ringContains(ring, p));
      }),
    );
  });

  it('has no edge from the end of an open line to its beginning', () => {
    const tree = new EdgeTree([0, 0, 100, 0, 100, 100], false);
    assert.equal(tree.distance(50, 60, Infinity), 50);
    assert.equal(new EdgeTree([0, 0, 100, 0, 100, 100], true).distance(50, 50, 1), 0);
  });

  it('holds a line without points and one with a single point', () => {
    assert.equal(new EdgeTree([], true).distance(0, 0, Infinity), Infinity);
    assert.equal(new EdgeTree([], false).isInside(0, 0), false);
    assert.equal(new EdgeTree([3, 4], true).distance(0, 0, Infinity), 5);
  });
});
