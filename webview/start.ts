import type { HostContract, PageContract, Snapshot } from '../src/protocol/editor';
import type { Port } from '../src/protocol/port';
import { Rpc } from '../src/protocol/rpc';
import { takeReview } from './actions/review';
import { isPainting, resizeBrush } from './actions/tools';
import { autoFit } from './autoFit';
import type { ReadPixels } from '../src/core/pixels/patch';
import { CanvasView } from './canvas/canvasView';
import type { FetchTile } from './canvas/imagePyramid';
import { Input } from './canvas/input';
import { serveClassLetters } from './classLetters';
import { serveClipboard } from './clipboardEvents';
import { watchConflicts } from './conflictWatch';
import { hostLink } from './hostLink';
import { tameKeys } from './keyDefaults';
import { keepRemembering, recall, type Memory } from './memory';
import { pageService, showSnapshot } from './notes';
import { tellPictureTrouble } from './pictureTrouble';
import { serveLinking } from './linkPicking';
import type { Page } from './page';
import { Session } from './session';
import { Store } from './store';
import { watchTyping } from './typing';
import { startWindowDrag } from './windowDragging';
import { App } from './ui/app';
import { fetchPanels, showPanels, tellNoPanels } from './ui/loadPanels';
import { reportPainting } from './paintingReport';
import { reportView } from './viewReport';

export interface StartOptions {
  readonly port: Port;
  readonly memory: Memory;
  readonly parent: HTMLElement;
}

/** VS Code gives its pages a margin; this one fills the whole editor. */
const PAGE_STYLE = 'html, body { margin: 0; padding: 0; height: 100%; overflow: hidden; }';

/**
 * Builds the page: canvas first, so that the image is decoding while the panels come to life. All that is kept
 * here dies with the page; the document is the host's, how it was looked at is in `memory`.
 */
export function startPage({ port, memory, parent }: StartOptions): Page {
  const store = new Store();
  const remembered = recall(memory.read());
  store.set(remembered);
  const canvasHost = addCanvasHost();
  const canvas: LateCanvas = { view: undefined };
  const page = connect(store, port, {
    canvasSize: () => ({ width: canvasHost.clientWidth, height: canvasHost.clientHeight }),
    picture: () => canvas.view?.picture,
  });
  const app = mount(page, parent, canvasHost);
  tameKeys(app, canvasHost);
  void open(page, remembered.threshold);
  // The canvas reads theme and size from where it lies: it has to lie there first.
  void app.updateComplete.then(() => listen(page, canvasHost, memory, canvas));
  return page;
}

/** The canvas comes after the page that asks it: it reads theme and size from where it lies. */
interface LateCanvas {
  view: CanvasView | undefined;
}

/** Notes can only come after the constructor has returned, when the page behind them is there. */
function connect(store: Store, port: Port, canvas: Pick<Page, 'canvasSize' | 'picture'>): Page {
  const late = { page: undefined as Page | undefined };
  const rpc = new Rpc<PageContract, HostContract>(
    port,
    pageService(() => late.page),
    { onError: (error) => store.set({ notice: { severity: 'error', message: error.message } }) },
  );
  const host = hostLink(rpc);
  const onSnapshot = (snapshot: Snapshot): void => showSnapshot(store, snapshot);
  const readPixels: ReadPixels = (rect, maxPixels) => canvas.picture()?.readPixels(rect, maxPixels);
  const session = new Session({ store, host, random: Math.random, readPixels, onSnapshot });
  late.page = { store, session, host, ...canvas };
  return late.page;
}

function addCanvasHost(): HTMLElement {
  const element = document.createElement('div');
  element.slot = 'canvas';
  element.tabIndex = 0;
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', 'Image with annotations; the list beside it has them as text');
  return element;
}

function mount(page: Page, parent: HTMLElement, canvasHost: HTMLElement): App {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PAGE_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  customElements.define('rl-app', App);
  const app = new App();
  app.page = page;
  app.append(canvasHost);
  parent.append(app);
  return app;
}

function listen(page: Page, canvasHost: HTMLElement, memory: Memory, late: LateCanvas): void {
  const { store, session, host } = page;
  const fetchTile: FetchTile = (args, signal) => host.tile(args, signal);
  const canvas = (late.view = new CanvasView(canvasHost, store, { fetchTile }));
  canvas.onPainted = () => {
    host.notify('painted', { sinceStartMs: performance.now() });
    setTimeout(panels, 0, page);
  };
  tellPictureTrouble(store, canvas.picture, host);
  // Comes while the picture is read and decoded.
  fetchPanels().catch(() => undefined);
  canvas.onImageError = (message) => {
    store.set({ imageError: message });
    panels(page);
  };
  const isMac = navigator.userAgent.includes('Macintosh');
  new Input({
    ...{ element: canvasHost, store, isMac },
    dispatch: (event) => session.dispatch(event),
    startWindowDrag: () => startWindowDrag(page),
    resizeTip: (steps) => isPainting(store.state.tool) && (resizeBrush(page, steps), true),
  });
  autoFit(store, canvasHost, page.canvasSize);
  const remembering = keepRemembering(store, memory);
  watchTyping((active) => host.notify('typing', { active }));
  reportView(store, (view) => host.notify('viewState', view));
  reportPainting(store, (active) => host.notify('painting', { active }));
  serveClipboard(page);
  serveClassLetters(page, canvasHost);
  serveLinking(page);
  watchConflicts(store);
  sendBeforeLeaving(() => (session.flush(), remembering.flush()));
}

/** Edits still being joined must be with the host before it saves, undoes or drops the page. */
function sendBeforeLeaving(flush: () => void): void {
  window.addEventListener('keydown', (event) => (event.ctrlKey || event.metaKey) && flush(), {
    capture: true,
  });
  window.addEventListener('blur', flush);
  window.addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', () => document.hidden && flush());
}

async function open(page: Page, threshold: number | undefined): Promise<void> {
  const { session, store, host } = page;
  try {
    const snapshot = await host.open();
    session.take(snapshot);
    takeReview(page, snapshot.review);
    if (threshold === undefined) store.set({ threshold: snapshot.settings.threshold });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.set({ notice: { severity: 'error', message: `This image's labels could not be opened: ${why}` } });
  }
  setTimeout(panels, PANELS_LIMIT_MS, page);
}

/** A large image takes longer; then the panels come first. */
const PANELS_LIMIT_MS = 500;
let hasPanels = false;

/** Defines the panels, once; the picture comes first, since both share one thread. */
function panels({ host }: Page): void {
  if (hasPanels) return;
  hasPanels = true;
  showPanels().catch((error: unknown) => {
    host.notify('log', { level: 'error', message: `The panels could not be loaded: ${String(error)}` });
    tellNoPanels();
  });
}
