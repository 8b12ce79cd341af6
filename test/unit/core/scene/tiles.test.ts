import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Rect } from '../../../../src/core/geometry/rect';
import {
  addDirty,
  deviceView,
  nearestFirst,
  outward,
  overlaps,
  tileRect,
  tilesTouching,
  TILE_PX,
} from '../../../../src/core/scene/tiles';

const rects = fc.record<Rect>({
  x: fc.integer({ min: -3000, max: 3000 }),
  y: fc.integer({ min: -3000, max: 3000 }),
  width: fc.integer({ min: 1, max: 2000 }),
  height: fc.integer({ min: 1, max: 2000 }),
});

const holds = (outer: Rect, x: number, y: number): boolean =>
  x >= outer.x && y >= outer.y && x < outer.x + outer.width && y < outer.y + outer.height;

describe('tiles', () => {
  it('finds the tiles that a rectangle touches, and no others', () => {
    fc.assert(
      fc.property(rects, (rect) => {
        const { left, top, right, bottom } = tilesTouching(rect);
        for (let row = top - 1; row <= bottom + 1; row++)
          for (let column = left - 1; column <= right + 1; column++) {
            const isIn = column >= left && column <= right && row >= top && row <= bottom;
            assert.equal(overlaps(tileRect({ column, row }), rect), isIn);
          }
      }),
    );
  });

  it('orders every tile of a range once, the nearest first', () => {
    const places = nearestFirst({ left: -1, top: 0, right: 2, bottom: 1 }, { x: 700, y: 100 });
    assert.equal(new Set(places.map(({ column, row }) => `${column},${row}`)).size, 8);
    assert.deepEqual(places[0], { column: 1, row: 0 });
  });

  it('puts a view on whole device pixels', () => {
    assert.deepEqual(deviceView({ scale: 0.5, offsetX: 10.3, offsetY: -4.6 }, 2), { scale: 1, x: 21, y: -9 });
  });

  it('rounds rectangles outwards', () => {
    assert.deepEqual(outward({ x: 0.2, y: -0.2, width: 1, height: 1 }), { x: 0, y: -1, width: 2, height: 2 });
  });

  it('keeps a short list that covers every place to redraw', () => {
    fc.assert(
      fc.property(fc.array(rects, { maxLength: 40 }), (all) => {
        const list = all.reduce<Rect[]>((dirty, rect) => addDirty(dirty, rect), []);
        assert.ok(list.length <= 12);
        for (const { x, y, width, height } of all)
          for (const [px, py] of [
            [x, y],
            [x + width - 1, y + height - 1],
          ] as const)
            assert.ok(list.some((rect) => holds(rect, px, py)));
      }),
    );
  });

  it('joins what lies on top of each other and leaves apart what is far away', () => {
    const near = addDirty([{ x: 0, y: 0, width: 10, height: 10 }], { x: 2, y: 2, width: 10, height: 10 });
    assert.deepEqual(near, [{ x: 0, y: 0, width: 12, height: 12 }]);
    const far = { x: TILE_PX - 5, y: 0, width: 5, height: 5 };
    assert.equal(addDirty(near, far).length, 2);
  });
});
