import assert from 'node:assert/strict';
import { inOrder } from '../../../../src/engine/versioning/inOrder';
import { pipelined } from '../../../../src/engine/versioning/pipelined';

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function* slowly(count: number, ms: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    yield i;
    await later(ms);
  }
}

describe('work on items as they come', () => {
  it('is told in their order, however long each takes', async () => {
    const made: number[] = [];
    for await (const each of pipelined(slowly(6, 0), 3, async (i) => (await later((6 - i) * 3), i * 2)))
      made.push(each);
    assert.deepEqual(made, [0, 2, 4, 6, 8, 10]);
  });

  it('tells the first before the last has come, and does no more at once than it may', async () => {
    let under = 0;
    let most = 0;
    let come = 0;
    let toldAfter: number | undefined;
    const source = async function* (): AsyncGenerator<number> {
      for await (const i of slowly(10, 2)) {
        come = i;
        yield i;
      }
    };
    for await (const each of pipelined(source(), 4, async (i) => {
      most = Math.max(most, ++under);
      await later(5);
      under--;
      return i;
    }))
      if (each === 0) toldAfter = come;
    assert.ok((toldAfter ?? 10) < 9, `the first was told after ${toldAfter} had come`);
    assert.ok(most <= 4);
  });

  it('ends its source when nobody wants more, and passes on what failed', async () => {
    let isEnded = false;
    const source = async function* (): AsyncGenerator<number> {
      try {
        yield* slowly(100, 1);
      } finally {
        isEnded = true;
      }
    };
    for await (const each of pipelined(source(), 4, (i) => Promise.resolve(i))) if (each === 2) break;
    assert.equal(isEnded, true);
    const broken = pipelined(slowly(5, 0), 2, (i) =>
      i === 1 ? Promise.reject(new Error('one')) : Promise.resolve(i),
    );
    await assert.rejects(async () => {
      for await (const each of broken) assert.equal(each, 0);
    }, /one/);
  });

  it('leaves out what came to nothing', async () => {
    const made: number[] = [];
    const odd = (i: number): Promise<number | undefined> => Promise.resolve(i % 2 === 1 ? i : undefined);
    for await (const each of inOrder([1, 2, 3, 4, 5], 2, odd)) made.push(each);
    assert.deepEqual(made, [1, 3, 5]);
  });
});
