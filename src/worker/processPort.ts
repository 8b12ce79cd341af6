import type { Disposable, Port } from '../protocol/port';

/** The channel to the process that forked this one. */
export function processPort(): Port {
  return {
    send: (message) => {
      process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener): Disposable => {
      process.on('message', listener);
      return { dispose: () => void process.off('message', listener) };
    },
  };
}
