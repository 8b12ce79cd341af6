import assert from 'node:assert/strict';
import { belowPrefix, changesText, parseDataStatus } from '../../../../src/core/dvc/dataStatus';

describe('what dvc data status says', () => {
  it('is read with what is not there as nothing', () => {
    assert.deepEqual(parseDataStatus('{}')?.uncommitted.added, []);
    assert.equal(parseDataStatus('oops'), undefined);
    assert.equal(parseDataStatus('{"uncommitted":{"added":3}}'), undefined);
  });

  it('is told in words, folders themselves left out', () => {
    const status = parseDataStatus(
      JSON.stringify({
        uncommitted: {
          ...{
            added: ['data/a.jpg', 'data/b.jpg'],
            modified: ['data/', 'data/c.jpg'],
            deleted: ['data/d.jpg'],
          },
          renamed: [{ old: 'data/x', new: 'data/y' }],
        },
        not_in_cache: ['data/z.jpg'],
      }),
    );
    assert.ok(status);
    assert.equal(changesText(status.uncommitted), '2 added, 1 changed, 1 deleted, 1 renamed');
    assert.deepEqual(belowPrefix(status, 'sub/').notInCache, ['sub/data/z.jpg']);
  });

  it('has slashes on every platform', () => {
    const status = parseDataStatus('{"not_in_cache":["data\\\\a.jpg"]}');
    assert.deepEqual(status?.notInCache, ['data/a.jpg']);
  });
});
