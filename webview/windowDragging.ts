import { shownWindow } from '../src/core/display/window';
import { windowDrag } from '../src/core/display/windowDrag';
import type { WindowDrag } from './canvas/input';
import type { Page } from './page';

/** Drags the window of values that is shown as black to white; undefined where the picture cannot be adjusted. */
export function startWindowDrag({ store, picture }: Pick<Page, 'store' | 'picture'>): WindowDrag | undefined {
  const access = picture();
  const samples = access?.canAdjust ? access.samples() : undefined;
  if (!samples) return undefined;
  const start = shownWindow(store.state.display, samples);
  return (dxScreen, dyScreen) =>
    store.set({ display: { ...store.state.display, window: windowDrag(dxScreen, dyScreen, start) } });
}
