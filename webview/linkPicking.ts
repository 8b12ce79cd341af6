import { linkTo } from './actions/links';
import type { Page } from './page';

/** While a link is being made, what is selected next, by a click in image or list or by Tab, is its target. */
export function serveLinking(page: Page): void {
  page.store.subscribe((state, before) => {
    if (!state.linking || state.selection === before.selection || state.linking !== before.linking) return;
    const { selection, hovered } = state;
    const id = hovered !== undefined && selection.has(hovered) ? hovered : [...selection].at(-1);
    if (id !== undefined) queueMicrotask(() => linkTo(page, id));
  });
}
