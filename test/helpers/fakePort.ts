import type { Disposable, Port } from '../../src/protocol/port';

type Listener = (message: unknown) => void;

/** How a pair delivers: within `send`, or later in order of sending. */
export type Delivery = 'sync' | 'async';

/**
 * Two connected ports that clone what they carry, as real channels do. What is sent to an end without
 * listeners is lost. `log` holds all that was sent by either end.
 */
export function fakePortPair(delivery: Delivery = 'async'): { a: Port; b: Port; log: unknown[] } {
  const log: unknown[] = [];
  const [atA, atB] = [new Set<Listener>(), new Set<Listener>()];
  return { a: port(atB, atA, delivery, log), b: port(atA, atB, delivery, log), log };
}

function port(theirs: Set<Listener>, mine: Set<Listener>, delivery: Delivery, log: unknown[]): Port {
  return {
    send: (message) => {
      const copy = structuredClone(message);
      log.push(copy);
      const deliver = (): void => [...theirs].forEach((listener) => listener(copy));
      if (delivery === 'sync') deliver();
      else queueMicrotask(deliver);
    },
    onMessage: (listener): Disposable => {
      mine.add(listener);
      return { dispose: () => void mine.delete(listener) };
    },
  };
}
