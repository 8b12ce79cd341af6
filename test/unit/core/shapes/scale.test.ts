import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf } from '../../../../src/core/shapes/index';
import { arbitraryShape } from '../../../helpers/arbitrary';

describe('scaling a shape', function () {
  this.timeout(20_000);

  it('scales its bounds and its area', () => {
    const factor = fc.constantFrom(0.25, 0.5, 1, 2, 8);
    fc.assert(
      fc.property(arbitraryShape, factor, factor, (shape, fx, fy) => {
        // Unequal factors make no rotated box of one: see its own tests.
        if (shape.kind === 'rotatedBox' && fx !== fy) return;
        const kind = kindOf(shape);
        const { x, y, width, height } = kind.bounds(shape);
        const scaled = kind.scale(shape, fx, fy);
        const bounds = kind.bounds(scaled);
        for (const [is, should] of [
          [bounds.x, x * fx],
          [bounds.y, y * fy],
          [bounds.width, width * fx],
          [bounds.height, height * fy],
        ] as const)
          assert.ok(Math.abs(is - should) <= 1e-6 * Math.max(1, Math.abs(should)));
        const area = kind.area(shape) * fx * fy;
        assert.ok(Math.abs(kind.area(scaled) - area) <= 1e-6 * Math.max(1, area));
      }),
    );
  });
});
