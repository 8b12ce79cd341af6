import assert from 'node:assert/strict';
import fc from 'fast-check';
import { spline } from '../../../../src/core/shapes/spline';
import { cornerAnchor, splineOf, type Spline } from '../../../../src/core/shapes/splinePath';
import { arbitraryPoint, arbitrarySpline } from '../../../helpers/arbitrary';
import { samplesOf } from '../../../helpers/traced';

const PLAIN = { keepRatio: false, fromCentre: false };
const ALT = { keepRatio: false, fromCentre: true };
const SHIFT = { keepRatio: true, fromCentre: false };
const smooth = { x: 50, y: 50, inX: 40, inY: 50, outX: 60, outY: 50 };
const line: Spline = splineOf([cornerAnchor({ x: 0, y: 0 }), smooth, cornerAnchor({ x: 100, y: 0 })], false);

describe('a spline', function () {
  this.timeout(20_000);

  it('has bounds around the curve, not around its control points', () => {
    const bow = splineOf(
      [
        { x: 0, y: 0, inX: 0, inY: 0, outX: 0, outY: 100 },
        { x: 100, y: 0, inX: 100, inY: 100, outX: 100, outY: 0 },
      ],
      false,
    );
    assert.deepEqual(spline.bounds(bow), { x: 0, y: 0, width: 100, height: 75 });
    assert.equal(spline.area(bow), 0);
    assert.equal(spline.isArea(bow), false);
    assert.equal(spline.area({ ...bow, closed: true }), 6000);
  });

  it('prints anchors without controls as points, and reads them back', () => {
    assert.deepEqual(spline.print(line), {
      closed: false,
      anchors: [
        [0, 0],
        [50, 50, 40, 50, 60, 50],
        [100, 0],
      ],
    });
    assert.deepEqual(spline.parse(spline.print(line)), line);
  });

  it('moves the opposite control as a mirror image, unless Alt is held', () => {
    const p = { x: 60, y: 70 };
    const both = spline.moveHandle(line, 'o1', p, PLAIN).anchors[1];
    assert.deepEqual(both, { ...smooth, outX: 60, outY: 70, inX: 40, inY: 30 });
    const broken = spline.moveHandle(line, 'o1', p, ALT);
    assert.deepEqual(broken.anchors[1], { ...smooth, outX: 60, outY: 70 });
    // A corner stays a corner, until Shift makes the two mirror images again.
    const kept = spline.moveHandle(broken, 'i1', { x: 30, y: 60 }, PLAIN).anchors[1];
    assert.deepEqual(kept, { ...broken.anchors[1], inX: 30, inY: 60 });
    const healed = spline.moveHandle(broken, 'i1', { x: 30, y: 60 }, SHIFT).anchors[1];
    assert.deepEqual(healed, { ...smooth, inX: 30, inY: 60, outX: 70, outY: 40 });
  });

  it('takes the controls along with an anchor; with Alt draws them out of it', () => {
    const moved = spline.moveHandle(line, 'a1', { x: 55, y: 60 }, PLAIN).anchors[1];
    assert.deepEqual(moved, { x: 55, y: 60, inX: 45, inY: 60, outX: 65, outY: 60 });
    const drawn = spline.moveHandle(line, 'a0', { x: 10, y: 5 }, ALT).anchors[0];
    assert.deepEqual(drawn, { x: 0, y: 0, inX: -10, inY: -5, outX: 10, outY: 5 });
  });

  it('shows a control only where it stands off its anchor, and takes it back when it is removed', () => {
    const ids = spline.handles(line).map(({ id }) => id);
    assert.deepEqual(ids, ['a0', 'a1', 'i1', 'o1', 'a2', 'm0', 'm1']);
    const removed = spline.removeHandle(line, 'o1');
    assert.deepEqual(removed?.anchors[1], { ...smooth, outX: 50, outY: 50 });
    assert.equal(spline.removeHandle(line, 'a1')?.anchors.length, 2);
    assert.equal(spline.removeHandle(splineOf(line.anchors.slice(0, 2), false), 'a1'), undefined);
    assert.equal(spline.removeHandle(line, 'm0'), undefined);
  });

  it('keeps its curve exactly when an anchor comes in', () => {
    fc.assert(
      fc.property(arbitrarySpline, arbitraryPoint, (s, p) => {
        const more = spline.insertVertex(s, p);
        assert.ok(more);
        assert.equal(more.anchors.length, s.anchors.length + 1);
        for (const sample of samplesOf(more, 32)) assert.ok(spline.outlineDistance(s, sample) < 0.05);
        assert.ok(Math.abs(spline.area(more) - spline.area(s)) <= 1e-6 * (1 + spline.area(s)) + 1e-3);
        const added = more.anchors.find(
          (anchor, i) => s.anchors[i]?.x !== anchor.x || s.anchors[i]?.y !== anchor.y,
        );
        const least = Math.min(...samplesOf(s, 64).map(({ x, y }) => Math.hypot(x - p.x, y - p.y)));
        if (added) assert.ok(Math.hypot(added.x - p.x, added.y - p.y) <= least + 1e-6);
      }),
    );
  });

  it('clipped keeps its anchors and lies inside', () => {
    fc.assert(
      fc.property(arbitrarySpline, (s) => {
        const part = spline.clip(s, 640, 480);
        if (!part) return;
        assert.equal(part.anchors.length, s.anchors.length);
        const { x, y, width, height } = spline.bounds(part);
        assert.ok(x >= -1e-9 && y >= -1e-9 && x + width <= 640 + 1e-9 && y + height <= 480 + 1e-9);
      }),
    );
  });
});
