import type { ArgsOf, CallName, CallOptions, Contract, NoteName, PayloadOf } from './contract';
import type { ProgressOf, ResultOf, Serve } from './contract';
import type { Disposable, Port } from './port';
import { AbortError, fromWireError, RpcError } from './rpcError';
import { RpcServer } from './rpcServer';
import type { Body, Hello, Wire } from './wire';
import { isWire, PROTOCOL } from './wire';

export type { AbortLike } from './abort';
export type * from './contract';
export { AbortError, isAbortError, RemoteError, RpcError } from './rpcError';

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress(value: unknown): void;
}

export interface RpcOptions {
  /** The version this end speaks; both ends must say the same. */
  readonly protocol?: number;
  /** Hears what has no caller to be told: a failing or unknown note, a version mismatch, a lost reply. */
  readonly onError?: (error: Error) => void;
}

/**
 * Typed calls, notes, progress, cancellation and errors over a `Port`. Anything sent before the other end has
 * shown itself waits in a queue, so the order of construction does not matter. When the other end is rebuilt,
 * calls it had not answered reject with `RpcError` `restarted` and the calls it had made are cancelled.
 */
export class Rpc<Mine extends Contract, Theirs extends Contract> implements Disposable {
  readonly #port: Port;
  readonly #protocol: number;
  readonly #onError: (error: Error) => void;
  readonly #server: RpcServer;
  readonly #me = Math.random().toString(36).slice(2);
  readonly #pending = new Map<number, Pending>();
  readonly #subscription: Disposable;
  #queue: Body[] = [];
  #peer: string | undefined;
  #broken: Error | undefined;
  #disposed = false;
  #nextId = 1;

  constructor(port: Port, serve: Serve<Mine>, options: RpcOptions = {}) {
    this.#port = port;
    this.#protocol = options.protocol ?? PROTOCOL;
    this.#onError = options.onError ?? (() => undefined);
    this.#server = new RpcServer(serve, (body) => this.#trySend(body), this.#onError);
    this.#subscription = port.onMessage((message) => this.#receive(message));
    this.#sayHello(undefined);
  }

  /** Rejects with the handler's error, with `AbortError` when cancelled, or with an `RpcError`. */
  call<K extends CallName<Theirs>>(
    name: K,
    args: ArgsOf<Theirs, K>,
    options: CallOptions<ProgressOf<Theirs, K>> = {},
  ): Promise<ResultOf<Theirs, K>> {
    if (this.#broken) return Promise.reject(this.#broken);
    if (options.signal?.aborted) return Promise.reject(new AbortError());
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      const cancel = (): void => this.#cancel(id);
      const settled = (): void => options.signal?.removeEventListener('abort', cancel);
      this.#pending.set(id, {
        resolve: (value) => (settled(), resolve(value as ResultOf<Theirs, K>)),
        reject: (error) => (settled(), reject(error)),
        progress: (value) => options.onProgress?.(value as ProgressOf<Theirs, K>),
      });
      options.signal?.addEventListener('abort', cancel);
      this.#post({ rl: 'call', id, name, args });
    });
  }

  /** Tells without asking. Dropped when this end is disposed or the versions do not match. */
  notify<K extends NoteName<Theirs>>(name: K, payload: PayloadOf<Theirs, K>): void {
    if (!this.#broken) this.#post({ rl: 'note', name, payload });
  }

  /** Rejects everything pending, now and later, with `reason` (an `RpcError` `disposed` unless given). */
  dispose(reason: Error = new RpcError('disposed', 'This end of the connection was closed.')): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#trySend({ rl: 'bye' });
    this.#subscription.dispose();
    this.#break(reason);
  }

  #post(body: Body): void {
    if (this.#peer === undefined) this.#queue.push(body);
    else this.#deliver(body);
  }

  #deliver(body: Body): void {
    if (this.#trySend(body)) return;
    const name = 'name' in body ? body.name : body.rl;
    const error = new RpcError('unsent', `'${name}' could not be sent: are its arguments plain data?`);
    if (body.rl === 'call') this.#take(body.id)?.reject(error);
    else this.#onError(error);
  }

  #trySend(body: Body): boolean {
    try {
      if (this.#peer !== undefined) this.#port.send({ ...body, to: this.#peer } satisfies Wire);
      return true;
    } catch {
      return false;
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #cancel(id: number): void {
    const queued = this.#queue.length;
    this.#queue = this.#queue.filter((body) => !(body.rl === 'call' && body.id === id));
    if (this.#queue.length === queued) this.#trySend({ rl: 'cancel', id });
    this.#take(id)?.reject(new AbortError());
  }

  #break(error: Error): void {
    this.#broken = error;
    this.#peer = undefined;
    this.#queue = [];
    this.#forget(error);
  }

  /** Ends what hung on an incarnation of the other end that is gone. Calls still in the queue live on. */
  #forget(error: Error): void {
    const queued = new Set(this.#queue.map((body) => (body.rl === 'call' ? body.id : undefined)));
    this.#server.abandon();
    for (const id of [...this.#pending.keys()]) if (!queued.has(id)) this.#take(id)?.reject(error);
  }

  #sayHello(to: string | undefined): void {
    const hello: Hello = { rl: 'hello', from: this.#me, protocol: this.#protocol, ...(to ? { to } : {}) };
    this.#port.send(hello);
  }

  #receive(message: unknown): void {
    if (this.#disposed || !isWire(message)) return;
    if (message.rl === 'hello') this.#meet(message);
    else if (message.to === this.#me) this.#handle(message);
  }

  #meet(hello: Hello): void {
    if (hello.to !== this.#me) this.#sayHello(hello.from);
    if (hello.protocol !== this.#protocol) return this.#mismatch(hello);
    this.#broken = undefined;
    if (hello.from === this.#peer) return;
    if (this.#peer !== undefined)
      this.#forget(new RpcError('restarted', 'The other end was restarted before it answered.'));
    this.#peer = hello.from;
    const queue = this.#queue;
    this.#queue = [];
    for (const body of queue) this.#deliver(body);
  }

  #mismatch(hello: Hello): void {
    const data = { mine: this.#protocol, theirs: hello.protocol };
    const text = `The other end speaks protocol ${data.theirs}, this one ${data.mine}: reload the window.`;
    const error = new RpcError('protocol', text, data);
    this.#break(error);
    this.#onError(error);
  }

  #handle(message: Wire): void {
    switch (message.rl) {
      case 'call':
        return void this.#server.answer(message.id, message.name, message.args);
      case 'note':
        return this.#server.hear(message.name, message.payload);
      case 'cancel':
        return this.#server.cancel(message.id);
      case 'progress':
        return this.#progress(message.id, message.value);
      case 'result':
        return this.#take(message.id)?.resolve(message.value);
      case 'error':
        return this.#take(message.id)?.reject(fromWireError(message.error));
      case 'bye':
        return this.#part();
    }
  }

  #progress(id: number, value: unknown): void {
    try {
      this.#pending.get(id)?.progress(value);
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #part(): void {
    this.#peer = undefined;
    this.#forget(new RpcError('closed', 'The other end closed the connection before it answered.'));
  }
}
