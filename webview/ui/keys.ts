/** The element an event really came from, through shadow roots. */
function source(event: Event): Element | undefined {
  return event.composedPath().find((node) => node instanceof Element);
}

const NOT_TYPED = new Set([
  'checkbox',
  'radio',
  'range',
  'button',
  'submit',
  'color',
  'file',
  'image',
  'reset',
]);

/** True when the event comes from a field that text is typed into. */
export function isTextField(event: Event): boolean {
  const element = source(event);
  if (element instanceof HTMLInputElement) return !NOT_TYPED.has(element.type);
  return (
    element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable)
  );
}

const PRESSED_BY_SPACE =
  'button, a[href], input, select, textarea, summary, [role="button"], [role="checkbox"]';

/** True when Space means something to the focused control itself. */
export function usesSpace(event: Event): boolean {
  return (
    source(event)?.closest(`${PRESSED_BY_SPACE}, [role="radio"], [role="option"]`) !== null &&
    source(event) !== undefined
  );
}

const CONTROL_KEYS = new Set(['Enter', ' ']);
const MOVING_KEYS = new Set([
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);

/**
 * Keeps a key that a focused control handles itself from reaching VS Code, which hears every keydown that bubbles
 * up to the window and would run its keybinding as well.
 */
export function keepControlKeys(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const element = source(event);
  const role = element?.getAttribute('role') ?? '';
  const moves = element instanceof HTMLInputElement || role === 'radio' || role === 'radiogroup';
  if (CONTROL_KEYS.has(event.key) && usesSpace(event)) event.stopPropagation();
  else if (moves && MOVING_KEYS.has(event.key)) event.stopPropagation();
}

const EDITING_LETTERS = new Set(['a', 'c', 'v', 'x', 'z', 'y']);

/** Keeps what is typed into a text field, and the keys that edit text, from VS Code's keybindings. */
export function keepTypedKeys(event: KeyboardEvent): void {
  const mod = event.ctrlKey || event.metaKey;
  const typed = !mod && !/^F\d+$/.test(event.key);
  if (typed || (mod && EDITING_LETTERS.has(event.key.toLowerCase()))) event.stopPropagation();
}
