import { isTextField, usesSpace } from '../ui/keys';
import { diffKeyOf, HOLD_KEY } from './diffKeys';
import type { DiffPage } from './diffPage';

/** Controls that arrow keys, Home, End and Enter belong to while they have the focus. */
const OWN_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter']);

/** Lets the whole page be used by keys. What a key did here VS Code does not hear. */
export function serveKeyboard(page: DiffPage, root: HTMLElement): void {
  const { store } = page;
  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTextField(event) || (OWN_KEYS.has(event.key) && isOnControl(event))) return;
    if (heard(page, event)) taken(event);
  });
  const released = (): void => {
    if (store.state.alone && !store.state.playing) store.dispatch({ type: 'alone', side: undefined });
  };
  window.addEventListener('keyup', (event) => event.key.toLowerCase() === HOLD_KEY && released());
  window.addEventListener('blur', released);
}

function taken(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

function heard(page: DiffPage, event: KeyboardEvent): boolean {
  const { store } = page;
  const { helpOpen, current } = store.state;
  if (event.key === '?' || (event.key === 'Escape' && helpOpen)) {
    store.dispatch({ type: 'help', open: event.key === '?' && !helpOpen });
    return true;
  }
  if (event.key === 'Escape' && current !== undefined) {
    store.dispatch({ type: 'select', key: undefined });
    return true;
  }
  if (helpOpen || !store.state.snapshot) return false;
  if (event.key.toLowerCase() === HOLD_KEY && !event.shiftKey) {
    if (!event.repeat) store.dispatch({ type: 'alone', side: 'before' });
    return true;
  }
  const key = diffKeyOf(event);
  key?.run(page);
  return key !== undefined;
}

function isOnControl(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  const isField = target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
  return isField || (event.key === 'Enter' && usesSpace(event));
}
