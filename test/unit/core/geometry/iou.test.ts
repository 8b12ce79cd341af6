import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boxIou, shapeIou } from '../../../../src/core/geometry/iou';
import { boxOf } from '../../../../src/core/shapes/box';
import { kindOf } from '../../../../src/core/shapes/index';
import { polygonOf } from '../../../../src/core/shapes/polygon';
import { arbitraryBox, arbitraryShape, arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { rasterArea } from '../../../helpers/raster';

const asPolygon = ({ x, y, width, height }: ReturnType<typeof boxOf>) =>
  polygonOf([x, y, x + width, y, x + width, y + height, x, y + height]);

describe('intersection over union', function () {
  this.timeout(20_000);

  it('of boxes is what it says', () => {
    assert.equal(
      boxIou(boxOf({ x: 0, y: 0, width: 10, height: 10 }), boxOf({ x: 5, y: 0, width: 10, height: 10 })),
      1 / 3,
    );
    assert.equal(
      boxIou(boxOf({ x: 0, y: 0, width: 0, height: 0 }), boxOf({ x: 0, y: 0, width: 0, height: 0 })),
      0,
    );
  });

  it('is symmetric, between 0 and 1, and 1 only with itself', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryShape, (a, b) => {
        const iou = shapeIou(a, b);
        assert.ok(iou >= 0 && iou <= 1 + 1e-9, String(iou));
        assert.ok(Math.abs(iou - shapeIou(b, a)) < 1e-9);
        const { width, height } = kindOf(a).bounds(a);
        const covers = kindOf(a).isArea(a) && width * height > 1 && kindOf(a).area(a) > 1;
        assert.ok(!covers || Math.abs(shapeIou(a, a) - 1) < 1e-9);
        assert.ok(kindOf(a).isArea(a) || iou === 0);
      }),
    );
  });

  it('is the same for a box and a polygon of its corners, within the promised error', () => {
    fc.assert(
      fc.property(arbitraryBox, arbitraryBox, (a, b) => {
        fc.pre(a.height > 10 && b.height > 10);
        assert.ok(Math.abs(shapeIou(asPolygon(a), b) - boxIou(a, b)) < 0.01);
      }),
    );
  });

  it('agrees with counting points', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, arbitrarySimplePolygon, (a, b) => {
        fc.pre(kindOf(a).area(a) > 50 && kindOf(b).area(b) > 50);
        const inside = [a, b].map(
          (shape) => (x: number, y: number) => kindOf(shape).contains(shape, { x, y }),
        );
        const common = rasterArea(120, 2, (x, y) => inside.every((has) => has(x, y)));
        const either = rasterArea(120, 2, (x, y) => inside.some((has) => has(x, y)));
        assert.ok(Math.abs(shapeIou(a, b) - common / either) < 0.03);
      }),
      { numRuns: 15 },
    );
  });
});
