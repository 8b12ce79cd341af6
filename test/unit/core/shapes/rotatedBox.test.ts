import assert from 'node:assert/strict';
import fc from 'fast-check';
import { box, boxOf } from '../../../../src/core/shapes/box';
import { cornersOf, rotatedBox, type RotatedBox } from '../../../../src/core/shapes/rotatedBox';
import { toLocal } from '../../../../src/core/shapes/turned';
import { arbitraryPoint, arbitraryRotatedBox } from '../../../helpers/arbitrary';

const PLAIN = { keepRatio: false, fromCentre: false };
const made = (cx: number, cy: number, width: number, height: number, angle: number): RotatedBox => ({
  kind: 'rotatedBox',
  ...{ cx, cy, width, height, angle },
});
/** Alike to what the sidecar writes. */
const nearly = (a: RotatedBox, b: RotatedBox): boolean =>
  (['cx', 'cy', 'width', 'height'] as const).every((key) => close(a[key], b[key], 0.01));
const close = (a: number, b: number, tolerance = 1e-6): boolean => Math.abs(a - b) <= tolerance;
const handle = (s: RotatedBox, id: string) => rotatedBox.handles(s).find((each) => each.id === id);

describe('a box', () => {
  it('is a box after quarter turns, and a rotated box otherwise', () => {
    const centre = { x: 0, y: 0 };
    assert.deepEqual(box.rotate(boxOf({ x: 10, y: 20, width: 30, height: 40 }), 90, centre), {
      kind: 'box',
      ...{ x: -60, y: 10, width: 40, height: 30 },
    });
    assert.deepEqual(box.rotate(boxOf({ x: 10, y: 20, width: 30, height: 40 }), 180, centre), {
      kind: 'box',
      ...{ x: -40, y: -60, width: 30, height: 40 },
    });
    const turned = box.rotate(boxOf({ x: -15, y: -20, width: 30, height: 40 }), -30, centre);
    assert.deepEqual(turned, made(0, 0, 30, 40, 330));
  });
});

describe('a rotated box', function () {
  this.timeout(20_000);

  it('stands clockwise on the screen from its centre', () => {
    assert.deepEqual(cornersOf(made(100, 100, 40, 20, 0)), [80, 90, 120, 90, 120, 110, 80, 110]);
    assert.deepEqual(cornersOf(made(100, 100, 40, 20, 90)), [110, 80, 110, 120, 90, 120, 90, 80]);
    assert.deepEqual(rotatedBox.parse([1, 2, 3, 4, -90]), made(1, 2, 3, 4, 270));
    assert.deepEqual(rotatedBox.print(made(1.006, 2, 3, 4, 359.99999)), [1.01, 2, 3, 4, 0]);
  });

  it('keeps the opposite side where it is when it is resized', () => {
    const opposite = { n: 's', s: 'n', e: 'w', w: 'e', nw: 'se', se: 'nw', ne: 'sw', sw: 'ne' };
    fc.assert(
      fc.property(
        arbitraryRotatedBox,
        arbitraryPoint,
        fc.constantFrom(...Object.keys(opposite)),
        (s, to, id) => {
          const moved = rotatedBox.moveHandle(s, id, to, PLAIN);
          const other = handle(s, opposite[id as keyof typeof opposite]);
          assert.equal(moved.angle, s.angle);
          // Dragged across, it turns over: the fixed side is another one by name then.
          const sides = rotatedBox.handles(moved).filter(({ role }) => role !== 'rotate');
          const least = Math.min(
            ...sides.map(({ point }) =>
              Math.hypot(point.x - (other?.point.x ?? 0), point.y - (other?.point.y ?? 0)),
            ),
          );
          assert.ok(least < 1e-6);
          const grip = toLocal(s, to);
          const reached = toLocal(s, { x: moved.cx, y: moved.cy });
          if (id.includes('e') || id.includes('w'))
            assert.ok(close(Math.abs(grip.x - reached.x), moved.width / 2));
          if (id.includes('n') || id.includes('s'))
            assert.ok(close(Math.abs(grip.y - reached.y), moved.height / 2));
        },
      ),
    );
  });

  it('keeps its centre with Alt and its proportions with Shift', () => {
    const s = made(100, 100, 40, 20, 30);
    const corner = handle(s, 'se')?.point ?? { x: 0, y: 0 };
    const to = { x: corner.x + 10, y: corner.y + 15 };
    const centred = rotatedBox.moveHandle(s, 'se', to, { keepRatio: false, fromCentre: true });
    assert.ok(close(centred.cx, 100) && close(centred.cy, 100));
    const scaled = rotatedBox.moveHandle(s, 'se', to, { keepRatio: true, fromCentre: false });
    assert.ok(close(scaled.width / scaled.height, 2));
  });

  it('turns after its grip, in steps of 15 degrees with Shift, whatever the limits', () => {
    const s = made(100, 100, 40, 20, 0);
    const { point, away, role } = handle(s, 'rotate') ?? assert.fail();
    assert.deepEqual([point, away, role], [{ x: 100, y: 90 }, { x: 0, y: -1 }, 'rotate']);
    const within = { x: 79, y: 89, width: 42, height: 22 };
    const turned = rotatedBox.moveHandle(s, 'rotate', { x: 200, y: 100 }, { ...PLAIN, within });
    assert.deepEqual(turned, { ...s, angle: 90 });
    const by = (degrees: number) => ({
      x: 100 + 50 * Math.sin((degrees * Math.PI) / 180),
      y: 100 - 50 * Math.cos((degrees * Math.PI) / 180),
    });
    assert.ok(close(rotatedBox.moveHandle(s, 'rotate', by(37), PLAIN).angle, 37));
    const snapped = rotatedBox.moveHandle(s, 'rotate', by(37), { keepRatio: true, fromCentre: false });
    assert.equal(snapped.angle, 30);
  });

  it('has cursors that point along its sides', () => {
    const cursors = (angle: number) =>
      ['n', 'e', 'se'].map((id) => handle(made(0, 0, 9, 9, angle), id)?.cursor.replace('-resize', ''));
    assert.deepEqual(cursors(0), ['n', 'e', 'se']);
    assert.deepEqual(cursors(44), ['ne', 'se', 's']);
    assert.deepEqual(cursors(90), ['e', 's', 'sw']);
    assert.deepEqual(cursors(181), ['s', 'w', 'nw']);
  });

  it('stays inside the limits when it was inside', () => {
    const s = made(100, 100, 80, 40, 30);
    const within = { x: 0, y: 0, width: 200, height: 200 };
    const moved = rotatedBox.moveHandle(s, 'e', { x: 900, y: 300 }, { ...PLAIN, within });
    const { x, y, width, height } = rotatedBox.bounds(moved);
    assert.ok(x >= 0 && y >= 0 && x + width <= 200 + 1e-6 && y + height <= 200 + 1e-6);
    assert.ok(moved.width > s.width + 20);
  });

  it('scaled alike is exact; scaled unequally has the sides nearest to the parallelogram', () => {
    assert.deepEqual(rotatedBox.scale(made(10, 20, 30, 40, 33), 2, 2), made(20, 40, 60, 80, 33));
    const straight = rotatedBox.scale(made(10, 20, 30, 40, 90), 2, 3);
    assert.ok(close(straight.width, 90) && close(straight.height, 80) && close(straight.angle, 90));
    const factor = fc.constantFrom(0.5, 0.9, 1.3, 3);
    fc.assert(
      fc.property(
        arbitraryRotatedBox,
        factor,
        factor,
        fc.integer({ min: -90, max: 90 }),
        (s, fx, fy, off) => {
          const best = rotatedBox.scale(s, fx, fy);
          const stretched = cornersOf(s).map((value, i) => value * (i % 2 === 0 ? fx : fy));
          const error = (other: RotatedBox) =>
            cornersOf(other).reduce((sum, value, i) => sum + (value - (stretched[i] ?? 0)) ** 2, 0);
          const turned = { ...best, angle: best.angle + off };
          const wider = { ...best, width: best.width * 1.05 };
          assert.ok(error(best) <= error(turned) + 1e-6 && error(best) <= error(wider) + 1e-6);
        },
      ),
    );
  });

  it('clipped is the box of the same angle around what is visible', () => {
    const s = made(0, 50, 40, 20, 0);
    assert.deepEqual(rotatedBox.clip(s, 100, 100), made(10, 50, 20, 20, 0));
    assert.equal(rotatedBox.clip(made(-50, 50, 40, 20, 45), 100, 100), undefined);
    const inside = made(50, 50, 20, 10, 45);
    assert.equal(rotatedBox.clip(inside, 100, 100), inside);
    fc.assert(
      fc.property(arbitraryRotatedBox, (any) => {
        const part = rotatedBox.clip(any, 640, 480);
        if (!part) return;
        assert.equal(part.angle, any.angle);
        const again = rotatedBox.clip(part, 640, 480);
        assert.ok(again && nearly(again, part), JSON.stringify({ part, again }));
      }),
    );
  });
});
