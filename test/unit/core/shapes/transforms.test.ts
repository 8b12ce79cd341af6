import assert from 'node:assert/strict';
import fc from 'fast-check';
import { doubleSignedArea } from '../../../../src/core/geometry/polyline';
import { rectContains, type Rect } from '../../../../src/core/geometry/rect';
import { kindOf, type Shape } from '../../../../src/core/shapes/index';
import { outlineRings } from '../../../../src/core/shapes/outlineRings';
import { samplesOf } from '../../../helpers/traced';
import {
  arbitraryAngle,
  arbitraryCuboid,
  arbitraryEllipse,
  arbitraryPoint,
  arbitraryRotatedBox,
  arbitraryShape,
  arbitrarySpline,
} from '../../../helpers/arbitrary';

const grown = ({ x, y, width, height }: Rect, by: number): Rect => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** The same outline and the same marks: angles may be named differently. */
function assertSamePlace(a: Shape, b: Shape): void {
  const [first, second] = [samplesOf(a), samplesOf(b)];
  assert.equal(first.length, second.length);
  first.forEach(({ x, y }, i) => {
    const other = second[i] ?? { x: NaN, y: NaN };
    assert.ok(Math.hypot(x - other.x, y - other.y) < 1e-5, `${i}: ${x},${y} is not ${other.x},${other.y}`);
  });
}

describe('every shape', function () {
  this.timeout(10_000);

  it('turned and turned back is where it was', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryAngle, arbitraryPoint, (shape, degrees, centre) => {
        const turned = kindOf(shape).rotate(shape, degrees, centre);
        const back = kindOf(turned).rotate(turned, -degrees, centre);
        const [was, is] = [kindOf(shape).bounds(shape), kindOf(back).bounds(back)];
        for (const key of ['x', 'y', 'width', 'height'] as const)
          assert.ok(Math.abs(was[key] - is[key]) < 1e-5, key);
        assert.ok(Math.abs(kindOf(back).area(back) - kindOf(shape).area(shape)) < 1e-3);
        if (shape.kind !== 'box') assertSamePlace(back, shape);
      }),
    );
  });

  it('turned has every point of its outline turned', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryAngle, arbitraryPoint, (shape, degrees, centre) => {
        const turned = kindOf(shape).rotate(shape, degrees, centre);
        const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
        const all = samplesOf(turned);
        for (const { x, y } of samplesOf(shape)) {
          const [dx, dy] = [x - centre.x, y - centre.y];
          const [tx, ty] = [centre.x + dx * cos - dy * sin, centre.y + dx * sin + dy * cos];
          assert.ok(all.some((p) => Math.hypot(p.x - tx, p.y - ty) < 1e-4));
        }
      }),
    );
  });

  it('flipped twice is what it was, flipped once has every point of its outline mirrored', () => {
    fc.assert(
      fc.property(
        arbitraryShape,
        fc.constantFrom('x' as const, 'y' as const),
        arbitraryPoint,
        (shape, axis, { x: at }) => {
          const kind = kindOf(shape);
          const once = kind.flip(shape, axis, at);
          assertSamePlace(kind.flip(once, axis, at), shape);
          assert.ok(Math.abs(kind.area(once) - kind.area(shape)) < 1e-3);
          const all = samplesOf(once);
          for (const p of samplesOf(shape)) {
            const mirrored = { ...p, [axis]: 2 * at - p[axis] };
            assert.ok(all.some(({ x, y }) => Math.hypot(x - mirrored.x, y - mirrored.y) < 1e-5));
          }
        },
      ),
    );
  });

  it('has bounds that hold its outline and touch it on every side', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const samples = samplesOf(shape, 64);
        const bounds = kindOf(shape).bounds(shape);
        for (const p of samples) assert.ok(rectContains(grown(bounds, 0.2), p));
        const [xs, ys] = [samples.map(({ x }) => x), samples.map(({ y }) => y)];
        const reach = 0.3 + 2e-3 * (bounds.width + bounds.height);
        assert.ok(Math.min(...xs) - bounds.x < reach && Math.min(...ys) - bounds.y < reach);
        assert.ok(bounds.x + bounds.width - Math.max(...xs) < reach);
        assert.ok(bounds.y + bounds.height - Math.max(...ys) < reach);
      }),
    );
  });

  it('covers what its traced outline encloses', () => {
    const areas = fc.oneof(arbitraryRotatedBox, arbitraryEllipse, arbitraryCuboid, arbitrarySpline);
    fc.assert(
      fc.property(areas, (shape: Shape) => {
        const traced =
          Math.abs(outlineRings(shape).reduce((sum, ring) => sum + doubleSignedArea(ring), 0)) / 2;
        const { width, height } = kindOf(shape).bounds(shape);
        const error = 0.05 * (width + height) + 1e-3 * kindOf(shape).area(shape) + 0.01;
        assert.ok(Math.abs(traced - kindOf(shape).area(shape)) <= error);
      }),
    );
  });

  it('with a vertex more has the same outline', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryPoint, (shape, p) => {
        const kind = kindOf(shape);
        const more = kind.insertVertex(shape, p);
        if (!more) return;
        for (const sample of samplesOf(more)) assert.ok(kind.outlineDistance(shape, sample) < 0.05);
        for (const sample of samplesOf(shape)) assert.ok(kind.outlineDistance(more, sample) < 0.05);
        assert.equal(
          kind.handles(more).filter(isVertex).length,
          kind.handles(shape).filter(isVertex).length + 1,
        );
      }),
    );
  });
});

const isVertex = ({ role }: { readonly role: string }): boolean => role === 'vertex';
