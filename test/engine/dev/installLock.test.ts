import assert from 'node:assert/strict';
import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withLock } from '../../../src/dev/lib/installLock';
import { tempFolder } from '../../helpers/tempFolder';

const nothing = (): undefined => undefined;

describe('install lock', function () {
  this.timeout(10_000);

  it('lets one in at a time and tells the other that it waits', async () => {
    const lock = join(tempFolder(), 'lock');
    const seen: string[] = [];
    const first = withLock(lock, nothing, async () => {
      seen.push('first in');
      await delay(200);
      seen.push('first out');
    });
    const second = withLock(
      lock,
      () => seen.push('waiting'),
      async () => {
        seen.push('second in');
        return Promise.resolve();
      },
    );
    await Promise.all([first, second]);
    assert.ok(seen.includes('waiting'));
    const turns = seen.filter((what) => what !== 'waiting');
    assert.deepEqual(turns, ['first in', 'first out', 'second in']);
    assert.equal(existsSync(lock), false);
  });

  it('is let go when the work fails', async () => {
    const lock = join(tempFolder(), 'lock');
    await assert.rejects(
      withLock(lock, nothing, () => Promise.reject(new Error('no network'))),
      /no network/,
    );
    assert.equal(existsSync(lock), false);
  });

  it('takes over from a holder that died', async () => {
    const lock = join(tempFolder(), 'lock');
    mkdirSync(lock);
    utimesSync(lock, new Date(0), new Date(0));
    assert.equal(await withLock(lock, nothing, () => Promise.resolve('in')), 'in');
  });
});
