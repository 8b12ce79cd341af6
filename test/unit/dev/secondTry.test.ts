import assert from 'node:assert/strict';
import { failed, passed, type Outcome } from '../../../src/dev/lib/levels/level';
import { summary } from '../../../src/dev/lib/levels/report';
import { filesThatFailed, withSecondTry } from '../../../src/dev/lib/levels/secondTry';

const at = (file: string, outcome: Outcome): Outcome => ({ ...outcome, file });

describe('a second try of a spec file', () => {
  const first = [
    at('a.js', passed('a one')),
    at('b.js', passed('b one')),
    at('b.js', failed('b two', 'late')),
  ];

  it('is for the files with a failure', () => {
    assert.deepEqual(filesThatFailed(first), ['b.js']);
    assert.deepEqual(filesThatFailed([at('a.js', passed('a one'))]), []);
  });

  it('is not for a failure outside of files, nor for many at once', () => {
    assert.deepEqual(filesThatFailed([...first, failed('integration', 'ended')]), []);
    assert.deepEqual(filesThatFailed(['a', 'b', 'c', 'd'].map((file) => at(file, failed(file, 'no')))), []);
  });

  it('replaces what its files did at first and says what passed only then', () => {
    const all = withSecondTry(first, [at('b.js', passed('b one')), at('b.js', passed('b two'))]);
    assert.equal(summary(all), 'passed only when run again: b two\n3 passed, 0 failed');
  });

  it('fails when it fails again', () => {
    const all = withSecondTry(first, [at('b.js', passed('b one')), at('b.js', failed('b two', 'late'))]);
    assert.match(summary(all), /failed: b two\n2 passed, 1 failed$/);
  });
});
