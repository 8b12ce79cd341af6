import assert from 'node:assert/strict';
import type { SkeletonTemplate } from '../../../../src/core/schema/labelSchema';
import { skeleton, skeletonOf, withJoint, type Skeleton } from '../../../../src/core/shapes/skeleton';

const PLAIN = { keepRatio: false, fromCentre: false };
const template: SkeletonTemplate = {
  name: 'face',
  joints: [{ name: 'nose' }, { name: 'left' }, { name: 'right' }, { name: 'chin' }],
  edges: [
    ['nose', 'left'],
    ['nose', 'right'],
    ['nose', 'chin'],
  ],
  swap: [['left', 'right']],
};
const s: Skeleton = skeletonOf([
  ['nose', { x: 50, y: 40, visibility: 2 }],
  ['left', { x: 60, y: 30, visibility: 1 }],
  ['right', { x: 40, y: 30, visibility: 2 }],
]);

describe('a skeleton', () => {
  it('draws the edges of its template between joints that are there, and nothing without one', () => {
    const drawn: string[] = [];
    const sink = {
      moveTo: (x: number, y: number) => drawn.push(`M${x},${y}`),
      lineTo: (x: number, y: number) => drawn.push(`L${x},${y}`),
      bezierCurveTo: () => assert.fail(),
      closePath: () => assert.fail(),
    };
    skeleton.trace(s, sink, template);
    assert.equal(drawn.join(' '), 'M50,40 L60,30 M50,40 L40,30');
    drawn.length = 0;
    skeleton.trace(s, sink);
    assert.deepEqual(drawn, []);
  });

  it('shows a dot for each joint, hollow when it is occluded', () => {
    const dots = skeleton.dots?.(s).map(({ name, hollow }) => `${name}${hollow ? ' hollow' : ''}`);
    assert.deepEqual(dots, ['left hollow', 'nose', 'right']);
  });

  it('exchanges left and right when it is mirrored, as its template says', () => {
    const flipped = skeleton.flip(s, 'x', 50, template);
    assert.deepEqual(flipped.joints, {
      nose: { x: 50, y: 40, visibility: 2 },
      right: { x: 40, y: 30, visibility: 1 },
      left: { x: 60, y: 30, visibility: 2 },
    });
    assert.deepEqual(skeleton.flip(flipped, 'x', 50, template), s);
    assert.equal(skeleton.flip(s, 'x', 50).joints['left']?.x, 40);
  });

  it('is grabbed anywhere among its joints, and is as far as the nearest of them', () => {
    assert.ok(skeleton.contains(s, { x: 45, y: 35 }) && !skeleton.contains(s, { x: 39, y: 35 }));
    assert.equal(skeleton.outlineDistance(s, { x: 50, y: 45 }), 5);
  });

  it('moves a joint, takes one out and back, and keeps the last', () => {
    const moved = skeleton.moveHandle(
      s,
      'j.nose',
      { x: 55, y: -5 },
      { ...PLAIN, within: { x: 0, y: 0, width: 99, height: 99 } },
    );
    assert.deepEqual(moved.joints['nose'], { x: 55, y: 0, visibility: 2 });
    const less = skeleton.removeHandle(s, 'j.left');
    assert.deepEqual(Object.keys(less?.joints ?? {}), ['nose', 'right']);
    assert.deepEqual(less && withJoint(less, 'left', s.joints['left']), s);
    assert.equal(skeleton.removeHandle(skeletonOf([['a', { x: 1, y: 1, visibility: 2 }]]), 'j.a'), undefined);
  });

  it('prints its joints in the order of their names', () => {
    assert.equal(JSON.stringify(skeleton.print(s)), '{"left":[60,30,1],"nose":[50,40,2],"right":[40,30,2]}');
  });

  it('loses the joints outside when it is clipped', () => {
    assert.deepEqual(Object.keys(skeleton.clip(s, 45, 100)?.joints ?? {}), ['right']);
    assert.equal(skeleton.clip(s, 30, 20), undefined);
  });
});
