import type { Disposable, Port } from '../src/protocol/port';

/** The part of the VS Code API that sends; a webview gets it once from `acquireVsCodeApi`. */
export interface Sender {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
}

/** The webview's end of the channel to the extension: sends by the API, hears `message` events of the window. */
export function windowPort(sender: Sender): Port {
  return {
    send: (message, transfer) => sender.postMessage(message, transfer && [...transfer]),
    onMessage: (listener): Disposable => {
      const heard = (event: MessageEvent<unknown>): void => listener(event.data);
      window.addEventListener('message', heard);
      return { dispose: () => window.removeEventListener('message', heard) };
    },
  };
}
