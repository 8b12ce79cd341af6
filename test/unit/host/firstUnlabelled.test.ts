import assert from 'node:assert/strict';
import { firstUnlabelled } from '../../../src/host/firstUnlabelled';

const PATHS = ['a', 'b', 'c', 'd'];

async function find(known: Set<string>, onDisk: readonly string[]) {
  const asked: string[] = [];
  const hasSidecar = (path: string) => (asked.push(path), Promise.resolve(onDisk.includes(path)));
  return { found: await firstUnlabelled(PATHS, known, hasSidecar), asked };
}

describe('firstUnlabelled', () => {
  it('looks at the disk only for what is not known to be labelled', async () => {
    assert.deepEqual(await find(new Set(['a', 'b']), ['a', 'b']), { found: 'c', asked: ['c'] });
  });

  it('goes on, and remembers, when the disk knows better', async () => {
    const known = new Set(['a']);
    assert.deepEqual(await find(known, ['a', 'b']), { found: 'c', asked: ['b', 'c'] });
    assert.deepEqual([...known], ['a', 'b']);
  });

  it('ends when all are labelled', async () => {
    assert.deepEqual(await find(new Set(['a', 'b', 'c']), PATHS), { found: undefined, asked: ['d'] });
  });
});
