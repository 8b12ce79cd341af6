import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareShapes } from '../../../../src/core/diff/compareShapes';
import { likeness, maskIou } from '../../../../src/core/diff/likeness';
import { shapeChange } from '../../../../src/core/diff/shapeChange';
import { maskOfSpans } from '../../../../src/core/mask/rle';
import { spansOfRect } from '../../../../src/core/mask/spans';
import { boxOf } from '../../../../src/core/shapes/box';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import type { Mask } from '../../../../src/core/shapes/mask';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { polylineOf } from '../../../../src/core/shapes/polyline';
import { skeletonOf } from '../../../../src/core/shapes/skeleton';
import { arbitraryShape } from '../../../helpers/arbitrary';
import { EVERY_SHAPE } from '../../../helpers/everyKind';

function maskOf(x: number, y: number, width: number, height: number): Mask {
  const mask = maskOfSpans(spansOfRect({ x, y, width, height }));
  assert.ok(mask);
  return mask;
}

const shift = fc.integer({ min: -9000, max: 9000 }).map((n) => n / 100);
const stored = (shape: Shape): Shape => kindOf(shape).round(shape);

describe('two versions of a shape', function () {
  this.timeout(20_000);

  it('of every kind: what was moved was moved, wherever it went on the grid', () => {
    fc.assert(
      fc.property(arbitraryShape, shift, shift, (shape, dx, dy) => {
        fc.pre(Math.abs(dx) + Math.abs(dy) >= 0.01);
        const [from, to] = [stored(shape), stored(kindOf(shape).translate(shape, dx, dy))];
        assert.equal(compareShapes(from, to), 'moved');
        const { x = NaN, y = NaN } = shapeChange(from, to).shiftPx ?? {};
        assert.ok(Math.abs(x - dx) <= 0.0151 && Math.abs(y - dy) <= 0.0151, `${x} ${y}`);
      }),
    );
    for (const shape of Object.values(EVERY_SHAPE))
      assert.equal(compareShapes(shape, kindOf<Shape>(shape).translate(shape, 3, 0)), 'moved', shape.kind);
  });

  it('are the same below the grid, and reshaped when one corner went', () => {
    const box = boxOf({ x: 10, y: 10, width: 100, height: 50 });
    assert.equal(compareShapes(box, { ...box, x: 10.004 }), 'same');
    assert.equal(compareShapes(box, { ...box, x: 10.01 }), 'moved');
    assert.equal(compareShapes(box, { ...box, width: 100.02 }), 'reshaped');
    const ring = polygonOf([0, 0, 10, 0, 10, 10]);
    assert.equal(compareShapes(ring, polygonOf([0, 0, 10, 0, 10, 10.5])), 'reshaped');
    assert.equal(compareShapes(ring, polygonOf([0, 0, 10, 0, 10, 10, 0, 10])), 'reshaped');
    assert.equal(compareShapes(box, ring), 'reshaped');
    assert.equal(compareShapes(maskOf(0, 0, 4, 4), maskOf(1, 0, 4, 5)), 'reshaped');
    const nose = (visibility: 1 | 2) => skeletonOf([['nose', { x: 1, y: 1, visibility }]]);
    assert.equal(compareShapes(nose(1), nose(2)), 'reshaped');
  });

  it('overlap by the measure of their kind', () => {
    assert.equal(maskIou(maskOf(0, 0, 10, 10), maskOf(5, 0, 10, 10)), 1 / 3);
    const holed = polygonOf([0, 0, 100, 0, 100, 100, 0, 100], [25, 25, 75, 25, 75, 75, 25, 75]);
    const whole = boxOf({ x: 0, y: 0, width: 100, height: 100 });
    assert.ok(Math.abs((likeness(holed, whole).iou ?? 0) - 0.75) < 0.01);
    const circle: Shape = { kind: 'ellipse', cx: 50, cy: 50, rx: 50, ry: 50, angle: 0 };
    assert.ok(Math.abs((likeness(circle, whole).iou ?? 0) - Math.PI / 4) < 0.01);
    const turned: Shape = { kind: 'rotatedBox', cx: 50, cy: 50, width: 100, height: 100, angle: 45 };
    const octagon = 2 * (Math.SQRT2 - 1);
    assert.ok(Math.abs((likeness(turned, whole).iou ?? 0) - octagon / (2 - octagon)) < 0.01);
    assert.ok(Math.abs((likeness(maskOf(0, 0, 100, 50), whole).iou ?? 0) - 0.5) < 0.01);
  });

  it('of lines and points are so far apart', () => {
    const line = polylineOf([0, 0, 100, 0]);
    assert.ok(Math.abs((likeness(line, polylineOf([0, 4, 50, 4, 100, 4])).apartPx ?? 0) - 4) < 1e-9);
    assert.ok((likeness(line, polylineOf([100, 0, 0, 0])).apartPx ?? 1) < 1e-9);
    assert.equal(likeness({ kind: 'point', x: 0, y: 0 }, { kind: 'point', x: 3, y: 4 }).apartPx, 5);
    assert.deepEqual(likeness(line, EVERY_SHAPE.box), {});
  });

  it('of skeletons are alike as COCO measures it', () => {
    const skeleton = (dx: number) =>
      skeletonOf([
        ['a', { x: dx, y: 0, visibility: 2 }],
        ['b', { x: 100 + dx, y: 100, visibility: 2 }],
      ]);
    assert.equal(likeness(skeleton(0), skeleton(0)).oks, 1);
    const expected = Math.exp(-(5 ** 2) / (2 * 0.53 * 100 * 100 * 0.1 ** 2));
    assert.ok(Math.abs((likeness(skeleton(0), skeleton(5)).oks ?? 0) - expected) < 1e-12);
    const one = skeletonOf([['a', { x: 0, y: 0, visibility: 2 }]]);
    assert.equal(likeness(skeleton(0), one).oks, 0.5);
  });

  it('are measured alike from either side, by numbers only', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryShape, (a, b) => {
        assert.deepEqual(likeness(a, b), likeness(b, a));
        for (const value of Object.values(likeness(a, b))) assert.ok(value >= 0 && Number.isFinite(value));
      }),
    );
  });
});
