import { findAnnotation } from '../../src/core/annotation/find';
import { link } from '../../src/core/edit/links';
import type { Page } from '../page';
import { change } from './change';
import { note } from './note';
import { annotationsOf } from './select';

/** The next annotation that is clicked becomes the target of a link from the selection. */
export function startLinking(page: Page, name = page.store.state.schema.relations[0] ?? ''): void {
  const from = [...page.store.state.selection];
  if (from.length === 0) return note(page, 'info', 'Select what the link starts from first.');
  page.session.setTool('select');
  page.store.set({
    linking: { from, name },
    notice: { severity: 'info', message: 'Click the annotation to link to, in the image or in the list.' },
  });
}

export function stopLinking(page: Page): void {
  page.store.set({ linking: undefined, notice: undefined });
}

/** Ends linking with this target; what was selected stays selected. False when no link was being made. */
export function linkTo(page: Page, id: string): boolean {
  const { linking, doc } = page.store.state;
  const target = findAnnotation(doc, id);
  if (!linking || !target || linking.from.includes(id)) return false;
  const annotations = annotationsOf(page.store.state, linking.from);
  page.store.set({ linking: undefined, notice: undefined, selection: new Set(linking.from) });
  if (!change(page, annotations, (from) => link(from, target, linking.name)))
    note(page, 'info', 'This link is there already.');
  return true;
}
