import { byId } from '../../src/core/annotation/document';
import type { Page } from '../page';
import { note } from './note';
import { showPage } from './pages';
import { select } from './select';
import { reveal } from './view';

/** Selects an annotation, shows the page it is on, and brings it into view once there is a picture to look at. */
export async function goToAnnotation(page: Page, id: string): Promise<void> {
  const found = byId(page.store.state.doc).get(id);
  if (!found)
    return note(page, 'info', 'The instance is not in these labels: it was removed, or is not there yet.');
  const index = found.page ?? 0;
  const { pages } = page.store.state;
  if (pages && pages.index !== index) await showPage(page, index);
  select(page, [id]);
  if (page.store.state.view) return reveal(page, [id]);
  const stop = page.store.subscribe(({ view }) => {
    if (!view) return;
    stop();
    reveal(page, [id]);
  });
}
