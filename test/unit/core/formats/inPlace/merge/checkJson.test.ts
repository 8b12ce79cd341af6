import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkJson } from '../../../../../../src/core/formats/inPlace/merge/checkJson';
import { JsonSource } from '../../../../../../src/core/formats/inPlace/merge/jsonSource';
import { itemsOf, membersOf } from '../../../../../../src/core/formats/inPlace/merge/shallowJson';

/** Texts with brackets and quotes in them, as rows may have. */
const word = fc.constantFrom('a', '{', '}', '"', '\\', ']', '},{', 'é', '');
const row = fc.dictionary(
  word,
  fc.oneof(fc.integer(), word, fc.constant({ in: [1] }), fc.array(fc.integer(), { maxLength: 3 })),
  { maxKeys: 3, noNullPrototype: true },
);
const list = fc.array(fc.oneof({ weight: 4, arbitrary: row }, fc.jsonValue({ maxDepth: 1 })), {
  maxLength: 4,
});
const file = fc.oneof(
  fc.record({ images: list, info: row, annotations: list, name: word }, { noNullPrototype: true }),
  list,
  fc.jsonValue(),
);
const text = fc
  .tuple(file, fc.constantFrom(undefined, 1, '\t'))
  .map(([value, space]) => JSON.stringify(value, null, space));

/** A text with something cut out of it and something put in. */
const broken = fc
  .tuple(
    text,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', '{', '}', '[', ']', '"', ',', ':', '-', '\\', '5', ' ', '\u0001'),
  )
  .map(([whole, place, count, other]) => {
    const at = place % (whole.length + 1);
    return whole.slice(0, at) + other + whole.slice(at + count);
  });

function saidOf(work: () => void): string {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('checking JSON row by row', function () {
  this.timeout(20_000);

  it('accepts what JSON.parse accepts, and says what that says of the rest', () => {
    const count = { good: 0, bad: 0 };
    fc.assert(
      fc.property(fc.oneof(text, broken, broken), (each) => {
        const said = saidOf(() => JSON.parse(each) as unknown);
        assert.equal(
          saidOf(() => {
            checkJson(new JsonSource(each));
          }),
          said,
          each,
        );
        count[said === '' ? 'good' : 'bad']++;
      }),
      { numRuns: 4000 },
    );
    assert.ok(count.good > 800 && count.bad > 800, JSON.stringify(count));
  });

  it('visits each row, and knows the lists as they are', () => {
    fc.assert(
      fc.property(text, (each) => {
        const source = new JsonSource(each);
        const value = JSON.parse(each) as unknown;
        const seen: unknown[] = [];
        checkJson(source, (_, found) => seen.push(found));
        const top = Array.isArray(value) ? [value] : Object.values(value ?? {}).filter(Array.isArray);
        const isRow = (item: unknown): boolean =>
          typeof item === 'object' && item !== null && !Array.isArray(item);
        assert.deepEqual(seen, typeof value === 'object' ? top.flat().filter(isRow) : []);
        assert.deepEqual(source.members(source.top), membersOf(each, source.top));
        for (const { value: span } of source.members(source.top)?.values() ?? [])
          assert.deepEqual(source.items(span), itemsOf(each, span));
      }),
      { numRuns: 500 },
    );
  });

  it('knows where rows lie behind edits within them', () => {
    const source = new JsonSource(
      '{"info": {}, "annotations": [{"id": 7}, {"id": 8, "x": 1}, 5], "images": [{"id": 1}]}',
    );
    checkJson(source);
    const at = source.text.indexOf('8');
    const edited = source.edited([{ start: at, end: at + 1, text: '1234' }]);
    const fresh = new JsonSource(source.text.replace('8', '1234'));
    assert.equal(edited.text, fresh.text);
    assert.deepEqual(edited.members(edited.top), fresh.members(fresh.top));
    for (const { value } of fresh.members(fresh.top)?.values() ?? [])
      assert.deepEqual(edited.items(value), fresh.items(value));
  });
});
