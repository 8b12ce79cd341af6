import { isAction } from '../../src/protocol/actions';
import type { Port } from '../../src/protocol/port';
import { startPage } from '../start';
import { FakeHost, type Kept } from './fakeHost';
import { bindings, keyHelp, keyOfEvent, type Binding } from './keys';
import { makeScene, SCENES, type SceneName } from './scenes';
import { isTheme, showTheme, type ThemeName } from './themes';

/*
 * The whole page in a plain browser with a fake host. Parameters of the address: scene, theme, image (an address),
 * count (for scene=many), keep (the document survives a reload, as the host's does).
 */

const query = new URLSearchParams(location.search);
const themeWanted = query.get('theme');
showTheme(isTheme(themeWanted) ? themeWanted : 'dark');

/** What tests and the console may use. */
interface Harness {
  readonly host: FakeHost;
  readonly page: ReturnType<typeof startPage>;
  showTheme(name: ThemeName): void;
}

declare global {
  interface Window {
    harness?: Harness;
  }
}

async function start(): Promise<void> {
  const wanted = query.get('scene') ?? 'labels';
  const scene = await makeScene({
    scene: SCENES.find((name) => name === wanted) ?? ('labels' satisfies SceneName),
    imageUri: query.get('image') ?? undefined,
    count: Number(query.get('count') ?? 10_000),
  });
  const keys = bindings(JSON.parse(document.querySelector('#manifest')?.textContent ?? 'null'));
  const [pageEnd, hostEnd] = portPair();
  const host = new FakeHost(hostEnd, scene, keyHelp(keys), kept<Kept>('doc'), (value) => keep('doc', value));
  const memory = { read: () => kept('view'), write: (value: unknown) => keep('view', value) };
  const page = startPage({ port: pageEnd, memory, parent: document.body });
  window.addEventListener('keydown', (event) => pressed(event, keys, host));
  window.harness = { host, page, showTheme };
}

/** A command comes to the extension by way of the window, so after what the page itself sent before. */
const COMMAND_DELAY_MS = 10;

/** Does with a key what VS Code would: it hears whatever bubbles up to the window. */
function pressed(event: KeyboardEvent, keys: readonly Binding[], host: FakeHost): void {
  const key = keyOfEvent(event);
  const plain = !event.ctrlKey && !event.metaKey;
  // In VS Code for the web the browser keeps these for itself; the page hears copy, cut and paste events.
  if (['ctrl+c', 'ctrl+x', 'ctrl+v'].includes(key) || (host.typing && plain)) return;
  const binding = keys.find((each) => each.key === key && holds(each.when, host));
  if (!binding) return;
  const id = binding.command.replace(/^relabel\./, '');
  if (isAction(id)) host.rpc.notify('action', { id });
  else setTimeout(() => host.run(binding.command), COMMAND_DELAY_MS);
}

/** The one condition of the manifest's keybindings that tells two bindings of a key apart. */
function holds(when: string | undefined, host: FakeHost): boolean {
  if (when?.includes('!relabel.painting')) return !host.painting;
  return !when?.includes('relabel.painting') || host.painting;
}

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

function keep(name: string, value: unknown): void {
  if (query.has('keep')) sessionStorage.setItem(name, JSON.stringify(value));
}

function kept<T>(name: string): T | undefined {
  const text = query.has('keep') ? sessionStorage.getItem(name) : null;
  return text === null ? undefined : (JSON.parse(text) as T);
}

void start();
