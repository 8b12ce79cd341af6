import assert from 'node:assert/strict';
import fc from 'fast-check';
import { claheMaps, ClaheRow, type ClaheMaps, type LevelGrid } from '../../../../src/core/display/clahe';

const LEVELS = 64;

/** Every pixel by itself, straight from the description: the tables of the four nearest regions, weighted. */
function byReference(
  { columns, rows, levels, tables }: ClaheMaps,
  grid: LevelGrid,
  x: number,
  y: number,
): number {
  const [u, v] = [((x + 0.5) / grid.widthPx) * columns - 0.5, ((y + 0.5) / grid.heightPx) * rows - 0.5];
  const level = grid.data[y * grid.widthPx + x] ?? 0;
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const near = (at: number, index: number, last: number): number =>
        Math.max(0, 1 - Math.abs(Math.min(last, Math.max(0, at)) - index));
      const weight = near(u, column, columns - 1) * near(v, row, rows - 1);
      sum += weight * (tables[(row * columns + column) * levels + level] ?? 0);
    }
  return Math.floor(sum + 0.5);
}

/** Counting, clipping and summing in the plainest way: what is over is shared out one by one. */
function tableByReference(values: readonly number[], clipLimit: number): number[] {
  const counts = new Array<number>(LEVELS).fill(0);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  const limit = Math.max(1, Math.ceil((clipLimit * values.length) / LEVELS));
  let excess = 0;
  const cut = counts.map((count) => {
    excess += Math.max(0, count - limit);
    return Math.min(limit, count);
  });
  while (excess > 0)
    for (let i = 0; i < LEVELS && excess > 0; i++)
      if ((cut[i] ?? 0) < limit) [cut[i], excess] = [(cut[i] ?? 0) + 1, excess - 1];
  let passed = 0;
  return cut.map((count) => Math.round(((LEVELS - 1) * (passed += count)) / values.length));
}

function gridOf(widthPx: number, heightPx: number, level: (x: number, y: number) => number): LevelGrid {
  const data = new Uint16Array(widthPx * heightPx);
  for (let i = 0; i < data.length; i++) data[i] = level(i % widthPx, Math.floor(i / widthPx));
  return { data, widthPx, heightPx };
}

function mapped(
  maps: ClaheMaps,
  grid: LevelGrid,
  left: number,
  top: number,
  width: number,
  height: number,
): number[] {
  const row = new ClaheRow(maps);
  const all: number[] = [];
  for (let y = top; y < top + height; y++) {
    const levels = grid.data.slice(y * grid.widthPx + left, y * grid.widthPx + left + width);
    row.run(levels, (left + 0.5) / grid.widthPx, 1 / grid.widthPx, (y + 0.5) / grid.heightPx);
    all.push(...levels);
  }
  return all;
}

const uneven = gridOf(120, 90, (x, y) => (x * 7 + y * 3 + ((x * y) % 11)) % (8 + Math.floor(x / 4)));
const options = { columns: 5, rows: 3, levels: LEVELS, clipLimit: 3 };

describe('display: adaptive equalization', () => {
  it('blends the four nearest tables as the plain way does', () => {
    const maps = claheMaps(uneven, options);
    const found = mapped(maps, uneven, 0, 0, 120, 90);
    for (let y = 0; y < 90; y++)
      for (let x = 0; x < 120; x++) {
        const expected = byReference(maps, uneven, x, y);
        const level = found[y * 120 + x] ?? -1;
        assert.ok(Math.abs(level - expected) <= 1, `(${x}, ${y}): ${level} instead of ${expected}`);
      }
  });

  it('clips and sums as the plain way does, give or take where single counts went', () => {
    const grid = gridOf(40, 40, (x, y) => (x < 30 ? 10 : (x * y) % LEVELS));
    const { tables } = claheMaps(grid, { columns: 1, rows: 1, levels: LEVELS, clipLimit: 2 });
    const expected = tableByReference([...grid.data], 2);
    for (let level = 0; level < LEVELS; level++)
      assert.ok(Math.abs((tables[level] ?? -9) - (expected[level] ?? 0)) <= 2, `level ${level}`);
    assert.equal(tables[LEVELS - 1], LEVELS - 1);
  });

  it('gives the same for a piece as for the whole', () => {
    const maps = claheMaps(uneven, options);
    const whole = mapped(maps, uneven, 0, 0, 120, 90);
    const piece = mapped(maps, uneven, 37, 21, 50, 40);
    piece.forEach((level, i) => {
      const at = (21 + Math.floor(i / 50)) * 120 + 37 + (i % 50);
      assert.equal(level, whole[at], `pixel ${i}`);
    });
  });

  it('never lets a brighter level become darker at the same place', () => {
    const level = fc.integer({ min: 0, max: LEVELS - 1 });
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const row = new ClaheRow(claheMaps(uneven, options));
    fc.assert(
      fc.property(level, level, place, place, (a, b, u, v) => {
        const at = (value: number): number => {
          const levels = Uint16Array.of(value);
          row.run(levels, u, 0, v);
          return levels[0] ?? -1;
        };
        assert.ok(at(Math.min(a, b)) <= at(Math.max(a, b)));
      }),
    );
  });

  it('takes pictures smaller than their regions', () => {
    const dot = gridOf(1, 1, () => 5);
    assert.equal(mapped(claheMaps(dot, options), dot, 0, 0, 1, 1).length, 1);
  });
});
