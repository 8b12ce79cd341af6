import { isPainting } from './actions/tools';
import type { Store } from './store';

/** Tells when a tool with a tip of some size becomes or ceases to be the current one. */
export function reportPainting(store: Store, notify: (active: boolean) => void): void {
  let active = false;
  const look = (tool: string): void => {
    if (isPainting(tool) === active) return;
    active = !active;
    notify(active);
  };
  look(store.state.tool);
  store.subscribe(({ tool }) => look(tool));
}
