import type { AbortLike } from './abort';

/**
 * What one end serves: named calls (request -> reply, with progress) and notes (one-way). `calls` maps a name
 * to `{ args; result; progress? }`, `notes` a name to its payload. Typed as plain objects so that both an
 * `interface` and a type literal fit.
 */
export interface Contract {
  readonly calls: object;
  readonly notes: object;
}

export type CallName<C extends Contract> = keyof C['calls'] & string;
export type NoteName<C extends Contract> = keyof C['notes'] & string;

type Member<T, K extends PropertyKey> = T extends { readonly [P in K]?: infer V } ? V : undefined;

export type ArgsOf<C extends Contract, K extends CallName<C>> = Member<C['calls'][K], 'args'>;
export type ResultOf<C extends Contract, K extends CallName<C>> = Member<C['calls'][K], 'result'>;
export type ProgressOf<C extends Contract, K extends CallName<C>> = Member<C['calls'][K], 'progress'>;
export type PayloadOf<C extends Contract, K extends NoteName<C>> = C['notes'][K];

/** What a handler gets beside its arguments. `signal` aborts when the caller cancels or goes away. */
export interface CallContext<P> {
  readonly signal: AbortLike;
  progress(value: P): void;
}

/** The handlers of one end. */
export interface Serve<C extends Contract> {
  readonly calls: {
    readonly [K in CallName<C>]: (
      args: ArgsOf<C, K>,
      context: CallContext<ProgressOf<C, K>>,
    ) => ResultOf<C, K> | Promise<ResultOf<C, K>>;
  };
  readonly notes: { readonly [K in NoteName<C>]: (payload: PayloadOf<C, K>) => void };
}

export interface CallOptions<P> {
  readonly signal?: AbortLike | undefined;
  readonly onProgress?: ((value: P) => void) | undefined;
}
