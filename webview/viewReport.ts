import type { HostContract } from '../src/protocol/editor';
import type { State, Store } from './store';

type ViewState = HostContract['notes']['viewState'];

/** The status bar needs no more than ten a second. */
const INTERVAL_MS = 100;

/** Tells pointer, zoom and selection when they change, throttled; the last state is always told. */
export function reportView(store: Store, notify: (view: ViewState) => void): void {
  let waiting = false;
  store.subscribe((state, before) => {
    if (waiting || !state.ready || !differs(state, before)) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      notify(viewState(store.state));
    }, INTERVAL_MS);
  });
}

function differs(a: State, b: State): boolean {
  return (
    a.pointer !== b.pointer || a.view?.scale !== b.view?.scale || a.selection !== b.selection || !b.ready
  );
}

function viewState({ pointer, view, selection }: State): ViewState {
  const [first = null] = selection;
  const selectedId = selection.size === 1 ? first : null;
  return { pointer: pointer ?? null, zoom: view?.scale ?? 1, selected: selection.size, selectedId };
}
