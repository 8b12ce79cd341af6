import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openBigText, wholeText, type BigText } from '../../../../../src/core/formats/json/bigText';
import { parseLenient } from '../../../../../src/core/formats/json/lenient';
import { Places } from '../../../../../src/core/formats/json/places';
import { scanElements } from '../../../../../src/core/formats/json/scanElements';
import type { ScanError } from '../../../../../src/core/formats/json/scanError';
import { MemoryFs } from '../../../../helpers/memoryFs';

interface Found {
  readonly key: string;
  readonly text: string;
  readonly ids: readonly number[];
}

function scan(text: BigText) {
  const found: Found[] = [];
  const broken: (ScanError & { readonly start: number })[] = [];
  const { members, error } = scanElements(text, ['id', 'image_id'], {
    wants: (key) => key === 'rows' || key === '',
    element: (key, start, end, numbers) =>
      found.push({ key, text: text.slice(start, end), ids: [...numbers] }),
    broken: (_key, start, why) => broken.push({ ...why, start }),
  });
  return {
    found,
    broken,
    members: members.map(({ key, start, end }) => [key, text.slice(start, end)]),
    error,
  };
}

/** A text that is only seen through windows of some characters. */
function windowed(text: string, size: number): BigText {
  return {
    ...wholeText(text),
    isWhole: false,
    window: (start) => text.slice(start, start + size),
  };
}

const json = fc.jsonValue({ maxDepth: 4 });

describe('Places of the elements of a JSON text', () => {
  it('are those that JSON.parse would give, whatever is in them and however small the window', () => {
    fc.assert(
      fc.property(
        fc.array(json),
        json,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 2),
        (rows, rest, size, indent) => {
          const text = JSON.stringify({ a: rest, rows, z: [rest] }, undefined, indent);
          const whole = scan(wholeText(text));
          assert.equal(whole.error, undefined);
          assert.deepEqual(
            whole.found.map((each) => JSON.parse(each.text) as unknown),
            JSON.parse(JSON.stringify(rows)),
          );
          assert.deepEqual(
            whole.members.map(([key]) => key),
            ['a', 'rows', 'z'],
          );
          for (const [key = '', value = ''] of whole.members)
            assert.deepEqual(JSON.parse(value), (JSON.parse(text) as Record<string, unknown>)[key]);
          assert.deepEqual(scan(windowed(text, size)), whole);
        },
      ),
    );
  });

  it('come with the numbers asked for, of the element itself and not of what is in it', () => {
    const rows =
      '[{"id": 7, "a": {"id": 8}, "image_id": 12}, {"image_id": "7", "id": 1.5}, {"id": 9007199254740993}]';
    const { found } = scan(wholeText(rows));
    assert.deepEqual(
      found.map(({ ids }) => ids),
      [
        [7, 12],
        [NaN, NaN],
        [NaN, NaN],
      ],
    );
  });

  it('go on behind an element that is broken', () => {
    const rows = (second: string): string => `{"rows": [{"id": 1}, ${second}, {"id": 3}], "z": 1}`;
    for (const second of ['{"id": 2, "a": [1, 2}', '{"id": 2, "a": "x}', 'x"id": 2}', '{"id": 2]]'])
      for (const text of [wholeText(rows(second)), windowed(rows(second), 7)]) {
        const { found, broken } = scan(text);
        assert.deepEqual(
          found.map(({ ids }) => ids[0]),
          [1, 3],
          second,
        );
        assert.equal(broken.length, 1);
      }
  });

  it('stop where the text is cut off', () => {
    const { found, error } = scan(wholeText('{"rows": [{"id": 1}, {"id": 2}, {"id": '));
    assert.equal(found.length, 2);
    assert.match(error?.message ?? '', /truncated/);
  });

  it('refuse deep nesting without a stack of their own', () => {
    const { error, broken } = scan(wholeText(`{"rows": [${'['.repeat(200_000)}`));
    assert.match(`${error?.message ?? ''}${broken[0]?.message ?? ''}`, /deeper/);
  });

  it('never throw over garbage', () => {
    const sharp = fc.string({ unit: fc.constantFrom(...'{}[]",:\\ 1a\n'), maxLength: 60 });
    fc.assert(fc.property(sharp, (text) => void scan(windowed(text, 5))));
    fc.assert(fc.property(sharp, (text) => void scan(wholeText(`{"rows":[${text}`))));
  });

  it('are bytes in a file that is read in ranges, and its slices the same texts', () => {
    const text = '\uFEFF{"rows": [{"id": 1, "name": "größe 日本"}, {"id": 2, "name": "x"}], "ü": [1]}';
    const fs = new MemoryFs({ 'a.json': text });
    const ranged = scan(openBigText(fs, 'a.json', 0));
    assert.deepEqual(ranged, scan(wholeText(text)));
    const big = openBigText(fs, 'a.json', 0);
    assert.deepEqual(
      big.slices([
        { start: 3, end: 9 },
        { start: 10, end: 11 },
      ]),
      ['{"rows', ':'],
    );
  });
});

describe('Places as lines and columns', () => {
  it('count from 1', () => {
    const places = new Places(wholeText('ab\ncd\n\nef'));
    assert.deepEqual(
      [0, 3, 4, 7].map((at) => places.at(at)),
      [
        { line: 1, column: 1 },
        { line: 2, column: 1 },
        { line: 2, column: 2 },
        { line: 4, column: 1 },
      ],
    );
  });

  it('are the same far behind', () => {
    const text = `${'x'.repeat(999)}\n`.repeat(2500);
    const places = new Places(wholeText(`${text}yz`));
    assert.deepEqual(places.at(text.length + 1), { line: 2501, column: 2 });
  });
});

describe('JSON as Python writes it', () => {
  it('may have NaN and Infinity, which become null, but not in texts', () => {
    assert.deepEqual(parseLenient('{"a": NaN, "b": [-Infinity, 1], "c": "NaN"}'), {
      ok: true,
      value: { a: null, b: [null, 1], c: 'NaN' },
      hadNaN: true,
    });
    assert.equal(parseLenient('{"a": nan}').ok, false);
  });
});
