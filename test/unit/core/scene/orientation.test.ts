import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  axesOf,
  flipped,
  isUpright,
  orient,
  oriented,
  orientRect,
  ORIENTATIONS,
  sameOrientation,
  turned,
  unorient,
  unorientRect,
  UPRIGHT,
} from '../../../../src/core/scene/orientation';
import {
  deviceView,
  imageRectOf,
  levelTransform,
  toDevice,
  toDeviceRect,
} from '../../../../src/core/scene/tiles';
import { arbitraryPoint } from '../../../helpers/arbitrary';

const any = fc.constantFrom(...ORIENTATIONS);
const rect = fc.record({
  x: fc.integer({ min: -500, max: 500 }),
  y: fc.integer({ min: -500, max: 500 }),
  width: fc.integer({ min: 0, max: 900 }),
  height: fc.integer({ min: 0, max: 900 }),
});

describe('orientation', () => {
  it('has eight that differ', () => {
    assert.equal(new Set(ORIENTATIONS.map((each) => axesOf(each).join())).size, 8);
    assert.deepEqual(ORIENTATIONS.filter(isUpright), [UPRIGHT]);
    assert.deepEqual(oriented(UPRIGHT), {});
  });

  it('goes back and forth', () => {
    fc.assert(
      fc.property(any, arbitraryPoint, rect, (o, p, r) => {
        const back = unorient(o, orient(o, p));
        assert.ok(back.x === p.x && back.y === p.y);
        const there = unorientRect(o, orientRect(o, r));
        assert.ok(Math.abs(there.x - r.x) + Math.abs(there.y - r.y) < 1e-9);
        assert.deepEqual([there.width, there.height], [r.width, r.height]);
      }),
    );
  });

  it('turns clockwise and mirrors as the eye sees it', () => {
    fc.assert(
      fc.property(any, arbitraryPoint, (o, p) => {
        const seen = orient(o, p);
        const quarter = orient(turned(o, 1), p);
        assert.ok(quarter.x === -seen.y && quarter.y === seen.x);
        const across = orient(flipped(o, 'x'), p);
        assert.ok(across.x === -seen.x && across.y === seen.y);
        const over = orient(flipped(o, 'y'), p);
        assert.ok(over.x === seen.x && over.y === -seen.y);
        assert.ok(sameOrientation(turned(turned(o, -1), 1), o));
      }),
    );
  });

  it('says the same as a matrix, as a point and as a rectangle', () => {
    fc.assert(
      fc.property(any, arbitraryPoint, rect, (orientation, p, r) => {
        const view = deviceView({ scale: 1.5, offsetX: 10, offsetY: -20, orientation }, 2);
        const [a, b, c, d, e, f] = levelTransform(view);
        const [x, y] = [p.x * view.scale, p.y * view.scale];
        const at = toDevice(view, p);
        assert.ok(Math.hypot(at.x - (a * x + c * y + e), at.y - (b * x + d * y + f)) < 1e-6);
        const place = toDeviceRect(view, r);
        const corner = toDevice(view, { x: r.x + r.width / 2, y: r.y + r.height / 2 });
        assert.ok(Math.abs(place.x + place.width / 2 - corner.x) < 1e-6);
        const seen = imageRectOf(view, { width: 640, height: 480 });
        const whole = toDeviceRect(view, seen);
        assert.ok(Math.abs(whole.x) + Math.abs(whole.y) < 1e-6);
        assert.ok(Math.abs(whole.width - 640) + Math.abs(whole.height - 480) < 1e-6);
      }),
    );
  });
});
