import { isTextField } from './ui/keys';

/** Keys with Ctrl or Cmd by which a browser would select the page's text or bookmark it. */
const MOD_KEYS = new Set(['a', 'd']);

/**
 * VS Code only listens to the keys of a page: what the browser does with them by itself happens as well. On the
 * canvas Tab steps through the annotations, so it must not move the focus; in the panels it moves the focus, so
 * VS Code must not hear of it.
 */
export function tameKeys(app: HTMLElement, canvas: HTMLElement): void {
  app.addEventListener('keydown', (event) => {
    if (event.key === 'Tab' && !event.composedPath().includes(canvas)) event.stopPropagation();
  });
  window.addEventListener('keydown', (event) => {
    if (isTextField(event)) return;
    const mod = event.ctrlKey || event.metaKey;
    if (mod ? MOD_KEYS.has(event.key.toLowerCase()) : event.key === 'Tab') event.preventDefault();
  });
}
