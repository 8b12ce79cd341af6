import type { Page } from '../page';
import { note } from './note';
import { select } from './select';

/** Shows another page of the file; the picture follows from the host. */
export async function showPage(page: Page, index: number): Promise<void> {
  const { pages } = page.store.state;
  if (!pages || pages.count < 2) return note(page, 'info', 'This image has one page.');
  const wanted = Math.min(pages.count - 1, Math.max(0, index));
  if (wanted === pages.index) return;
  page.session.dispatch({ type: 'cancel' });
  select(page, []);
  await page.host.showPage(wanted);
}

export function stepPage(page: Page, by: number): Promise<void> {
  return showPage(page, (page.store.state.pages?.index ?? 0) + by);
}
