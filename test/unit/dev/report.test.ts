import assert from 'node:assert/strict';
import { failed, passed, skipped } from '../../../src/dev/lib/levels/level';
import { countLine, summary } from '../../../src/dev/lib/levels/report';

describe('test report', () => {
  it('counts, and names skips only where there are some', () => {
    assert.equal(countLine([passed('a'), passed('b'), failed('c', 'broken')]), '2 passed, 1 failed');
    assert.equal(countLine([passed('a'), skipped('d', 'no browser')]), '1 passed, 0 failed, 1 skipped');
    assert.equal(countLine([]), '0 passed, 0 failed');
  });

  it('ends with the count, after failures and the reasons of skips', () => {
    const text = summary([failed('c', 'broken'), skipped('d', 'no browser'), skipped('e', 'no browser')]);
    assert.deepEqual(text.split('\n'), [
      'skipped 2: no browser',
      'failed: c',
      '0 passed, 1 failed, 2 skipped',
    ]);
  });
});
