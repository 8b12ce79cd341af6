import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toImage } from '../../../../src/core/scene/viewport';
import { ClickCounter } from '../../../../webview/canvas/clicks';
import { Touches } from '../../../../webview/canvas/touches';
import { wheeled, type Wheel } from '../../../../webview/canvas/wheel';

const VIEW = { scale: 1, offsetX: 0, offsetY: 0 };
const CANVAS = { width: 400, height: 300 };
const wheel = (more: Partial<Wheel>): Wheel => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  shiftKey: false,
  ...more,
});

describe('wheel', () => {
  it('keeps the image point under the pointer, whatever it zooms', () => {
    const anyWheel = fc.record({
      deltaY: fc.integer({ min: -5000, max: 5000 }),
      deltaMode: fc.constantFrom(0, 1, 2),
      ctrlKey: fc.boolean(),
    });
    fc.assert(
      fc.property(anyWheel, fc.nat(400), fc.nat(300), (event, x, y) => {
        const next = wheeled(VIEW, wheel(event), { x, y }, CANVAS);
        const at = toImage(next, { x, y });
        assert.ok(Math.abs(at.x - x) < 1e-6 && Math.abs(at.y - y) < 1e-6);
      }),
    );
  });

  it('zooms by a fifth for a notch, in pixels or lines, and more finely for a pinch', () => {
    assert.ok(Math.abs(wheeled(VIEW, wheel({ deltaY: -100 }), { x: 0, y: 0 }, CANVAS).scale - 1.2) < 1e-9);
    assert.ok(wheeled(VIEW, wheel({ deltaY: -3, deltaMode: 1 }), { x: 0, y: 0 }, CANVAS).scale > 1.05);
    const pinch = wheeled(VIEW, wheel({ deltaY: -10, ctrlKey: true }), { x: 0, y: 0 }, CANVAS).scale;
    assert.ok(Math.abs(pinch - Math.exp(0.1)) < 1e-9);
  });

  it('moves sideways with Shift, which some systems turn into deltaX', () => {
    for (const delta of [{ deltaY: 40 }, { deltaX: 40 }])
      assert.deepEqual(wheeled(VIEW, wheel({ ...delta, shiftKey: true }), { x: 9, y: 9 }, CANVAS), {
        ...VIEW,
        offsetX: -40,
      });
  });
});

describe('clicks', () => {
  it('counts presses close in time and place', () => {
    const clicks = new ClickCounter();
    assert.equal(clicks.press({ x: 10, y: 10 }, 0), 1);
    assert.equal(clicks.press({ x: 12, y: 10 }, 200), 2);
    assert.equal(clicks.press({ x: 12, y: 10 }, 700), 1);
    assert.equal(clicks.press({ x: 40, y: 10 }, 800), 1);
  });
});

describe('touches', () => {
  it('two fingers carry and pinch the image; the points under them stay under them', () => {
    const touches = new Touches();
    touches.down(1, { x: 100, y: 100 });
    touches.down(2, { x: 200, y: 100 });
    let view = touches.move(VIEW, 1, { x: 50, y: 150 });
    view = touches.move(view, 2, { x: 250, y: 150 });
    assert.ok(Math.abs(view.scale - 2) < 1e-9);
    const a = toImage(view, { x: 50, y: 150 });
    assert.ok(Math.abs(a.x - 100) < 1e-6 && Math.abs(a.y - 100) < 1e-6);
  });

  it('one finger alone moves nothing', () => {
    const touches = new Touches();
    touches.down(1, { x: 0, y: 0 });
    assert.equal(touches.move(VIEW, 1, { x: 50, y: 0 }), VIEW);
  });
});
