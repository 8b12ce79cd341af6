import assert from 'node:assert/strict';
import type { Problem } from '../../../../src/core/problem';
import { Budget, limited, MAX_PER_FILE } from '../../../../src/host/problems/limits';
import { english } from '../../../helpers/english';

function problems(count: number, severity: Problem['severity'], from = 0): Problem[] {
  return Array.from({ length: count }, (_, i) => ({ severity, code: 'x', message: 'm', line: from + i + 1 }));
}

describe('limits of shown problems', () => {
  it('leave a file with few problems alone', () => {
    const few = problems(MAX_PER_FILE, 'info');
    assert.equal(limited(few, english), few);
  });

  it('keep the gravest of a file in line order and say how many more there are', () => {
    const shown = limited([...problems(MAX_PER_FILE, 'info'), ...problems(5, 'error', 1000)], english);
    assert.equal(shown.length, MAX_PER_FILE + 1);
    assert.equal(shown.filter(({ severity }) => severity === 'error').length, 5);
    assert.equal(shown.at(-1)?.message, '5 more problems in this file are not shown.');
    const lines = shown.slice(0, -1).map(({ line }) => line ?? 0);
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
    );
  });

  it('share one budget among all files, which mended files give back', () => {
    const budget = new Budget(10);
    assert.equal(budget.take('a', 8), 8);
    assert.equal(budget.take('b', 8), 2);
    assert.equal(budget.take('c', 1), 0);
    assert.equal(budget.take('a', 8), 8);
    assert.equal(budget.take('a', 3), 3);
    assert.equal(budget.take('b', 8), 7);
    assert.equal(budget.take('b', 0), 0);
    assert.equal(budget.take('c', 9), 7);
  });
});
