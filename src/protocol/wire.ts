import type { WireError } from './rpcError';

/** Raised whenever a contract or this envelope changes in a way the other end cannot read. */
export const PROTOCOL = 1;

/**
 * What travels. `from` and `to` are tokens of one incarnation of an end, so that a message meant for a page
 * that was since reloaded is never taken for its successor's.
 */
export type Wire = { readonly to: string } & Body;
export type Body =
  | { readonly rl: 'call'; readonly id: number; readonly name: string; readonly args: unknown }
  | { readonly rl: 'note'; readonly name: string; readonly payload: unknown }
  | { readonly rl: 'cancel'; readonly id: number }
  | { readonly rl: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly rl: 'result'; readonly id: number; readonly value: unknown }
  | { readonly rl: 'error'; readonly id: number; readonly error: WireError }
  | { readonly rl: 'bye' };

/** "I am here": without `to` it asks for the same in return. */
export interface Hello {
  readonly rl: 'hello';
  readonly from: string;
  readonly to?: string;
  readonly protocol: number;
}

/** Channels may carry foreign messages (a page's own tools post some too): those are nobody's error. */
export function isWire(message: unknown): message is Wire | Hello {
  return (
    typeof message === 'object' && message !== null && typeof (message as { rl?: unknown }).rl === 'string'
  );
}
