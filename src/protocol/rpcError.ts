/**
 * Why a call got no answer from the other end:
 * `disposed` this end was closed; `closed` the other end said good-bye; `restarted` it was rebuilt and forgot the
 * call; `protocol` it speaks another version (`data` = `{ mine, theirs }`); `unknownMethod` it does not serve
 * the call; `unsent` the message could not be sent.
 */
export type RpcErrorCode = 'disposed' | 'closed' | 'restarted' | 'protocol' | 'unknownMethod' | 'unsent';

export class RpcError extends Error {
  readonly code: RpcErrorCode;
  readonly data: unknown;

  constructor(code: RpcErrorCode, message: string, data?: unknown) {
    super(message);
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

/** A handler at the other end threw: its error's name, message and `data`. */
export class RemoteError extends Error {
  readonly data: unknown;

  constructor(name: string, message: string, data?: unknown) {
    super(message);
    this.name = name;
    this.data = data;
  }
}

/** The caller cancelled. Named as the platform names it, so that one test fits both. */
export class AbortError extends Error {
  constructor(message = 'The operation was cancelled.') {
    super(message);
    this.name = 'AbortError';
  }
}

/** True for our own cancellation and for the platform's `DOMException` of the same name. */
export const isAbortError = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AbortError';

/** The form in which an error crosses. */
export interface WireError {
  readonly name: string;
  readonly message: string;
  readonly code?: RpcErrorCode;
  readonly data?: unknown;
}

/** Takes name, message and `data` (and an own `code`) of whatever was thrown. */
export function toWireError(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  const data = (thrown as { readonly data?: unknown }).data;
  const base = { name: thrown.name, message: thrown.message, ...(data === undefined ? {} : { data }) };
  return thrown instanceof RpcError ? { ...base, code: thrown.code } : base;
}

export function fromWireError(wire: WireError): Error {
  if (wire.code !== undefined) return new RpcError(wire.code, wire.message, wire.data);
  if (wire.name === 'AbortError') return new AbortError(wire.message);
  return new RemoteError(wire.name, wire.message, wire.data);
}
