import { linkTo } from './actions/links';
import type { Page } from './page';

/** While a link is being made, what is selected next, by a click anywhere or by Tab and Enter, is its target. */
export function serveLinking(page: Page): void {
  page.store.subscribe((state, before) => {
    if (!state.linking || state.selection === before.selection || state.linking !== before.linking) return;
    const [id, ...others] = state.selection;
    if (id !== undefined && others.length === 0) queueMicrotask(() => linkTo(page, id));
  });
}
