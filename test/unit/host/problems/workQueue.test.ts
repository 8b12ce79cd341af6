import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkQueue } from '../../../../src/host/problems/workQueue';

const OPTIONS = { atOnce: 1, settleMs: 5, onError: () => undefined };

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !isTrue(); i++) await delay(5);
  assert.ok(isTrue(), 'did not happen within 2 s');
}

describe('work queue', () => {
  it('does what is urgent before the rest, and the rest in its order', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(
      async (key) => {
        done.push(key);
        await delay(20);
      },
      { ...OPTIONS, settleMs: 0 },
    );
    queue.addAll(['a', 'b', 'c']);
    queue.add('now');
    await until(() => done.length === 4);
    assert.deepEqual(done, ['a', 'now', 'b', 'c']);
  });

  it('takes many calls for one key as one, and a waiting one out of the rest', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(async (key) => void done.push(key), OPTIONS);
    for (let i = 0; i < 10; i++) queue.add('a');
    queue.addAll(['b']);
    await until(() => done.length === 2);
    await delay(30);
    assert.deepEqual(done.sort(), ['a', 'b']);
  });

  it('never works twice at once on a key, and works again when it changed meanwhile', async () => {
    let running = 0;
    let most = 0;
    let count = 0;
    const queue = new WorkQueue(
      async () => {
        most = Math.max(most, ++running);
        await delay(30);
        running--;
        count++;
      },
      { ...OPTIONS, atOnce: 4, settleMs: 0 },
    );
    queue.add('a');
    await until(() => running === 1);
    queue.add('a');
    await until(() => count === 2);
    assert.equal(most, 1);
  });

  it('goes on after a failure and tells it', async () => {
    const failed: string[] = [];
    const done: string[] = [];
    const work = async (key: string): Promise<void> => {
      if (key === 'bad') throw new Error('no');
      done.push(key);
    };
    const queue = new WorkQueue(work, { ...OPTIONS, onError: (key) => failed.push(key) });
    queue.addAll(['bad', 'good']);
    await until(() => done.length === 1);
    assert.deepEqual([failed, done], [['bad'], ['good']]);
  });

  it('stops when disposed', async () => {
    const done: string[] = [];
    const queue = new WorkQueue(async (key) => void done.push(key), OPTIONS);
    queue.addAll(['a', 'b', 'c']);
    queue.add('d');
    queue.dispose();
    await delay(40);
    assert.deepEqual(done, ['a']);
  });
});
