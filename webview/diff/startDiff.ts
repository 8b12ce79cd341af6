import type { DiffHostContract, DiffPageContract } from '../../src/protocol/diffView';
import type { Port } from '../../src/protocol/port';
import { Rpc, type Serve } from '../../src/protocol/rpc';
import type { Memory } from '../memory';
import { isTextField } from '../ui/keys';
import { attempt } from './commands';
import { diffHost } from './diffHost';
import { keepLook, recallLook, recallPlace } from './diffMemory';
import type { DiffPage } from './diffPage';
import { DiffStore } from './diffStore';
import { serveFlicker } from './flicker';
import { serveFocus } from './focus';
import { serveKeyboard } from './keyboard';
import { Panes } from './panes';
import { defineDiff } from './ui/defineDiff';
import { DiffApp } from './ui/diffApp';

export interface StartDiffOptions {
  readonly port: Port;
  readonly memory: Memory;
  readonly parent: HTMLElement;
}

/** The canvases lie in the page itself, not in a shadow tree: they are laid out here. */
const PAGE_STYLE = `
html, body { margin: 0; padding: 0; height: 100%; overflow: hidden; }
.rl-pane { position: absolute; inset: 0; overflow: hidden; touch-action: none; outline: none; }
.rl-pane[hidden] { display: none; }
.rl-pane.after { opacity: var(--seen, 1); }
.rl-pane:focus-visible::after { content: ''; position: absolute; inset: 0; pointer-events: none;
  outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.rl-stage[data-mode='swipe'] .before { clip-path: inset(0 calc((1 - var(--split)) * 100%) 0 0); }
.rl-stage[data-mode='swipe'] .after { clip-path: inset(0 0 0 calc(var(--split) * 100%)); }
.rl-stage[data-mode='side'] .before { right: calc(50% + 1px); }
.rl-stage[data-mode='side'] .after { left: calc(50% + 1px); opacity: 1; }
.rl-stage[data-mode='side']::after { content: ''; position: absolute; inset: 0 calc(50% - 1px); pointer-events: none;
  background: var(--vscode-editorGroup-border, var(--vscode-contrastBorder, gray)); }
`;

/** Builds the diff's page. All that is kept here dies with the page. */
export function startDiff({ port, memory, parent }: StartDiffOptions): DiffPage {
  const store = new DiffStore();
  const kept = memory.read();
  const recalled = recallPlace(kept);
  store.dispatch({ type: 'look', look: recallLook(kept) });
  store.dispatch({ type: 'recall', place: recalled });
  const rpc = new Rpc<DiffPageContract, DiffHostContract>(port, pageService(store), {
    onError: ({ message }) => store.dispatch({ type: 'notice', notice: { severity: 'error', message } }),
  });
  const host = diffHost(rpc);
  const panes = new Panes({
    ...{ store, recalled },
    fetchTile: (side) => (args, signal) => host.tile({ ...args, side }, signal),
    onPainted: () => host.notify('painted', { sinceStartMs: performance.now() }),
  });
  const page: DiffPage = { store, host, panes };
  const app = mount(page, parent);
  serveKeyboard(page, document.body);
  serveSearch(app);
  serveFlicker(store);
  serveFocus(page);
  keepLook(store, panes, memory);
  void app.updateComplete.then(() => panes.start());
  attempt(page, async () => store.dispatch({ type: 'snapshot', snapshot: await host.open() }));
  return page;
}

function pageService(store: DiffStore): Serve<DiffPageContract> {
  return {
    calls: {},
    notes: {
      snapshot: (snapshot) => store.dispatch({ type: 'snapshot', snapshot }),
      loading: ({ index }) => store.dispatch({ type: 'loading', index }),
      place: ({ memento, ...place }) => store.dispatch({ type: 'place', place, memento }),
      notice: (notice) => store.dispatch({ type: 'notice', notice }),
    },
  };
}

function mount(page: DiffPage, parent: HTMLElement): DiffApp {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PAGE_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  defineDiff();
  const app = new DiffApp();
  app.page = page;
  app.append(page.panes.stage);
  parent.append(app);
  return app;
}

/** `/` lets one type into the search field, as in many lists. */
function serveSearch(app: DiffApp): void {
  document.body.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTextField(event)) return;
    event.preventDefault();
    event.stopPropagation();
    app.focusSearch();
  });
}
