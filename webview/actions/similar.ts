import { findSimilar } from '../../src/core/edit/findSimilar';
import type { Page } from '../page';
import { note } from './note';
import { imageRectOf } from './view';
import { select, selectedAnnotations } from './select';

/** Pixels that are looked through at most: more says little more and takes long. */
const MAX_PIXELS = 1_500_000;

/** Proposes look-alikes of the one annotation that is selected, all over the picture as it is seen. */
export function findLookAlikes(page: Page): void {
  const { state } = page.store;
  const [example, ...others] = selectedAnnotations(state);
  if (!example || others.length > 0)
    return note(page, 'info', 'Select the one annotation to look for first.');
  const patch = page.picture()?.readPixels(imageRectOf(state), MAX_PIXELS);
  if (!patch) return note(page, 'warning', 'The pixels of this picture cannot be read here.');
  const found = findSimilar(state.doc, example, patch, () => page.session.newId());
  if (typeof found === 'string') return note(page, 'info', found);
  page.session.commit(found);
  select(
    page,
    found.added.map(({ id }) => id),
  );
  note(page, 'info', `${found.added.length} proposed: Enter accepts, X rejects.`);
}
