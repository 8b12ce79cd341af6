import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  childTiles,
  overviewTile,
  parentTile,
  pyramidLevel,
  pyramidTileRect,
  tileKey,
  tilesIn,
  wantedTiles,
  type PyramidShape,
} from '../../../../src/core/display/pyramid';

const shape: fc.Arbitrary<PyramidShape> = fc
  .record({ widthPx: fc.integer({ min: 1, max: 30_000 }), heightPx: fc.integer({ min: 1, max: 30_000 }) })
  .map((size) => ({
    ...size,
    tilePx: 512,
    levels: 1 + Math.max(0, Math.ceil(Math.log2(Math.max(size.widthPx, size.heightPx) / 512))),
  }));
const HUGE: PyramidShape = { widthPx: 20_000, heightPx: 20_000, tilePx: 512, levels: 7 };

describe('display: pyramid', () => {
  it('covers every part of the image with tiles, none of them outside', () => {
    const part = fc.record({
      x: fc.double({ min: 0, max: 29_000, noNaN: true }),
      y: fc.double({ min: 0, max: 29_000, noNaN: true }),
    });
    fc.assert(
      fc.property(shape, part, fc.nat(6), (pyramid, { x, y }, up) => {
        const level = Math.min(pyramid.levels - 1, up);
        const rect = { x, y, width: 900 * 2 ** level, height: 700 * 2 ** level };
        const right = Math.min(pyramid.widthPx, x + rect.width);
        const bottom = Math.min(pyramid.heightPx, y + rect.height);
        let covered = 0;
        for (const tile of tilesIn(pyramid, level, rect)) {
          const { x: left, y: top, width, height } = pyramidTileRect(pyramid, tile);
          assert.ok(width > 0 && height > 0, tileKey(tile));
          const across = Math.min(right, left + width) - Math.max(x, left);
          const down = Math.min(bottom, top + height) - Math.max(y, top);
          assert.ok(across > 0 && down > 0, 'a tile that the part does not touch');
          covered += across * down;
        }
        const wanted = Math.max(0, right - x) * Math.max(0, bottom - y);
        assert.ok(Math.abs(covered - wanted) <= 1e-6 * (1 + wanted));
      }),
    );
  });

  it('takes a level that is enlarged by less than a fifth and not finer than need be', () => {
    const scale = fc.double({ min: 0.02, max: 1, noNaN: true });
    fc.assert(
      fc.property(scale, (wanted) => {
        const level = pyramidLevel(HUGE, wanted);
        const enlarged = wanted * 2 ** level;
        assert.ok(enlarged <= 1.2 && (enlarged > 0.59 || level === HUGE.levels - 1));
      }),
    );
    assert.equal(pyramidLevel(HUGE, 40), 0);
    assert.equal(pyramidLevel(HUGE, 0.001), 6);
  });

  it('knows the way up to the overview and down again', () => {
    let tile = { level: 0, column: 37, row: 12 };
    for (let next = parentTile(HUGE, tile); next; next = parentTile(HUGE, tile)) {
      assert.ok(childTiles(HUGE, next).some((child) => tileKey(child) === tileKey(tile)));
      tile = next;
    }
    assert.deepEqual(tile, overviewTile(HUGE));
    assert.deepEqual(childTiles(HUGE, { level: 0, column: 0, row: 0 }), []);
  });

  it('wants what is in view before what is beside it, the middle first, nothing twice', () => {
    const { level, visible, soon } = wantedTiles(HUGE, { x: 5130, y: 5130, width: 1200, height: 800 }, 1);
    assert.equal(level, 0);
    assert.deepEqual(visible[0], { level: 0, column: 11, row: 10 });
    const keys = [...visible, ...soon].map(tileKey);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(visible.length <= 12 && soon.length > 0 && soon.length <= 14);
    assert.deepEqual(wantedTiles(HUGE, { x: -900, y: 0, width: 500, height: 500 }, 1).visible, []);
  });
});
