import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Burst } from '../../../src/host/burst';

describe('Burst', () => {
  it('hands each key on once, when it is quiet', async () => {
    const heard: string[][] = [];
    const burst = new Burst({ settleMs: 20, onSettled: (keys) => heard.push([...keys]) });
    for (const key of ['a', 'b', 'a']) burst.add(key);
    assert.deepEqual(heard, []);
    await delay(100);
    burst.add('c');
    await delay(100);
    assert.deepEqual(heard, [['a', 'b'], ['c']]);
  });

  it('says nothing after it was disposed', async () => {
    const heard: string[][] = [];
    const burst = new Burst({ settleMs: 5, onSettled: (keys) => heard.push([...keys]) });
    burst.add('a');
    burst.dispose();
    await delay(40);
    assert.deepEqual(heard, []);
  });
});
