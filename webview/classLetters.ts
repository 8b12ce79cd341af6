import { attempt } from './actions';
import { pickKey } from './actions/classes';
import { classLetters, knownClasses } from './classes';
import type { Page } from './page';

/**
 * Letters that relabel.yaml gives to classes: the image takes them before VS Code hears of them, so that in this data
 * set they go before a tool's key. Commands cannot do this: which letters there are, each data set says.
 */
export function serveClassLetters(page: Page, canvas: HTMLElement): void {
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (!classLetters(knownClasses(page.store.state)).has(key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) attempt(page, () => pickKey(page, key));
  });
}
