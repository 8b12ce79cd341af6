import { isTextField } from './ui/keys';

/**
 * Tells when a text field has the focus: VS Code's single-letter keybindings must be off meanwhile. Focus events
 * cross shadow roots, and `focusout` comes before the `focusin` of the next field, so a change of field stays quiet.
 */
export function watchTyping(notify: (active: boolean) => void): void {
  let active = false;
  const set = (next: boolean): void => {
    if (next !== active) notify(next);
    active = next;
  };
  document.addEventListener('focusin', (event) => set(isTextField(event)));
  document.addEventListener('focusout', (event) => {
    if (!event.relatedTarget) set(false);
  });
  window.addEventListener('blur', () => set(false));
}
