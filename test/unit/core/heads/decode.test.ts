import assert from 'node:assert/strict';
import fc from 'fast-check';
import { detr } from '../../../../src/core/heads/detr';
import type { Detection, Head } from '../../../../src/core/heads/head';
import type { Outputs, Tensor } from '../../../../src/core/heads/tensor';
import { yoloAnchor } from '../../../../src/core/heads/yoloAnchor';
import { yoloEndToEnd } from '../../../../src/core/heads/yoloEndToEnd';
import { yoloGrid } from '../../../../src/core/heads/yoloGrid';
import { yolox } from '../../../../src/core/heads/yolox';

const INPUT = { widthPx: 64, heightPx: 96 };
const CLASSES = 3;
/** Cells of a 64x96 input: 8x12 at stride 8, 4x6 at 16, 2x3 at 32. */
const CELLS = 96 + 24 + 6;

const float = (dims: readonly number[], data: ArrayLike<number>): Tensor => ({
  dims,
  type: 'float32',
  data: Float32Array.from(data),
});
const only = (tensor: Tensor): Outputs => new Map([['output', tensor]]);
const decode = (head: Head, outputs: Outputs, minScore = 0.3): Detection[] =>
  head.decode(outputs, { input: INPUT }, { minScore });

interface Thing {
  cell: number;
  classIndex: number;
  objectness: number;
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}
const share = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
const things = fc.uniqueArray(
  fc.record<Thing>({
    cell: fc.integer({ min: 0, max: CELLS - 1 }),
    classIndex: fc.integer({ min: 0, max: CLASSES - 1 }),
    objectness: share,
    score: share,
    x: fc.integer({ min: 4, max: 60 }),
    y: fc.integer({ min: 4, max: 92 }),
    width: fc.integer({ min: 1, max: 64 }),
    height: fc.integer({ min: 1, max: 96 }),
  }),
  { selector: ({ cell }) => cell, maxLength: 12 },
);

/** What must come out, computed from the things and not from any tensor. */
function expected(list: readonly Thing[], scoreOf: (thing: Thing) => number, minScore = 0.3): Detection[] {
  return list
    .filter((thing) => Math.fround(scoreOf(thing)) >= minScore)
    .sort((a, b) => a.cell - b.cell)
    .map((thing) => ({
      classIndex: thing.classIndex,
      score: scoreOf(thing),
      box: [
        thing.x - thing.width / 2,
        thing.y - thing.height / 2,
        thing.x + thing.width / 2,
        thing.y + thing.height / 2,
      ],
    }));
}

function assertClose(found: readonly Detection[], wanted: readonly Detection[]): void {
  assert.equal(found.length, wanted.length);
  found.forEach((detection, i) => {
    const other = wanted[i];
    assert.ok(other);
    assert.equal(detection.classIndex, other.classIndex);
    assert.ok(Math.abs(detection.score - other.score) < 1e-5);
    detection.box.forEach((value, k) =>
      assert.ok(Math.abs(value - (other.box[k] ?? NaN)) < 1e-3, `${value}`),
    );
  });
}

/** Rows as (1, rows, columns) values. */
const flat = (rows: readonly (readonly number[])[]): number[] => rows.flat();
const grid = (list: readonly Thing[], columns: number, rowOf: (thing: Thing) => number[]): number[][] => {
  const rows = Array.from({ length: CELLS }, () => new Array<number>(columns).fill(0));
  for (const thing of list) rows[thing.cell] = rowOf(thing);
  return rows;
};
const oneHot = ({ classIndex, score }: Thing): number[] =>
  Array.from({ length: CLASSES }, (_, i) => (i === classIndex ? score : 0));

describe('decoding', () => {
  it('yoloGrid reads columns of centre, size and scores', () => {
    fc.assert(
      fc.property(things, (list) => {
        const rows = grid(list, 4 + CLASSES, (t) => [t.x, t.y, t.width, t.height, ...oneHot(t)]);
        const transposed = Array.from({ length: 4 + CLASSES }, (_, column) =>
          rows.map((row) => row[column] ?? 0),
        );
        const outputs = only(float([1, 4 + CLASSES, CELLS], flat(transposed)));
        assertClose(
          decode(yoloGrid, outputs),
          expected(list, ({ score }) => score),
        );
      }),
    );
  });

  it('yoloAnchor multiplies objectness and class score', () => {
    fc.assert(
      fc.property(things, (list) => {
        const rows = grid(list, 5 + CLASSES, (t) => [
          t.x,
          t.y,
          t.width,
          t.height,
          t.objectness,
          ...oneHot(t),
        ]);
        const outputs = only(float([1, CELLS, 5 + CLASSES], flat(rows)));
        const score = (t: Thing): number => Math.fround(t.objectness) * Math.fround(t.score);
        assertClose(decode(yoloAnchor, outputs, 0.2501), expected(list, score, 0.2501));
      }),
    );
  });

  it('yolox reads raw offsets from the cells, and pixels when they were decoded inside', () => {
    const cells = [8, 16, 32].flatMap((stride) =>
      Array.from({ length: (64 / stride) * (96 / stride) }, (_, i) => ({
        stride,
        column: i % (64 / stride),
        row: Math.floor(i / (64 / stride)),
      })),
    );
    assert.equal(cells.length, CELLS);
    const raw = (t: Thing): number[] => {
      const { stride, column, row } = cells[t.cell] ?? { stride: 1, column: 0, row: 0 };
      return [
        t.x / stride - column,
        t.y / stride - row,
        Math.log(t.width / stride),
        Math.log(t.height / stride),
      ];
    };
    const score = (t: Thing): number => Math.fround(t.objectness) * Math.fround(t.score);
    fc.assert(
      fc.property(things, (list) => {
        const rows = grid(list, 5 + CLASSES, (t) => [...raw(t), t.objectness, ...oneHot(t)]);
        assertClose(
          decode(yolox, only(float([1, CELLS, 5 + CLASSES], flat(rows))), 0.2501),
          expected(list, score, 0.2501),
        );
        const pixels = cells.map(({ stride, column, row }) => [
          ...[(column + 0.5) * stride, (row + 0.5) * stride, stride, stride, 0],
          ...new Array<number>(CLASSES).fill(0),
        ]);
        for (const t of list) pixels[t.cell] = [t.x, t.y, t.width, t.height, t.objectness, ...oneHot(t)];
        assertClose(
          decode(yolox, only(float([1, CELLS, 5 + CLASSES], flat(pixels))), 0.2501),
          expected(list, score, 0.2501),
        );
      }),
    );
  });

  it('yoloEndToEnd reads corners and leaves padding out', () => {
    const rows = [
      [10, 20, 30, 50, 0.9, 2],
      [1, 2, 3, 4, 0.29, 0],
      [0, 0, 0, 0, 0, 0],
    ];
    assertClose(decode(yoloEndToEnd, only(float([1, 3, 6], flat(rows)))), [
      { classIndex: 2, score: 0.9, box: [10, 20, 30, 50] },
    ]);
  });

  it('detr reads int64 labels and feeds width before height', () => {
    const outputs: Outputs = new Map<string, Tensor>([
      ['labels', { dims: [1, 2], type: 'int64', data: BigInt64Array.of(7n, 1n) }],
      ['boxes', float([1, 2, 4], [1, 2, 11, 12, 0, 0, 5, 5])],
      ['scores', float([1, 2], [0.8, 0.1])],
    ]);
    assertClose(decode(detr, outputs), [{ classIndex: 7, score: 0.8, box: [1, 2, 11, 12] }]);
    const size = detr.feeds?.({ input: INPUT }).get('orig_target_sizes');
    assert.deepEqual(size, { dims: [1, 2], type: 'int64', data: BigInt64Array.of(64n, 96n) });
    assert.throws(() => decode(detr, new Map()), { name: 'HeadError', message: /labels/ });
  });

  it('drops boxes that are not finite or have no extent, in every head', () => {
    const bad = [NaN, 10, 5, 5];
    const flatBox = [10, 10, 0, 5];
    const rows = [bad, flatBox].map((box) => [...box, 1, 1, 0, 0]);
    assert.deepEqual(decode(yoloAnchor, only(float([1, 2, 8], flat(rows)))), []);
    const ends = [
      [5, 5, 5, 9, 0.9, 0],
      [NaN, 0, 1, 1, 0.9, 0],
      [0, 0, Infinity, 1, 0.9, 0],
      [0, 0, 9, 9, NaN, 0],
    ];
    assert.deepEqual(decode(yoloEndToEnd, only(float([1, 4, 6], flat(ends)))), []);
  });

  it('says which output has the wrong form', () => {
    const strange = only(float([2, 3, 4], new Array<number>(24).fill(0)));
    for (const head of [yoloGrid, yoloAnchor, yolox, yoloEndToEnd])
      assert.throws(() => decode(head, strange), {
        name: 'HeadError',
        message: /output output is \[2,3,4\]/,
      });
    assert.throws(() => decode(yoloGrid, new Map()), { name: 'HeadError' });
    const rawElsewhere = only(float([1, 10, 8], new Array<number>(80).fill(0)));
    assert.throws(() => decode(yolox, rawElsewhere), { name: 'HeadError', message: /64x96/ });
  });
});
