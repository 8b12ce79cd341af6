import type { ChildProcess } from 'node:child_process';
import type { Disposable, Port } from '../protocol/port';

/** The channel to a forked process. Throws when it is closed, so that the caller learns of it. */
export function childPort(child: ChildProcess): Port {
  return {
    send: (message) => {
      if (!child.connected) throw new Error('the process is gone');
      child.send(message as object, () => undefined);
    },
    onMessage: (listener): Disposable => {
      child.on('message', listener);
      return { dispose: () => void child.off('message', listener) };
    },
  };
}
