import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ellipse, type Ellipse } from '../../../../src/core/shapes/ellipse';
import { toImage } from '../../../../src/core/shapes/turned';
import { arbitraryEllipse, arbitraryPoint } from '../../../helpers/arbitrary';

const PLAIN = { keepRatio: false, fromCentre: false };
const made = (cx: number, cy: number, rx: number, ry: number, angle: number): Ellipse => ({
  kind: 'ellipse',
  ...{ cx, cy, rx, ry, angle },
});
const close = (a: number, b: number, tolerance = 1e-6): boolean => Math.abs(a - b) <= tolerance;
const onOutline = (s: Ellipse, degrees: number) => {
  const t = (degrees * Math.PI) / 180;
  return toImage(s, { x: s.rx * Math.cos(t), y: s.ry * Math.sin(t) });
};

describe('an ellipse', function () {
  this.timeout(20_000);

  it('is as far from a point as the nearest of many points of its outline', () => {
    fc.assert(
      fc.property(arbitraryEllipse, arbitraryPoint, (s, p) => {
        let least = Infinity;
        for (let i = 0; i < 3600; i++) {
          const { x, y } = onOutline(s, i / 10);
          least = Math.min(least, Math.hypot(x - p.x, y - p.y));
        }
        const step = (Math.max(s.rx, s.ry) * Math.PI) / 1800;
        const is = ellipse.outlineDistance(s, p);
        assert.ok(is <= least + 1e-6 && is >= least - step, `${is} is not about ${least}`);
      }),
    );
  });

  it('contains what lies between its centre and its outline', () => {
    const inside = fc.double({ min: 0, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(arbitraryEllipse, inside, fc.nat(359), (s, part, degrees) => {
        if (s.rx < 1 || s.ry < 1) return;
        const edge = onOutline(s, degrees);
        const at = (t: number) => ({ x: s.cx + t * (edge.x - s.cx), y: s.cy + t * (edge.y - s.cy) });
        assert.ok(ellipse.contains(s, at(part)));
        assert.ok(!ellipse.contains(s, at(1.001)));
      }),
    );
  });

  it('stretched is the ellipse through the stretched outline', () => {
    const factor = fc.constantFrom(0.5, 1, 1.7, 3);
    fc.assert(
      fc.property(arbitraryEllipse, factor, factor, fc.nat(359), (s, fx, fy, degrees) => {
        if (s.rx < 1 || s.ry < 1) return;
        const stretched = ellipse.scale(s, fx, fy);
        const { x, y } = onOutline(s, degrees);
        assert.ok(ellipse.outlineDistance(stretched, { x: x * fx, y: y * fy }) < 1e-3);
        if (fx === fy) assert.equal(stretched.angle, s.angle);
      }),
    );
    const flat = ellipse.scale(made(0, 0, 10, 20, 0), 2, 1);
    assert.ok(close(flat.rx, 20) && close(flat.ry, 20));
  });

  it('has four axis grips that keep the opposite end, and one that turns it', () => {
    const s = made(100, 100, 40, 20, 90);
    const handles = ellipse.handles(s);
    assert.deepEqual(
      handles.map(({ id, role }) => `${id} ${role}`),
      ['e corner', 's corner', 'w corner', 'n corner', 'rotate rotate'],
    );
    assert.deepEqual(handles[0]?.point, { x: 100, y: 140 });
    assert.equal(handles[0]?.cursor, 's-resize');
    const longer = ellipse.moveHandle(s, 'e', { x: 100, y: 160 }, PLAIN);
    assert.ok(close(longer.rx, 50) && close(longer.cy, 110) && close(longer.ry, 20));
    const centred = ellipse.moveHandle(s, 'e', { x: 100, y: 160 }, { keepRatio: false, fromCentre: true });
    assert.ok(close(centred.rx, 60) && close(centred.cy, 100));
    const alike = ellipse.moveHandle(s, 'e', { x: 100, y: 180 }, { keepRatio: true, fromCentre: false });
    assert.ok(close(alike.rx, 60) && close(alike.ry, 30));
    const turned = ellipse.moveHandle(s, 'rotate', { x: 100, y: 0 }, PLAIN);
    assert.deepEqual(turned, { ...s, angle: 0 });
  });

  it('stays whole while something of it is visible', () => {
    const s = made(0, 50, 20, 10, 30);
    assert.equal(ellipse.clip(s, 100, 100), s);
    assert.equal(ellipse.clip(made(-30, 50, 20, 10, 0), 100, 100), undefined);
  });
});
