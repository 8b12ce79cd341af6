import assert from 'node:assert/strict';
import { pointAt, pointCount } from '../../../../src/core/geometry/polyline';
import { Scissors } from '../../../../src/core/pixels/scissors';
import { noise, patchOf } from '../../../helpers/patch';

describe('intelligent scissors', () => {
  const disc = patchOf(200, 200, (x, y) => {
    const isInside = Math.hypot(x + 0.5 - 100, y + 0.5 - 100) < 60;
    const value = (isInside ? 190 : 60) + 12 * noise(x, y);
    return [value, value, value];
  });

  it('follow the border of a disc', () => {
    const scissors = new Scissors(disc);
    assert.ok(scissors.seed({ x: 40, y: 100 }));
    const way = scissors.pathTo({ x: 100, y: 40 }) ?? [];
    const far = Array.from({ length: pointCount(way) }, (_, i) => {
      const { x, y } = pointAt(way, i);
      return Math.abs(Math.hypot(x - 100, y - 100) - 60);
    });
    assert.ok(pointCount(way) > 60);
    assert.ok(
      far.every((pixels) => pixels < 3),
      String(Math.max(...far)),
    );
    assert.ok(far.filter((pixels) => pixels < 1.6).length > 0.9 * far.length);
  });

  it('go on from what they found: other targets, then another seed', () => {
    const scissors = new Scissors(disc);
    scissors.seed({ x: 40, y: 100 });
    const first = scissors.pathTo({ x: 100, y: 40 });
    scissors.pathTo({ x: 160, y: 100 });
    assert.deepEqual(scissors.pathTo({ x: 100, y: 40 }), first);
    assert.deepEqual(scissors.pathTo({ x: 40, y: 100 }), [40.5, 100.5]);
    scissors.seed({ x: 100, y: 40 });
    assert.deepEqual(scissors.pathTo({ x: 100, y: 40 }), [100.5, 40.5]);
  });

  it('say so outside their window, and speak of image pixels', () => {
    const part = { ...disc, imageRect: { x: 1000, y: 500, width: 400, height: 400 } };
    const scissors = new Scissors(part);
    assert.equal(scissors.pathTo({ x: 1100, y: 600 }), undefined);
    assert.equal(scissors.seed({ x: 999, y: 600 }), false);
    assert.ok(scissors.seed({ x: 1080, y: 700 }));
    assert.equal(scissors.pathTo({ x: 1400.5, y: 600 }), undefined);
    assert.deepEqual(scissors.pathTo({ x: 1081, y: 701 }), [1081, 701]);
  });

  it('find a way in a picture without any edge', () => {
    const grey = new Scissors(patchOf(9, 7, () => [9, 9, 9]));
    grey.seed({ x: 0.5, y: 3.5 });
    assert.equal(pointCount(grey.pathTo({ x: 8.5, y: 3.5 }) ?? []), 9);
  });
});
