import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importedIds } from '../../../../../src/core/formats/lib/importedIds';

describe('importedIds', () => {
  it('gives six of [0-9a-z], ascending, the same each time', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(99_999_998), (path, index) => {
        const [id, next] = [importedIds(path)(index), importedIds(path)(index + 1)];
        assert.match(id, /^[0-9a-z]{6}$/);
        assert.ok(id < next);
        assert.equal(id, importedIds(path)(index));
      }),
    );
  });

  it('tells images apart', () => {
    const ids = Array.from({ length: 2000 }, (_, i) => importedIds(`train/${i}.jpg`)(0));
    assert.equal(new Set(ids).size, ids.length);
  });
});
