import assert from 'node:assert/strict';
import { cuboid, cuboidOf } from '../../../../src/core/shapes/cuboid';
import { outlineRings } from '../../../../src/core/shapes/outlineRings';

const PLAIN = { keepRatio: false, fromCentre: false };
const ALT = { keepRatio: false, fromCentre: true };
const s = cuboidOf([0, 40, 60, 40, 60, 100, 0, 100], [30, 10, 90, 10, 90, 70, 30, 70]);

describe('a cuboid', () => {
  it('covers the hull of its two faces', () => {
    assert.equal(cuboid.area(s), 60 * 60 + 2 * 30 * 60);
    assert.deepEqual(cuboid.bounds(s), { x: 0, y: 10, width: 90, height: 90 });
    assert.ok(cuboid.contains(s, { x: 15, y: 30 }) && !cuboid.contains(s, { x: 5, y: 20 }));
    assert.equal(outlineRings(s).length, 1);
    assert.equal(cuboid.outlineDistance(s, { x: 30, y: 100 }), 0);
  });

  it('draws both faces and the four edges between them', () => {
    let [moves, lines, closes] = [0, 0, 0];
    cuboid.trace(s, {
      moveTo: () => moves++,
      lineTo: () => lines++,
      bezierCurveTo: () => assert.fail(),
      closePath: () => closes++,
    });
    assert.deepEqual([moves, lines, closes], [6, 10, 2]);
  });

  it('moves a corner with its upright edge, alone with Alt', () => {
    const to = { x: 5, y: 45 };
    assert.deepEqual(cuboid.moveHandle(s, 'front.0', to, PLAIN).front, [5, 45, 60, 40, 60, 100, 5, 100]);
    assert.deepEqual(cuboid.moveHandle(s, 'front.0', to, ALT).front, [5, 45, 60, 40, 60, 100, 0, 100]);
    assert.deepEqual(
      cuboid.moveHandle(s, 'back.2', { x: 95, y: 75 }, PLAIN).back,
      [30, 10, 95, 10, 95, 75, 30, 70],
    );
  });

  it('moves a side of the front, the whole back, and with Alt the whole front', () => {
    const east = { x: 70, y: 75 };
    assert.deepEqual(cuboid.moveHandle(s, 'front.e', east, PLAIN).front, [0, 40, 70, 40, 70, 100, 0, 100]);
    assert.deepEqual(cuboid.moveHandle(s, 'front.e', east, ALT).front, [10, 45, 70, 45, 70, 105, 10, 105]);
    const north = { x: 60, y: 0 };
    assert.deepEqual(
      cuboid.moveHandle(s, 'front.n', { x: 33, y: 30 }, PLAIN).front,
      [0, 30, 60, 30, 60, 100, 0, 100],
    );
    assert.deepEqual(cuboid.moveHandle(s, 'back.n', north, PLAIN).back, [30, 0, 90, 0, 90, 60, 30, 60]);
  });

  it('stops at the border with whatever moves', () => {
    const within = { x: 0, y: 0, width: 100, height: 100 };
    const back = cuboid.moveHandle(s, 'back.n', { x: 500, y: -500 }, { ...PLAIN, within });
    assert.deepEqual(back.back, [40, 0, 100, 0, 100, 60, 40, 60]);
  });

  it('keeps the names of its corners when it is mirrored', () => {
    assert.deepEqual(cuboid.flip(s, 'x', 30).front, [0, 40, 60, 40, 60, 100, 0, 100]);
    assert.deepEqual(cuboid.flip(s, 'y', 70).front, [0, 40, 60, 40, 60, 100, 0, 100]);
    assert.deepEqual(cuboid.flip(s, 'x', 30).back, [-30, 10, 30, 10, 30, 70, -30, 70]);
  });
});
