import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnsOfSpans, spansOfColumns } from '../../../../src/core/mask/columns';
import { runsToText, textToRuns } from '../../../../src/core/mask/runText';
import { hasPixel, spansArea } from '../../../../src/core/mask/spans';

/** Rows of 0 and 1 as COCO counts them, the plain way. */
function runsOf(rows: readonly (readonly number[])[]): number[] {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const runs = [0];
  let value = 0;
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) {
      if (rows[y]?.[x] !== value) {
        runs.push(0);
        value = 1 - value;
      }
      runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    }
  return runs;
}

const bitmaps = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );

describe('COCO run lengths and rows of spans', () => {
  it('reads the pixels that the runs set, and writes the same runs', () => {
    fc.assert(
      fc.property(bitmaps, (rows) => {
        const [height, width] = [rows.length, rows[0]?.length ?? 0];
        const spans = spansOfColumns(runsOf(rows), width, height);
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++)
            assert.equal(hasPixel(spans, x, y), rows[y]?.[x] === 1, `${x}, ${y}`);
        assert.deepEqual(columnsOfSpans(spans, width, height), runsOf(rows));
      }),
    );
  });

  it('takes runs of length 0 after the first', () => {
    const spans = spansOfColumns([2, 1, 0, 2, 0, 0, 4], 3, 3);
    assert.equal(spansArea(spans), 3);
    assert.deepEqual(columnsOfSpans(spans, 3, 3), [2, 3, 4]);
  });

  for (const [what, width, height, runs, text] of [
    ['3 x 4, rows 0110/0110/0010', 4, 3, [3, 2, 1, 3, 3], '32112'],
    ['5 x 7, ones at rows 1 to 3, columns 2 to 4', 7, 5, [11, 3, 2, 3, 2, 3, 11], ';320009'],
    ['all ones', 4, 3, [0, 12], '0<'],
    ['all zeros', 4, 3, [12], '<'],
  ] as const)
    it(`agrees with pycocotools: ${what}`, () => {
      const spans = spansOfColumns(runs, width, height);
      assert.deepEqual(columnsOfSpans(spans, width, height), runs);
      assert.equal(runsToText(runs), text);
      assert.deepEqual(textToRuns(text), runs);
    });
});
