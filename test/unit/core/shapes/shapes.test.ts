import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { rectContains, type Rect } from '../../../../src/core/geometry/rect';
import { kindNamed, kindOf, SHAPE_KINDS, type Shape } from '../../../../src/core/shapes/index';
import { outlineRings } from '../../../../src/core/shapes/outlineRings';
import { arbitraryPoint, arbitraryShape, arbitrarySimplePolygon } from '../../../helpers/arbitrary';
import { rasterArea } from '../../../helpers/raster';

const FOLDER = join(process.cwd(), 'src/core/shapes');
const PLAIN = { keepRatio: false, fromCentre: false };
const width = 640;
const height = 480;

/** Every number of a shape, in an order that depends on its structure alone. */
function numbers(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value)
    .sort()
    .flatMap((key) => numbers(value[key as keyof typeof value]));
}

function assertClose(a: Shape, b: Shape, tolerance = 1e-6): void {
  assert.equal(a.kind, b.kind);
  assert.equal(numbers(a).length, numbers(b).length);
  numbers(a).forEach((value, i) => assert.ok(Math.abs(value - (numbers(b)[i] ?? NaN)) <= tolerance));
}

function isInside({ x, y, width: w, height: h }: Rect): boolean {
  return x >= 0 && y >= 0 && x + w <= width && y + h <= height;
}

function grown(rect: Rect, by = 1e-6): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

describe('the registry of shapes', () => {
  it('has every kind of its folder', function () {
    if (!existsSync(FOLDER)) this.skip();
    const made = readdirSync(FOLDER).flatMap((file) =>
      [...readFileSync(join(FOLDER, file), 'utf8').matchAll(/^export const (\w+): ShapeKind</gm)].map(
        (m) => m[1],
      ),
    );
    assert.deepEqual(made.sort(), [...SHAPE_KINDS].sort());
    for (const name of SHAPE_KINDS) assert.equal(kindNamed(name).kind, name);
  });
});

describe('every shape', function () {
  this.timeout(20_000);

  it('survives the sidecar, and rounding twice is rounding once', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const kind = kindOf(shape);
        const text = JSON.stringify(kind.print(shape));
        assert.deepEqual(kind.parse(JSON.parse(text)), kind.round(shape));
        assert.deepEqual(kind.round(kind.round(shape)), kind.round(shape));
        assert.ok(numbers(shape).every(Number.isFinite));
      }),
    );
  });

  it('comes back from where it was moved', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryPoint, (shape, by) => {
        const kind = kindOf(shape);
        const moved = kind.translate(shape, by.x, by.y);
        assertClose(kind.translate(moved, -by.x, -by.y), shape);
        assert.ok(Math.abs(kind.area(moved) - kind.area(shape)) <= 1e-6 * (1 + kind.area(shape)));
        const [was, is] = [kind.bounds(shape), kind.bounds(moved)];
        assert.ok(Math.abs(is.x - was.x - by.x) < 1e-6 && Math.abs(is.height - was.height) < 1e-6);
      }),
    );
  });

  it('stays as it is when a handle is moved to where it is', () => {
    fc.assert(
      fc.property(arbitraryShape, fc.boolean(), fc.boolean(), (shape, keepRatio, fromCentre) => {
        const kind = kindOf(shape);
        for (const { id, point, role } of kind.handles(shape)) {
          const moved = kind.moveHandle(shape, id, point, { keepRatio, fromCentre });
          // Shift turns to steps of 15 degrees; a flat box has no top to turn.
          if (role === 'rotate' && (keepRatio || kind.area(shape) < 1)) continue;
          if (role !== 'midpoint') assertClose(moved, shape, role === 'rotate' ? 1e-4 : 1e-6);
          else assert.ok(Math.abs(kind.area(moved) - kind.area(shape)) <= 1e-4 * (1 + kind.area(shape)));
        }
      }),
    );
  });

  it('has its handles within its bounds, each with an id of its own', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const kind = kindOf(shape);
        const handles = kind.handles(shape);
        assert.equal(new Set(handles.map(({ id }) => id)).size, handles.length);
        for (const { point, role } of handles)
          if (role !== 'control') assert.ok(rectContains(grown(kind.bounds(shape)), point));
      }),
    );
  });

  it('is finite, and inside the limits, wherever a handle is dragged', () => {
    const within = { x: 0, y: 0, width, height };
    fc.assert(
      fc.property(
        arbitraryShape,
        arbitraryPoint,
        fc.boolean(),
        fc.boolean(),
        (any, to, keepRatio, fromCentre) => {
          const shape = kindOf(any).clip(any, width, height);
          if (!shape) return;
          const kind = kindOf(shape);
          for (const { id, role } of kind.handles(shape)) {
            const moved = kind.moveHandle(shape, id, to, { keepRatio, fromCentre, within });
            assert.ok(numbers(moved).every(Number.isFinite));
            // Turning is free, and an ellipse may have been outside before.
            if (role === 'rotate' || !isInside(kind.bounds(shape))) continue;
            const { x, y, width: w, height: h } = kind.bounds(moved);
            assert.ok(x >= -1e-6 && y >= -1e-6 && x + w <= width + 1e-6 && y + h <= height + 1e-6, id);
            assert.equal(typeof kind.parse(kind.print(moved)), 'object');
          }
        },
      ),
    );
  });

  it('does not mind handles that it does not have', () => {
    fc.assert(
      fc.property(
        arbitraryShape,
        fc.constantFrom(
          '',
          'v0.99',
          'v9.0',
          'm0.99',
          'toString',
          'x',
          'v99',
          'j.',
          'j.valueOf',
          'a99',
          'front.7',
        ),
        (shape, id) => {
          const kind = kindOf(shape);
          assert.deepEqual(kind.moveHandle(shape, id, { x: 1, y: 1 }, PLAIN), shape);
          assert.equal(kind.removeHandle(shape, id), undefined);
        },
      ),
    );
  });

  it('clipped is inside the image and no larger', () => {
    fc.assert(
      fc.property(arbitraryShape, (shape) => {
        const kind = kindOf(shape);
        const part = kind.clip(shape, width, height);
        if (!part) return;
        assert.equal(typeof kind.parse(kind.print(part)), 'object');
        if (shape.kind === 'ellipse' || shape.kind === 'rotatedBox') return;
        const bounds = kind.bounds(part);
        assert.ok(bounds.x >= 0 && bounds.y >= 0);
        assert.ok(bounds.x + bounds.width <= width + 1e-9 && bounds.y + bounds.height <= height + 1e-9);
        // Controls moved to the border can make a curve bulge to another side.
        if (shape.kind !== 'spline') assert.ok(rectContains(grown(kind.bounds(shape)), bounds));
        if (shape.kind === 'box') assert.ok(kind.area(part) <= kind.area(shape) + 1e-6);
      }),
    );
  });

  it('has no area left outside the image', () => {
    const outside = kindOf<Shape>({ kind: 'box', x: 0, y: 0, width: 1, height: 1 });
    assert.equal(outside.clip({ kind: 'box', x: 640, y: 0, width: 5, height: 5 }, width, height), undefined);
    const ring = { kind: 'polygon', rings: [[-9, 0, 0, 5, -9, 10]] } as const;
    assert.equal(kindOf<Shape>(ring).clip(ring, width, height), undefined);
  });

  it('contains only points within its bounds, and none far from its outline and its inside', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryPoint, (shape, p) => {
        const kind = kindOf(shape);
        if (kind.contains(shape, p)) assert.ok(rectContains(grown(kind.bounds(shape)), p));
        if (!rectContains(grown(kind.bounds(shape), 10), p)) assert.ok(kind.outlineDistance(shape, p) > 10);
        assert.ok(kind.outlineDistance(shape, p) >= 0);
      }),
    );
  });

  it('traces what it contains', () => {
    fc.assert(
      fc.property(arbitraryShape, arbitraryPoint, (shape, p) => {
        const kind = kindOf(shape);
        // A skeleton is grabbed anywhere among its joints; curves stand for ellipses within 3 parts in 10,000.
        const { width: w, height: h } = kind.bounds(shape);
        const error = shape.kind === 'ellipse' || shape.kind === 'spline' ? 0.05 + 3e-4 * (w + h) : 1e-6;
        if (shape.kind === 'skeleton' || kind.outlineDistance(shape, p) < error) return;
        const rings = outlineRings(shape).map((ring) => [...ring]);
        const traced = kindOf<Shape>({ kind: 'polygon', rings });
        assert.equal(traced.contains({ kind: 'polygon', rings }, p), kind.contains(shape, p));
      }),
    );
  });
});

describe('a polygon', function () {
  this.timeout(20_000);

  it('covers as much as a raster counts', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, (shape) => {
        const kind = kindOf(shape);
        const counted = rasterArea(120, 2, (x, y) => kind.contains(shape, { x, y }));
        const { width: w, height: h } = kind.bounds(shape);
        assert.ok(Math.abs(counted - kind.area(shape)) <= 2 * (w + h) * 0.5 + 5);
      }),
      { numRuns: 20 },
    );
  });

  it('has holes by the even-odd rule', () => {
    const ring = {
      kind: 'polygon',
      rings: [
        [0, 0, 100, 0, 100, 100, 0, 100],
        [20, 20, 80, 20, 80, 80, 20, 80],
      ],
    } as const;
    const kind = kindOf<Shape>(ring);
    assert.equal(kind.area(ring), 10_000 - 3_600);
    assert.equal(kind.contains(ring, { x: 50, y: 50 }), false);
    assert.equal(kind.contains(ring, { x: 10, y: 50 }), true);
    assert.equal(kind.outlineDistance(ring, { x: 50, y: 50 }), 30);
    const [, hole] = (kind.clip(ring, 50, 100) as Extract<Shape, { kind: 'polygon' }>).rings;
    assert.equal(hole?.length, 8);
  });

  it('gets a vertex on its outline without changing, and gives it back', () => {
    fc.assert(
      fc.property(arbitrarySimplePolygon, arbitraryPoint, (shape, p) => {
        const kind = kindOf(shape);
        const more = kind.insertVertex(shape, p);
        assert.ok(more);
        assert.equal(more.rings[0]?.length, (shape.rings[0]?.length ?? 0) + 2);
        assert.ok(Math.abs(kind.area(more) - kind.area(shape)) < 1e-6 * (1 + kind.area(shape)));
        const before = new Set(kind.handles(shape).map(({ point }) => `${point.x},${point.y}`));
        const fresh = kind
          .handles(more)
          .find(({ role, point }) => role === 'vertex' && !before.has(`${point.x},${point.y}`));
        if (fresh) assert.deepEqual(kind.removeHandle(more, fresh.id), shape);
      }),
    );
  });

  it('keeps three points', () => {
    const triangle = { kind: 'polygon', rings: [[0, 0, 10, 0, 10, 10]] } as const;
    assert.equal(kindOf<Shape>(triangle).removeHandle(triangle, 'v0.1'), undefined);
  });

  it('of no rings at all has nothing, not even infinite bounds', () => {
    const none = { kind: 'polygon', rings: [] } as const;
    const kind = kindOf<Shape>(none);
    assert.deepEqual(kind.bounds(none), { x: 0, y: 0, width: 0, height: 0 });
    assert.equal(kind.insertVertex(none, { x: 0, y: 0 }), undefined);
    assert.equal(kind.contains(none, { x: 0, y: 0 }), false);
  });
});

describe('what is no shape', () => {
  const wrong: [Shape['kind'], unknown][] = [
    ['box', [1, 2, 3]],
    ['box', [1, 2, 3, -4]],
    ['box', [1, 2, 3, '4']],
    ['box', [1, 2, 3, null]],
    ['box', { x: 1 }],
    ['polygon', []],
    ['polygon', [[]]],
    ['polygon', [[0, 0, 1, 1]]],
    ['polygon', [[0, 0, 1, 1, 2]]],
    ['polygon', [[0, 0, 1, 1, 2, null]]],
    ['polygon', [0, 0, 1, 1, 2, 2]],
    ['polygon', 'M0 0'],
  ];
  for (const [name, value] of wrong)
    it(`is refused with a sentence: ${name} ${JSON.stringify(value)}`, () => {
      const parsed = kindNamed(name).parse(value as never);
      assert.equal(typeof parsed, 'string');
      assert.match(String(parsed), new RegExp(`^a ${name} `));
    });
});
