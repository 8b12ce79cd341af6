import type { AbortLike } from './abort';
import { AbortSource } from './abort';
import { RpcError, toWireError } from './rpcError';
import type { Body } from './wire';

type Handler = (args: unknown, context: { signal: AbortLike; progress(value: unknown): void }) => unknown;
type Reply = Body & { readonly rl: 'result' | 'error' };

/** The answering half of an `Rpc`: runs handlers, lets them be cancelled, and always replies once. */
export class RpcServer {
  readonly #handlers: { readonly calls: object; readonly notes: object };
  readonly #send: (body: Body) => boolean;
  readonly #onError: (error: Error) => void;
  readonly #running = new Map<number, AbortSource>();

  /** `send` says whether the message went out. */
  constructor(
    handlers: { readonly calls: object; readonly notes: object },
    send: (body: Body) => boolean,
    onError: (error: Error) => void,
  ) {
    this.#handlers = handlers;
    this.#send = send;
    this.#onError = onError;
  }

  async answer(id: number, name: string, args: unknown): Promise<void> {
    const source = new AbortSource();
    this.#running.set(id, source);
    const reply = await this.#outcome(id, name, args, source.signal);
    if (this.#running.get(id) !== source) return;
    this.#running.delete(id);
    this.#reply(reply);
  }

  hear(name: string, payload: unknown): void {
    const handler = find(this.#handlers.notes, name);
    try {
      if (!handler) throw new RpcError('unknownMethod', `Nobody here listens to the note '${name}'.`);
      handler(payload, { signal: new AbortSource().signal, progress: () => undefined });
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    }
  }

  cancel(id: number): void {
    this.#running.get(id)?.abort();
  }

  /** Cancels everything and drops the replies: who asked is gone. */
  abandon(): void {
    const running = [...this.#running.values()];
    this.#running.clear();
    for (const source of running) source.abort();
  }

  async #outcome(id: number, name: string, args: unknown, signal: AbortLike): Promise<Reply> {
    const progress = (value: unknown): void => {
      if (this.#running.get(id)?.signal === signal && !signal.aborted)
        this.#send({ rl: 'progress', id, value });
    };
    try {
      const handler = find(this.#handlers.calls, name);
      if (!handler) throw new RpcError('unknownMethod', `The other end does not serve the call '${name}'.`);
      return { rl: 'result', id, value: await handler(args, { signal, progress }) };
    } catch (error) {
      return { rl: 'error', id, error: toWireError(error) };
    }
  }

  /** A result, or an error's data, that cannot be cloned must still end the caller's wait. */
  #reply(body: Reply): void {
    if (this.#send(body)) return;
    const error =
      body.rl === 'error'
        ? { name: body.error.name, message: body.error.message }
        : { name: 'RpcError', code: 'unsent' as const, message: 'The result could not be sent.' };
    if (!this.#send({ rl: 'error', id: body.id, error }))
      this.#onError(new RpcError('unsent', 'A reply could not be sent.'));
  }
}

/** Handlers may be methods of a class; names every object has (`constructor`…) are not handlers. */
function find(handlers: object, name: string): Handler | undefined {
  if (name in Object.prototype) return undefined;
  const handler = (handlers as Readonly<Record<string, unknown>>)[name];
  return typeof handler === 'function' ? (handler.bind(handlers) as Handler) : undefined;
}
