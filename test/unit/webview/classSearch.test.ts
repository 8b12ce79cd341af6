import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classDigits, classForKey, misfit } from '../../../webview/classes';
import { searchClasses } from '../../../webview/classSearch';
import type { LabelClass } from '../../../src/core/schema/labelSchema';

function classes(...names: string[]): LabelClass[] {
  return names.map((name) => ({ name, attributes: [] }));
}

function found(names: string[], query: string): string[] {
  return searchClasses(classes(...names), query).map((match) => match.found.name);
}

describe('class search', () => {
  it('shows all, in their order, for an empty query', () => {
    assert.deepEqual(found(['b', 'a'], ' '), ['b', 'a']);
  });

  it('ranks the whole name, its beginning, a word, the middle, scattered letters', () => {
    assert.deepEqual(found(['scar', 'c-a-r', 'race car', 'carpet', 'car', 'dog'], 'car'), [
      'car',
      'carpet',
      'race car',
      'scar',
      'c-a-r',
    ]);
  });

  it('does not mind case', () => {
    assert.deepEqual(found(['Stop Sign'], 'SIGN'), ['Stop Sign']);
  });

  it('marks exactly the letters it met', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' ', '_') }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c') }),
        (name, query) => {
          for (const { marks } of searchClasses(classes(name), query))
            assert.equal(marks.map((i) => name[i]).join(''), query);
        },
      ),
    );
  });

  it('finds a name by every subsequence of it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1 }),
        fc.infiniteStream(fc.boolean()),
        (name, keep) => {
          const query = [...name].filter(() => keep.next().value).join('');
          assert.equal(searchClasses(classes(name), query).length, 1);
        },
      ),
    );
  });
});

describe('class keys', () => {
  it('gives own digits first and the free ones in order', () => {
    const list: LabelClass[] = [...classes('a'), { name: 'b', key: '1', attributes: [] }, ...classes('c')];
    assert.deepEqual(
      [...classDigits(list)],
      [
        ['a', '2'],
        ['b', '1'],
        ['c', '3'],
      ],
    );
    assert.equal(classForKey(list, '1'), 'b');
    assert.equal(classForKey(list, '9'), undefined);
  });

  it('ends at ten, with 0 the last', () => {
    const digits = classDigits(classes(...'abcdefghijkl'));
    assert.equal(digits.size, 10);
    assert.equal(digits.get('j'), '0');
  });

  it('does not take a letter for a digit', () => {
    assert.equal(classDigits([{ name: 'a', key: 'q', attributes: [] }]).size, 0);
  });

  it('says which shapes a class allows', () => {
    const schema = {
      ...EMPTY_SCHEMA,
      classes: [{ name: 'road', shapes: ['polygon'] as const, attributes: [] }],
    };
    assert.match(misfit(schema, 'road', 'box') ?? '', /polygon only/);
    assert.equal(misfit(schema, 'road', 'polygon'), undefined);
    assert.equal(misfit(schema, 'other', 'box'), undefined);
  });
});
