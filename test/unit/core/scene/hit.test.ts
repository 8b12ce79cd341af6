import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';
import { handlePoint, visibleHandles } from '../../../../src/core/scene/handles';
import { EDGE_REACH_PX, hitAll, within } from '../../../../src/core/scene/hit';
import { HANDLE_REACH_PX } from '../../../../src/core/scene/hitHandles';
import { kindOf } from '../../../../src/core/shapes/index';
import { arbitraryBox, arbitraryDoc, arbitraryPoint } from '../../../helpers/arbitrary';
import { boxed, ringed } from '../../../helpers/toolScript';

const all = () => true;

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { image: { file: 'a.png', widthPx: 100, heightPx: 100 }, tags: [], annotations, kept: [] };
}

function hits(doc: AnnotationDoc, x: number, y: number, selected: string[] = [], scale = 1): string[] {
  return hitAll(doc, { scale }, new Set(selected), { x, y }, all).map(
    ({ id, part, handle }) => `${id} ${handle ?? part}`,
  );
}

describe('a hit test', () => {
  const doc = docOf(
    boxed('a', 10, 10, 80, 80),
    boxed('b', 30, 30, 40, 40),
    ringed('c', 20, 20, 95, 20, 20, 95),
  );

  it('names interiors from small to large', () => {
    assert.deepEqual(hits(doc, 40, 40), ['b inside', 'c inside', 'a inside']);
    assert.deepEqual(hits(doc, 85, 85), ['a inside']);
    assert.deepEqual(hits(doc, 99, 99), []);
  });

  it('names edges before interiors, the nearest first', () => {
    assert.deepEqual(hits(doc, 31, 50), ['b edge', 'c inside', 'a inside']);
    assert.deepEqual(hits(doc, 28, 88), ['c edge', 'a edge']);
    assert.deepEqual(hits(doc, 8, 50), ['a edge'], 'from outside as well');
  });

  it('names handles of selected shapes first, corners before the grips between them', () => {
    assert.deepEqual(hits(doc, 32, 32, ['b']), ['b nw', 'b edge', 'c inside', 'a inside']);
    assert.deepEqual(hits(doc, 50, 30, ['b', 'a']), ['b n', 'b edge', 'c inside', 'a inside']);
    assert.deepEqual(hits(doc, 20, 20, ['c']), ['c v0.0', 'c edge', 'a inside']);
    assert.deepEqual(hits(doc, 57, 20, ['c']), ['c m0.0', 'c edge', 'a inside']);
  });

  it('reaches as far on the screen at every zoom', () => {
    assert.deepEqual(hits(doc, 10.3, 50, [], 10), ['a edge']);
    assert.deepEqual(hits(doc, 10.5, 50, [], 10), ['a inside']);
    assert.deepEqual(hits(doc, 71, 71, ['b'], 8), ['a inside']);
    assert.deepEqual(hits(doc, 70.5, 70.5, ['b'], 8), ['b se', 'a inside']);
  });

  it('leaves out what is not visible', () => {
    const some = hitAll(doc, { scale: 1 }, new Set(['b']), { x: 30, y: 30 }, ({ id }) => id !== 'b');
    assert.deepEqual(
      some.map(({ id }) => id),
      ['c', 'a'],
    );
  });

  it('finds what a look at every annotation finds', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryPoint, fc.constantFrom(0.1, 1, 8), (any, p, scale) => {
        const expected = any.annotations.flatMap(({ id, shape }) => {
          const kind = kindOf(shape);
          const isNear = kind.outlineDistance(shape, p) <= EDGE_REACH_PX / scale;
          return isNear || kind.contains(shape, p) ? [id] : [];
        });
        const found = hitAll(any, { scale }, new Set(), p, all);
        assert.deepEqual(found.map(({ id }) => id).sort(), expected);
        const inside = found
          .filter(({ part }) => part === 'inside')
          .map(({ id }) => {
            const shape = any.annotations.find((annotation) => annotation.id === id)?.shape;
            return shape ? kindOf(shape).area(shape) : NaN;
          });
        assert.deepEqual(
          inside,
          inside.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('grabs every handle of a selected shape at its very place', () => {
    fc.assert(
      fc.property(arbitraryDoc, ({ annotations: [annotation] }) => {
        if (!annotation) return;
        for (const handle of visibleHandles(annotation.shape, 1)) {
          const point = handlePoint(handle, 1);
          const [first] = hitAll(docOf(annotation), { scale: 1 }, new Set([annotation.id]), point, all);
          assert.equal(first?.part, 'handle');
          const held = visibleHandles(annotation.shape, 1).find(({ id }) => id === first.handle);
          const at = held && handlePoint(held, 1);
          assert.ok(at && Math.hypot(at.x - point.x, at.y - point.y) <= HANDLE_REACH_PX);
        }
      }),
    );
  });
});

describe('the handles of a shape', () => {
  it('are hidden between neighbours too near on the screen', () => {
    const { shape } = boxed('a', 0, 0, 40, 10);
    const ids = (scale: number) => visibleHandles(shape, scale).map(({ id }) => id);
    assert.deepEqual(ids(1), ['nw', 'n', 'ne', 'se', 's', 'sw']);
    assert.deepEqual(ids(0.2), ['nw', 'ne', 'se', 'sw']);
    assert.equal(ids(4).length, 8);
  });
});

describe('a rubber band', () => {
  it('holds exactly what lies wholly inside', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryBox, (doc, band) => {
        const expected = doc.annotations.filter(({ shape }) => {
          const { x, y, width, height } = kindOf(shape).bounds(shape);
          const right = band.x + band.width;
          return x >= band.x && y >= band.y && x + width <= right && y + height <= band.y + band.height;
        });
        assert.deepEqual(
          within(doc, band, all),
          expected.map(({ id }) => id),
        );
        assert.deepEqual(
          within(doc, band, () => false),
          [],
        );
      }),
    );
  });
});
