import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../../src/core/shapes/index';
import { polyline, polylineOf } from '../../../../src/core/shapes/polyline';
import { arbitraryPoint, arbitraryPolyline } from '../../../helpers/arbitrary';
import { samplesOf } from '../../../helpers/traced';

const PLAIN = { keepRatio: false, fromCentre: false };

describe('a polyline', function () {
  this.timeout(20_000);

  it('has a grip on each vertex and between them, and keeps two points', () => {
    const s = polylineOf([0, 0, 10, 0, 10, 10]);
    assert.deepEqual(
      polyline.handles(s).map(({ id }) => id),
      ['v0', 'v1', 'v2', 'm0', 'm1'],
    );
    assert.deepEqual(
      polyline.moveHandle(s, 'm1', { x: 12, y: 5 }, PLAIN).points,
      [0, 0, 10, 0, 12, 5, 10, 10],
    );
    assert.deepEqual(polyline.removeHandle(s, 'v0')?.points, [10, 0, 10, 10]);
    assert.equal(polyline.removeHandle(polylineOf([0, 0, 1, 1]), 'v0'), undefined);
  });

  it('is as far from a point as the nearest of its edges, and never closes', () => {
    const s = polylineOf([0, 0, 10, 0, 10, 10]);
    assert.equal(polyline.outlineDistance(s, { x: 5, y: 3 }), 3);
    assert.equal(polyline.outlineDistance(s, { x: 3, y: 8 }), 7);
    assert.equal(polyline.contains(s, { x: 9, y: 1 }), false);
  });

  it('clipped keeps everything inside, as one line', () => {
    assert.deepEqual(polyline.clip(polylineOf([-10, 5, 10, 5]), 100, 100)?.points, [0, 5, 10, 5]);
    const loop = polylineOf([5, 5, 5, -20, 50, -20, 50, 5]);
    assert.deepEqual(polyline.clip(loop, 100, 100)?.points, [5, 5, 5, 0, 50, 0, 50, 5]);
    assert.equal(polyline.clip(polylineOf([-10, 5, -1, 90]), 100, 100), undefined);
    fc.assert(
      fc.property(arbitraryPolyline, (s) => {
        const part = polyline.clip(s, 640, 480);
        const inside = samplesOf(s).filter(({ x, y }) => x >= 0 && y >= 0 && x <= 640 && y <= 480);
        if (part) for (const p of inside) assert.ok(polyline.outlineDistance(part, p) < 1e-6);
        else assert.ok(inside.length <= 1);
      }),
    );
  });
});

describe('a point', () => {
  it('is hit by distance alone', () => {
    fc.assert(
      fc.property(arbitraryPoint, arbitraryPoint, ({ x, y }, p) => {
        const s = { kind: 'point', x, y } as const;
        assert.equal(kindOf(s).contains(s, p), false);
        assert.equal(kindOf(s).outlineDistance(s, p), Math.hypot(p.x - x, p.y - y));
        assert.deepEqual(kindOf(s).dots?.(s), [{ point: { x, y } }]);
      }),
    );
  });
});
