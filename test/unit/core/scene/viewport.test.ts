import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fit,
  MAX_SCALE,
  MIN_SCALE,
  pan,
  reoriented,
  toImage,
  toScreen,
  toScreenRect,
  visibleRect,
  zoomAt,
} from '../../../../src/core/scene/viewport';
import { ORIENTATIONS } from '../../../../src/core/scene/orientation';
import { arbitraryPoint } from '../../../helpers/arbitrary';

const view = fc.record({
  scale: fc.double({ min: MIN_SCALE, max: MAX_SCALE, noNaN: true }),
  offsetX: fc.double({ min: -5000, max: 5000, noNaN: true }),
  offsetY: fc.double({ min: -5000, max: 5000, noNaN: true }),
  orientation: fc.constantFrom(...ORIENTATIONS),
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

  it('fits the whole image in the canvas, centred, whatever way it is turned', () => {
    fc.assert(
      fc.property(size, size, fc.constantFrom(...ORIENTATIONS), (image, canvas, orientation) => {
        const v = fit({ x: 0, y: 0, ...image }, canvas, orientation);
        const middle = toScreen(v, { x: image.width / 2, y: image.height / 2 });
        assertNear(middle, { x: canvas.width / 2, y: canvas.height / 2 });
        if (v.scale > MIN_SCALE && canvas.width > 40 && canvas.height > 40) {
          const place = toScreenRect(v, { x: 0, y: 0, ...image });
          assert.ok(place.width <= canvas.width && place.height <= canvas.height);
          const shown = visibleRect(v, canvas);
          assert.ok(shown.x <= 0 && shown.y <= 0);
          assert.ok(shown.x + shown.width >= image.width && shown.y + shown.height >= image.height);
        }
      }),
    );
  });

  it('shows exactly the part of the image whose points lie in the canvas', () => {
    fc.assert(
      fc.property(
        view,
        size,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (v, canvas, s, t) => {
          const shown = visibleRect(v, canvas);
          const at = toScreen(v, { x: shown.x + s * shown.width, y: shown.y + t * shown.height });
          const reach = 1e-6 * Math.max(1, v.scale);
          assert.ok(at.x >= -reach && at.x <= canvas.width + reach, String(at.x));
          assert.ok(at.y >= -reach && at.y <= canvas.height + reach, String(at.y));
          assertNear(
            { x: shown.width * v.scale * shown.height * v.scale, y: 0 },
            { x: canvas.width * canvas.height, y: 0 },
            1e-3,
          );
        },
      ),
    );
  });

  it('keeps the middle when it is turned, and comes back to the same view', () => {
    fc.assert(
      fc.property(view, size, fc.constantFrom(...ORIENTATIONS), (v, canvas, orientation) => {
        const middle = { x: canvas.width / 2, y: canvas.height / 2 };
        const other = reoriented(v, canvas, orientation);
        assertNear(toImage(other, middle), toImage(v, middle), 1e-4);
        const back = reoriented(other, canvas, v.orientation);
        assertNear({ x: back.offsetX, y: back.offsetY }, { x: v.offsetX, y: v.offsetY }, 1e-4);
      }),
    );
  });
});
