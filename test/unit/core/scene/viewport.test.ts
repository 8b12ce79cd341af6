import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fit,
  MAX_SCALE,
  MIN_SCALE,
  pan,
  toImage,
  toScreen,
  visibleRect,
  zoomAt,
} from '../../../../src/core/scene/viewport';
import { arbitraryPoint } from '../../../helpers/arbitrary';

const view = fc.record({
  scale: fc.double({ min: MIN_SCALE, max: MAX_SCALE, noNaN: true }),
  offsetX: fc.double({ min: -5000, max: 5000, noNaN: true }),
  offsetY: fc.double({ min: -5000, max: 5000, noNaN: true }),
});
const size = fc.record({
  width: fc.integer({ min: 1, max: 4000 }),
  height: fc.integer({ min: 1, max: 3000 }),
});

function assertNear(a: { x: number; y: number }, b: { x: number; y: number }, tolerance = 1e-6): void {
  assert.ok(
    Math.hypot(a.x - b.x, a.y - b.y) <= tolerance,
    `${JSON.stringify(a)} is not ${JSON.stringify(b)}`,
  );
}

describe('the viewport', () => {
  it('maps there and back', () => {
    fc.assert(fc.property(view, arbitraryPoint, (v, p) => assertNear(toImage(v, toScreen(v, p)), p)));
  });

  it('zooms at the pointer: the image point there stays', () => {
    fc.assert(
      fc.property(
        view,
        arbitraryPoint,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (v, screenPoint, factor) => {
          const zoomed = zoomAt(v, screenPoint, factor);
          assertNear(toScreen(zoomed, toImage(v, screenPoint)), screenPoint);
          assert.ok(zoomed.scale >= MIN_SCALE && zoomed.scale <= MAX_SCALE);
        },
      ),
    );
  });

  it('pans by screen pixels', () => {
    fc.assert(
      fc.property(view, arbitraryPoint, (v, p) => {
        const before = toScreen(v, p);
        assertNear(toScreen(pan(v, 3, -4), p), { x: before.x + 3, y: before.y - 4 });
      }),
    );
  });

  it('fits the whole image in the canvas, centred', () => {
    fc.assert(
      fc.property(size, size, (image, canvas) => {
        const v = fit({ x: 0, y: 0, ...image }, canvas);
        const middle = toScreen(v, { x: image.width / 2, y: image.height / 2 });
        assertNear(middle, { x: canvas.width / 2, y: canvas.height / 2 });
        if (v.scale > MIN_SCALE && canvas.width > 40 && canvas.height > 40) {
          assert.ok(image.width * v.scale <= canvas.width && image.height * v.scale <= canvas.height);
          const shown = visibleRect(v, canvas);
          assert.ok(shown.x <= 0 && shown.y <= 0);
          assert.ok(shown.x + shown.width >= image.width && shown.y + shown.height >= image.height);
        }
      }),
    );
  });
});
