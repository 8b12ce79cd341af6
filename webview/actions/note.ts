import type { Page } from '../page';
import type { State } from '../store';

/** Tells the user something in the bar over the canvas. */
export function note(page: Page, severity: NonNullable<State['notice']>['severity'], message: string): void {
  page.store.set({ notice: { severity, message } });
}
