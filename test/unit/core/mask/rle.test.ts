import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskOfSpans, spansOfMask, spansOfRuns, textOfSpans } from '../../../../src/core/mask/rle';
import { parseMask } from '../../../../src/core/mask/parse';
import { runsToText, textToRuns } from '../../../../src/core/mask/runText';
import { sameSpans, spansArea } from '../../../../src/core/mask/spans';
import { arbitraryBitmap, bitmapOfSpans, spansOfBitmap } from '../../../helpers/bitmap';

describe('run lengths', () => {
  it("have the text of COCO's reference code", () => {
    const golden: readonly (readonly [readonly number[], string])[] = [
      [[3, 2, 1, 3, 3], '32112'],
      [[11, 3, 2, 3, 2, 3, 11], ';320009'],
      [[0, 12], '0<'],
      [[12], '<'],
      [[0, 1, 30099, 300, 300, 300, 40], '01c\\m0[9ilRO0lG'],
      [[5, 2, 3, 40, 1000, 1], '523V1Uo0iN'],
    ];
    for (const [runs, text] of golden) {
      assert.equal(runsToText(runs), text);
      assert.deepEqual(textToRuns(text), runs);
    }
  });

  it('come back from their text, also where 32 bits are too few', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(40), fc.nat({ max: 2 ** 45 })), { maxLength: 40 }), (runs) => {
        assert.deepEqual(textToRuns(runsToText(runs)), runs);
      }),
    );
  });

  it('say what is wrong with a text', () => {
    assert.match(String(textToRuns('0~')), /wrong character/);
    assert.match(String(textToRuns('0P')), /break off/);
    assert.match(String(textToRuns('O')), /run length 1 is -1/);
    fc.assert(fc.property(fc.string(), (text) => void textToRuns(text)));
  });

  it('are those of the pixels, row by row', () => {
    const spans = spansOfBitmap([
      [false, true, true],
      [true, false, true],
    ]);
    assert.deepEqual(textToRuns(textOfSpans(spans)), [1, 3, 1, 1]);
  });
});

describe('a mask', () => {
  it('holds exactly the pixels it was made of', () => {
    fc.assert(
      fc.property(arbitraryBitmap, fc.integer({ min: -20, max: 20 }), (bitmap, x) => {
        const spans = spansOfBitmap(bitmap, x, 2 * x);
        const mask = maskOfSpans(spans);
        assert.equal(
          mask === undefined,
          bitmap.flat().every((isSet) => !isSet),
        );
        if (!mask) return;
        const again = spansOfMask({ ...mask });
        assert.ok(sameSpans(again, spans));
        assert.deepEqual(bitmapOfSpans(again, bitmap[0]?.length ?? 0, bitmap.length, x, 2 * x), bitmap);
        assert.equal(spansArea(again), bitmap.flat().filter(Boolean).length);
        assert.deepEqual(parseMask(JSON.parse(printed(mask))), mask);
      }),
    );
  });

  const printed = ({ x, y, widthPx, heightPx, runs }: NonNullable<ReturnType<typeof maskOfSpans>>) =>
    JSON.stringify({ box: [x, y, widthPx, heightPx], runs });

  it('is brought to a tight rectangle and to runs without gaps', () => {
    const loose = { box: [10, 20, 4, 3], runs: runsToText([5, 1, 0, 1, 5]) };
    assert.deepEqual(parseMask(loose), {
      kind: 'mask',
      x: 11,
      y: 21,
      widthPx: 2,
      heightPx: 1,
      runs: runsToText([0, 2]),
    });
    fc.assert(
      fc.property(arbitraryBitmap, (bitmap) => {
        const runs = runsOfBitmap(bitmap);
        const box = [0, 0, bitmap[0]?.length ?? 0, bitmap.length];
        const spans = spansOfRuns(runs, { x: 0, y: 0, widthPx: box[2] ?? 0, heightPx: bitmap.length });
        const made = parseMask({ box, runs: runsToText(runs) });
        assert.deepEqual(made, maskOfSpans(spans) ?? 'a mask without any pixel set');
      }),
    );
  });

  it('says what is wrong with a value', () => {
    assert.match(String(parseMask({ box: [0, 0, 2, 2], runs: '5' })), /add up to 5 pixels/);
    assert.match(String(parseMask({ box: [0, 0, 2, 2], runs: '4' })), /without any pixel/);
    assert.match(String(parseMask({ box: [0, 0, 2.5, 2], runs: '0' })), /whole pixels/);
    assert.match(String(parseMask({ box: [0, 0, 1e9, 1e9], runs: '0' })), /1 to 1000000/);
    assert.match(String(parseMask([])), /in whole pixels/);
  });
});

function runsOfBitmap(bitmap: readonly (readonly boolean[])[]): number[] {
  const runs = [0];
  let value = false;
  for (const isSet of bitmap.flat()) {
    if (isSet !== value) runs.push(0);
    value = isSet;
    runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
  }
  return runs;
}
