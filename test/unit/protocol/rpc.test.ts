import assert from 'node:assert/strict';
import type { AbortLike } from '../../../src/protocol/rpc';
import { Rpc, RpcError } from '../../../src/protocol/rpc';
import type { Serve } from '../../../src/protocol/rpc';
import type { Port } from '../../../src/protocol/port';
import type { Delivery } from '../../helpers/fakePort';
import { fakePortPair } from '../../helpers/fakePort';

interface ServerCalls {
  add: { args: { x: number; y: number }; result: number };
  fail: { args: string; result: never };
  wait: { args: undefined; result: string };
  count: { args: number; result: string; progress: number };
  unclonable: { args: undefined; result: unknown };
}
interface Server {
  calls: ServerCalls;
  notes: { heard: string };
}
type Client = { calls: { name: { args: undefined; result: string } }; notes: Record<never, never> };

class Refusal extends Error {
  override name = 'Refusal';
  data = { path: 'x.onnx' };
}

interface Seen {
  heard: string[];
  signals: AbortLike[];
  release: (() => void)[];
  late: ((value: number) => void)[];
}

const serveServer = (seen: Seen): Serve<Server> => ({
  calls: {
    add: ({ x, y }) => x + y,
    fail: (message) => {
      throw new Refusal(message);
    },
    wait: (_args, { signal }) => {
      seen.signals.push(signal);
      return new Promise((resolve) => seen.release.push(() => resolve('late')));
    },
    count: async (n, { progress }) => {
      for (let i = 0; i < n; i++) progress(i);
      seen.late.push(progress);
      await Promise.resolve();
      return 'done';
    },
    unclonable: () => () => undefined,
  },
  notes: { heard: (text) => void seen.heard.push(text) },
});
const serveClient: Serve<Client> = { calls: { name: () => 'client' }, notes: {} };

const newSeen = (): Seen => ({ heard: [], signals: [], release: [], late: [] });
const server = (port: Port, seen: Seen): Rpc<Server, Client> => new Rpc(port, serveServer(seen));
const client = (port: Port): Rpc<Client, Server> => new Rpc(port, serveClient);
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const isCode = (code: string) => (error: unknown) => error instanceof RpcError && error.code === code;

for (const delivery of ['sync', 'async'] satisfies Delivery[])
  describe(`rpc over ${delivery} delivery`, () => {
    const connect = (first: 'server' | 'client' = 'server') => {
      const { a, b, log } = fakePortPair(delivery);
      const seen = newSeen();
      if (first === 'server') return { s: server(a, seen), c: client(b), seen, a, b, log };
      const c = client(b);
      return { s: server(a, seen), c, seen, a, b, log };
    };

    for (const first of ['server', 'client'] as const)
      it(`answers calls both ways when the ${first} is built first`, async () => {
        const { s, c } = connect(first);
        assert.equal(await c.call('add', { x: 2, y: 3 }), 5);
        assert.equal(await s.call('name', undefined), 'client');
      });

    it('queues calls and notes made before the other end exists, in order', async () => {
      const { a, b } = fakePortPair(delivery);
      const c = client(b);
      c.notify('heard', 'one');
      const sum = c.call('add', { x: 1, y: 1 });
      c.notify('heard', 'two');
      await settle();
      const seen = newSeen();
      server(a, seen);
      assert.equal(await sum, 2);
      assert.deepEqual(seen.heard, ['one', 'two']);
    });

    it('cancels a queued call without ever sending it', async () => {
      const { a, b, log } = fakePortPair(delivery);
      const c = client(b);
      const stop = new AbortController();
      const waiting = c.call('wait', undefined, { signal: stop.signal });
      stop.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
      const seen = newSeen();
      server(a, seen);
      await settle();
      assert.equal(seen.signals.length, 0);
      assert.equal(log.filter((m) => (m as { rl: string }).rl === 'call').length, 0);
    });

    it('hands errors across with name, message and data', async () => {
      const { c } = connect();
      await assert.rejects(c.call('fail', 'no'), {
        name: 'Refusal',
        message: 'no',
        data: { path: 'x.onnx' },
      });
    });

    it('rejects an unknown call, also one named like a member of every object', async () => {
      const { c } = connect();
      const loose = c as unknown as { call(name: string, args: unknown): Promise<unknown> };
      await assert.rejects(loose.call('nothing', 1), isCode('unknownMethod'));
      await assert.rejects(loose.call('constructor', 1), isCode('unknownMethod'));
    });

    it('rejects when a result cannot be sent, and when arguments cannot', async () => {
      const { c } = connect();
      await assert.rejects(c.call('unclonable', undefined), isCode('unsent'));
      const loose = c as unknown as { call(name: string, args: unknown): Promise<unknown> };
      await assert.rejects(loose.call('add', { x: () => 1, y: 2 }), isCode('unsent'));
    });

    it('brings progress in order and none after the result', async () => {
      const { c, seen } = connect();
      const got: number[] = [];
      assert.equal(await c.call('count', 3, { onProgress: (p) => got.push(p) }), 'done');
      seen.late.forEach((progress) => progress(99));
      await settle();
      assert.deepEqual(got, [0, 1, 2]);
    });

    it('survives a progress listener that throws', async () => {
      const { a, b } = fakePortPair(delivery);
      const errors: Error[] = [];
      server(a, newSeen());
      const c = new Rpc<Client, Server>(b, serveClient, { onError: (error) => errors.push(error) });
      const bad = (): never => {
        throw new Error('listener');
      };
      assert.equal(await c.call('count', 2, { onProgress: bad }), 'done');
      assert.equal(errors.length, 2);
    });

    it('cancel aborts the handler, rejects at once and ignores the late reply', async () => {
      const { c, seen } = connect();
      const stop = new AbortController();
      const waiting = c.call('wait', undefined, { signal: stop.signal });
      await settle();
      stop.abort();
      await assert.rejects(waiting, { name: 'AbortError' });
      await settle();
      assert.equal(seen.signals[0]?.aborted, true);
      seen.release.forEach((release) => release());
      await settle();
      assert.equal(await c.call('add', { x: 1, y: 2 }), 3);
    });

    it('refuses a call whose signal is aborted already', async () => {
      const { c } = connect();
      await assert.rejects(c.call('add', { x: 1, y: 2 }, { signal: AbortSignal.abort() }), {
        name: 'AbortError',
      });
    });

    it('dispose rejects what is pending here and there, and what comes later', async () => {
      const { s, c, seen } = connect();
      const mine = c.call('wait', undefined);
      await settle();
      s.dispose();
      s.dispose();
      await assert.rejects(mine, isCode('closed'));
      assert.equal(seen.signals[0]?.aborted, true);
      await assert.rejects(s.call('name', undefined), isCode('disposed'));
      c.dispose(new Error('worker gone'));
      await assert.rejects(c.call('add', { x: 1, y: 1 }), { message: 'worker gone' });
    });

    it('dispose rejects a call that is still queued', async () => {
      const { b } = fakePortPair(delivery);
      const c = client(b);
      const waiting = c.call('add', { x: 1, y: 1 });
      c.dispose();
      await assert.rejects(waiting, isCode('disposed'));
    });

    it('meets a rebuilt end again: old calls reject, its old handlers stop, new ones work', async () => {
      const { a, b } = fakePortPair(delivery);
      const seen = newSeen();
      server(a, seen);
      const listening: { dispose(): void }[] = [];
      const page: Port = {
        send: (message) => b.send(message),
        onMessage: (listener) => {
          const subscription = b.onMessage(listener);
          listening.push(subscription);
          return subscription;
        },
      };
      const first = client(page);
      void first.call('wait', undefined).catch(() => undefined);
      await settle();
      listening.forEach((subscription) => subscription.dispose());
      const second = client(page);
      const answer = second.call('add', { x: 4, y: 4 });
      assert.equal(await answer, 8);
      assert.equal(seen.signals[0]?.aborted, true);
      seen.release.forEach((release) => release());
      assert.equal(await second.call('add', { x: 5, y: 5 }), 10);
    });

    it('rejects calls to an end that was rebuilt before it answered', async () => {
      const { a, b } = fakePortPair(delivery);
      const c = client(b);
      let gone = false;
      const dying: Port = {
        send: (message) => void (gone || a.send(message)),
        onMessage: (listener) => a.onMessage((message) => void (gone || listener(message))),
      };
      server(dying, newSeen());
      const waiting = c.call('wait', undefined);
      await settle();
      gone = true;
      server(a, newSeen());
      await assert.rejects(waiting, isCode('restarted'));
      assert.equal(await c.call('add', { x: 1, y: 6 }), 7);
    });

    it('rejects on both sides when the protocol numbers differ', async () => {
      const { a, b } = fakePortPair(delivery);
      const errors: Error[] = [];
      const s = new Rpc<Server, Client>(a, serveServer(newSeen()), { protocol: 1 });
      const c = new Rpc<Client, Server>(b, serveClient, { protocol: 2, onError: (e) => errors.push(e) });
      await assert.rejects(c.call('add', { x: 1, y: 1 }), isCode('protocol'));
      await settle();
      await assert.rejects(s.call('name', undefined), isCode('protocol'));
      assert.deepEqual((errors[0] as RpcError).data, { mine: 2, theirs: 1 });
    });

    it('reports failing and unknown notes without harming the connection', async () => {
      const { a, b } = fakePortPair(delivery);
      const errors: Error[] = [];
      const serve = { ...serveServer(newSeen()), notes: { heard: () => assert.fail('broken note') } };
      new Rpc<Server, Client>(a, serve, { onError: (error) => errors.push(error) });
      const c = client(b);
      c.notify('heard', 'x');
      (c as unknown as { notify(name: string, payload: unknown): void }).notify('unknown', 1);
      assert.equal(await c.call('add', { x: 1, y: 1 }), 2);
      assert.deepEqual(
        errors.map((error) => error.message.replace(/'.*'/, '')),
        ['broken note', 'Nobody here listens to the note .'],
      );
    });

    it('ignores foreign messages', async () => {
      const { c, a } = connect();
      for (const noise of [null, 1, 'text', [], { rl: 3 }, { rl: 'result', id: 1, to: 'nobody', value: 9 }])
        a.send(noise);
      assert.equal(await c.call('add', { x: 1, y: 2 }), 3);
    });
  });
