import assert from 'node:assert/strict';
import type { PyramidTile } from '../../../src/core/display/pyramid';
import { TileQueue } from '../../../webview/canvas/imageTileQueue';

const tile = (column: number): PyramidTile => ({ level: 0, column, row: 0 });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A host whose answers come when the test says so. */
class SlowHost {
  readonly asked: number[] = [];
  readonly arrived: number[] = [];
  readonly failed: string[] = [];
  readonly #answers = new Map<number, { resolve(value: string): void; reject(error: Error): void }>();
  readonly cancelled: number[] = [];
  readonly queue = new TileQueue<string>({
    fetch: ({ column }, signal) => {
      this.asked.push(column);
      signal.addEventListener('abort', () => this.cancelled.push(column));
      return new Promise((resolve, reject) => this.#answers.set(column, { resolve, reject }));
    },
    arrived: ({ column }) => void this.arrived.push(column),
    failed: (_, error) => void this.failed.push(String(error)),
  });

  async answer(column: number): Promise<void> {
    this.#answers.get(column)?.resolve('');
    await turn();
  }

  async fail(column: number): Promise<void> {
    this.#answers.get(column)?.reject(new Error('no'));
    await turn();
  }
}

describe('tile queue', () => {
  it('asks for a few at once, in order, and for the next when one has come', async () => {
    const host = new SlowHost();
    host.queue.want([0, 1, 2, 3, 4, 5].map(tile));
    assert.deepEqual(host.asked, [0, 1, 2, 3]);
    await host.answer(2);
    assert.deepEqual(host.asked, [0, 1, 2, 3, 4]);
    assert.deepEqual(host.arrived, [2]);
  });

  it('cancels what is no longer wanted and goes on with what is', async () => {
    const host = new SlowHost();
    host.queue.want([0, 1, 2, 3, 4].map(tile));
    host.queue.want([3, 7, 8].map(tile));
    assert.deepEqual(host.cancelled, [0, 1, 2]);
    assert.deepEqual(host.asked, [0, 1, 2, 3, 7, 8]);
    await host.answer(0);
    assert.deepEqual(host.arrived, [], 'what comes all the same is not taken');
    await host.answer(3);
    assert.deepEqual(host.arrived, [3]);
  });

  it('takes the new answer of a tile that was cancelled and is wanted again', async () => {
    const host = new SlowHost();
    host.queue.want([tile(1)]);
    host.queue.want([]);
    assert.ok(host.queue.isIdle);
    host.queue.want([tile(1)]);
    await host.answer(1);
    assert.deepEqual(host.arrived, [1]);
  });

  it('tells failures and goes on', async () => {
    const host = new SlowHost();
    host.queue.want([0, 1, 2, 3, 4].map(tile));
    await host.fail(1);
    assert.deepEqual(host.failed, ['Error: no']);
    assert.deepEqual(host.asked, [0, 1, 2, 3, 4]);
  });
});
