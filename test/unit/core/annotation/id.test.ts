import assert from 'node:assert/strict';
import fc from 'fast-check';
import { idFromText, newId } from '../../../../src/core/annotation/id';

describe('an annotation id', () => {
  it('is six characters of [0-9a-z], whatever the random numbers', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (number) => {
        assert.match(
          newId(
            () => number,
            () => false,
          ),
          /^[0-9a-z]{6}$/,
        );
      }),
    );
  });

  it('is never one that is taken', () => {
    const numbers = [0, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
    let at = 0;
    const taken = new Set(['000000']);
    assert.equal(
      newId(
        () => numbers[at++] ?? 0,
        (id) => taken.has(id),
      ),
      'iiiiii',
    );
  });

  it('made from text is the same each time, and differs from those before', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 30 }), (texts) => {
        const make = () => {
          const taken = new Set<string>();
          return texts.map((text) => {
            const id = idFromText(text, (wanted) => taken.has(wanted));
            taken.add(id);
            return id;
          });
        };
        const ids = make();
        assert.deepEqual(make(), ids);
        assert.equal(new Set(ids).size, texts.length);
        for (const id of ids) assert.match(id, /^[0-9a-z]{6}$/);
      }),
    );
  });
});
