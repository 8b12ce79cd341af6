/** The report's script: j and k step through changes, a click on a shape or a line shows the other. */
export const REPORT_SCRIPT = `
(() => {
  'use strict';
  const items = [...document.querySelectorAll('li[data-c]')];
  let at = -1;
  const mark = (key, on) => {
    for (const each of document.querySelectorAll('[data-c="' + CSS.escape(key) + '"]')) each.classList.toggle('on', on);
  };
  const show = (next) => {
    if (next < 0 || next >= items.length) return;
    if (at >= 0) mark(items[at].dataset.c, false);
    at = next;
    mark(items[at].dataset.c, true);
    const section = items[at].closest('section');
    section.querySelector('.figures').scrollIntoView({ block: 'nearest' });
    items[at].scrollIntoView({ block: 'nearest' });
    items[at].focus({ preventScroll: true });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'j') show(at + 1);
    else if (event.key === 'k') show(at - 1);
    else return;
    event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const found = event.target.closest('[data-c]');
    if (found) show(items.findIndex((item) => item.dataset.c === found.dataset.c));
  });
})();
`;
