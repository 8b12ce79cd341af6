import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { FoundPairs } from '../../../../src/host/diff/foundPairs';
import type { DiffPair, DiffSearch } from '../../../../src/host/diff/request';

const END = { revision: { kind: 'worktree' }, title: 'Working Tree' } as const;

function pair(index: number): DiffPair {
  return { imagePath: `/data/${String(index)}.jpg`, left: END, right: END };
}

/** A search that finds so many images, and can be seen to be stopped. */
function search(count: number, pauseMs: number): DiffSearch & { readonly stopped: () => boolean } {
  const ends = new AbortController();
  async function* found(): AsyncGenerator<DiffPair> {
    for (let i = 1; i <= count; i++) {
      await delay(pauseMs, undefined, { signal: ends.signal });
      yield pair(i);
    }
  }
  return { found: found(), stop: () => ends.abort(), stopped: () => ends.signal.aborted };
}

describe('the images of a comparison', () => {
  it('grow while they are looked at; that there are more is told in batches, and at the end', async () => {
    let told = 0;
    const pairs = await new Promise<FoundPairs>((resolve, reject) => {
      const made: FoundPairs = new FoundPairs([pair(0)], search(300, 0), {
        onFound: () => (told++, made.isSearching || resolve(made)),
        onFailed: reject,
      });
    });
    assert.equal(pairs.total, 301);
    assert.equal(pairs.all[300]?.imagePath, '/data/300.jpg');
    assert.ok(told < 30, `told ${String(told)} times`);
  });

  it('stay when the search is stopped, and nothing is heard of it any more', async () => {
    const slow = search(1000, 5);
    let told = 0;
    const pairs = new FoundPairs([pair(0)], slow, {
      onFound: () => told++,
      onFailed: (error) => assert.fail(String(error)),
    });
    await delay(60);
    pairs.stop();
    const { total } = pairs;
    assert.ok(total >= 1 && slow.stopped() && !pairs.isSearching);
    const before = told;
    await delay(300);
    assert.equal(pairs.total, total);
    assert.equal(told, before);
  });

  it('say why the search failed, once', async () => {
    const failures: unknown[] = [];
    async function* broken(): AsyncGenerator<DiffPair> {
      await delay(1);
      throw new Error('git does not answer');
    }
    const ended = new Promise<void>((resolve) => {
      new FoundPairs(
        [pair(0)],
        { found: broken(), stop: () => undefined },
        {
          onFound: resolve,
          onFailed: (error) => failures.push(error),
        },
      );
    });
    await ended;
    assert.deepEqual(failures.map(String), ['Error: git does not answer']);
  });

  it('are gone to by a place, or the nearest there is', () => {
    const pairs = new FoundPairs([pair(0), pair(1)], undefined, {
      onFound: () => undefined,
      onFailed: () => undefined,
    });
    assert.deepEqual(
      [-3, 0, 1, 9, NaN].map((index) => pairs.indexOf(index)),
      [0, 0, 1, 1, 0],
    );
  });
});
