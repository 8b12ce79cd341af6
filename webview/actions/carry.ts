import { repeatPrevious, type Carried } from '../../src/core/edit/propagate';
import { isEmpty } from '../../src/core/edit/edit';
import type { Page } from '../page';
import { note } from './note';
import { select, selectedAnnotations } from './select';

/** Adds copies of the selection to the labels of the next image. */
export async function copyToNext(page: Page): Promise<void> {
  const annotations = selectedAnnotations(page.store.state);
  if (annotations.length === 0) return note(page, 'info', 'Select what the next image is to get first.');
  const { file, added } = await page.host.copyToNext(annotations);
  note(page, 'info', added === 0 ? `${file} has them already.` : `${count(added)} added to ${file}.`);
}

/** Adds the labels of the image before this one, as far as they lie inside this one and are not there yet. */
export async function repeatLabels(page: Page): Promise<void> {
  const previous = await page.host.previousLabels();
  if (!previous) return note(page, 'info', 'The image before this one has no saved labels.');
  const { doc, schema, pages } = page.store.state;
  const carried = repeatPrevious(previous, doc, schema, () => page.session.newId(), pages?.index ?? 0);
  tell(page, carried);
  if (isEmpty(carried.edit)) return;
  page.session.commit(carried.edit);
  select(
    page,
    carried.edit.added.map(({ id }) => id),
  );
}

function tell(page: Page, { edit, known, outside }: Carried): void {
  const parts = [
    ...(known > 0 ? [`${count(known)} ${known === 1 ? 'is' : 'are'} here already`] : []),
    ...(outside > 0 ? [`${count(outside)} would lie outside`] : []),
  ];
  const begin = edit.added.length === 0 ? 'Nothing to repeat' : `${count(edit.added.length)} repeated`;
  note(page, 'info', [begin, ...parts].join('; ') + '.');
}

function count(annotations: number): string {
  return annotations === 1 ? '1 annotation' : `${annotations} annotations`;
}
