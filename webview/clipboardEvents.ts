import { copiedText, deleteSelected, pasteText } from './actions/edit';
import type { Page } from './page';
import { isTextField } from './ui/keys';

/**
 * The browser's own clipboard events. In VS Code for the web, Ctrl+C, X and V never reach VS Code's keybindings: the
 * webview lets the browser handle them, so these events are the only way there. On the desktop the keybindings win
 * and these stay silent, except for the Edit menu's entries.
 */
export function serveClipboard(page: Page): void {
  document.addEventListener('copy', (event) => give(page, event));
  document.addEventListener('cut', (event) => {
    if (give(page, event)) deleteSelected(page);
  });
  document.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain');
    if (isTextField(event) || text === undefined) return;
    event.preventDefault();
    pasteText(page, text);
  });
}

function give(page: Page, event: ClipboardEvent): boolean {
  if (isTextField(event) || !event.clipboardData || document.getSelection()?.isCollapsed === false)
    return false;
  const text = copiedText(page);
  if (text === undefined) return false;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}
