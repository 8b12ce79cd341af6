import type { Port } from '../../../src/protocol/port';
import { startDiff } from '../../../webview/diff/startDiff';
import type { DiffPage } from '../../../webview/diff/diffPage';
import { isTheme, showTheme, type ThemeName } from '../../../webview/dev/themes';
import { FakeDiffHost, type FakeDiff } from './fakeDiffHost';

/** What tests do in the page. */
export interface DiffHarness {
  /** Starts the page with a host that has these comparisons. */
  start(diff: FakeDiff): void;
  /** Resolves when everything in sight is drawn. */
  settle(): Promise<void>;
  showTheme(name: ThemeName): void;
  host: FakeDiffHost;
  page: DiffPage;
}

declare global {
  interface Window {
    diffHarness: DiffHarness;
  }
}

const wanted = new URLSearchParams(location.search).get('theme');
showTheme(isTheme(wanted) ? wanted : 'dark');

const [pageEnd, hostEnd] = portPair();

window.diffHarness = {
  start(diff) {
    this.host = new FakeDiffHost(hostEnd, diff);
    const memory = {
      read: () => JSON.parse(sessionStorage.getItem('diff') ?? 'null') as unknown,
      write: (value: unknown) => sessionStorage.setItem('diff', JSON.stringify(value)),
    };
    this.page = startDiff({ port: pageEnd, memory, parent: document.body });
  },
  async settle() {
    const { page } = this;
    const isDone = (): boolean => {
      const { panes, store } = page;
      const needsBefore = store.state.mode !== 'overlay';
      return panes.view !== undefined && panes.after.isComplete && (!needsBefore || panes.before.isComplete);
    };
    for (let calm = 0; calm < 4; calm = isDone() ? calm + 1 : 0)
      await new Promise((resolve) => setTimeout(resolve, 40));
  },
  showTheme,
} as DiffHarness;

/** Two ends in one window; messages are cloned and come later, as between processes. */
function portPair(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [portOf(port1), portOf(port2)];
}

function portOf(port: MessagePort): Port {
  return {
    send: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
    onMessage: (listener) => {
      const heard = (event: MessageEvent<unknown>): void => listener(event.data);
      port.addEventListener('message', heard);
      port.start();
      return { dispose: () => port.removeEventListener('message', heard) };
    },
  };
}
