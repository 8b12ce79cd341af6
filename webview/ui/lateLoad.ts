/*
 * The widget toolkit takes up the theme, and follows it, from the page's `load` on; it asks for it once, while it is
 * evaluated. It comes with the panels, often after `load`: then it is told at once.
 */
const { addEventListener } = window;
if (document.readyState === 'complete')
  window.addEventListener = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void => {
    if (type === 'load' && typeof listener === 'function') queueMicrotask(() => listener(new Event('load')));
    else addEventListener.call(window, type, listener, options);
  };

/** When the toolkit is there, `window` listens as ever. */
export function endLateLoad(): void {
  if (document.readyState === 'complete') Reflect.deleteProperty(window, 'addEventListener');
}
