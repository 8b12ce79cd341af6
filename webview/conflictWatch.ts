import { isUndecided } from '../src/core/annotation/conflict';
import type { Store } from './store';

/** Opens the side panel when labels in conflict come: nobody should have to look for where they are decided. */
export function watchConflicts(store: Store): void {
  let had = false;
  const look = (): void => {
    const has = isUndecided(store.state.doc);
    if (has && !had && !store.state.panelOpen) store.set({ panelOpen: true });
    had = has;
  };
  look();
  store.subscribe((state, before) => state.doc !== before.doc && look());
}
