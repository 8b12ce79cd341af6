import type { Annotation } from '../../src/core/annotation/annotation';
import { isEmpty } from '../../src/core/edit/edit';
import { reshaped, update } from '../../src/core/edit/edits';
import { removeAnnotations } from '../../src/core/edit/links';
import { unlocked } from '../../src/core/edit/unlocked';
import { kindOf } from '../../src/core/shapes/index';
import { stopAtBorder } from '../../src/core/tools/dragMove';
import { imageRect } from '../../src/core/tools/limits';
import { fromClipboard, paste, toClipboard } from '../clipboard';
import type { Page } from '../page';
import { commitJoined, endJoinedSoon, sayLocked } from './change';
import { select, selectedAnnotations } from './select';
import { note } from './note';
import { boundsOf } from './view';

/** How far a copy lies from its original where both are seen, screen pixels. */
const COPY_OFFSET_PX = 12;
/** Lets the tool delete what it has in hand (selected vertices), else deletes the selection. */
export function deleteSelected(page: Page): void {
  if (page.session.busy && page.session.dispatch({ type: 'action', name: 'delete' })) return;
  remove_(page, selectedAnnotations(page.store.state));
}

export function deleteIds(page: Page, ids: ReadonlySet<string>): void {
  remove_(
    page,
    page.store.state.doc.annotations.filter(({ id }) => ids.has(id)),
  );
}

function remove_(page: Page, annotations: readonly Annotation[]): void {
  const edit = removeAnnotations(page.store.state.doc, annotations);
  if (isEmpty(edit)) return sayLocked(page, annotations);
  page.session.commit(edit);
}

/** Moves the selection, or of it the vertices that are marked, by whole image pixels, to the image's border at most. */
export function nudge(page: Page, dxPx: number, dyPx: number): void {
  if (page.session.busy && page.store.state.tool === 'select') return nudgeMarked(page, dxPx, dyPx);
  const { state } = page.store;
  const annotations = unlocked(selectedAnnotations(state));
  const bounds = boundsOf(
    state,
    annotations.map(({ id }) => id),
  );
  if (!bounds) return sayLocked(page, selectedAnnotations(state));
  const { x, y } = stopAtBorder({ x: dxPx, y: dyPx }, bounds, imageRect(state.doc.image));
  const moved = update(`Move ${count(annotations.length)}`, annotations, (annotation) =>
    reshaped(annotation, kindOf(annotation.shape).translate(annotation.shape, x, y)),
  );
  commitJoined(page, moved, `nudge ${annotations.map(({ id }) => id).join(' ')}`);
}

function nudgeMarked(page: Page, x: number, y: number): void {
  page.session.dispatch({ type: 'action', name: 'nudge', by: { x, y } }, 'nudge vertices');
  endJoinedSoon(page);
}

/** Marks the next vertex of the selection, or the one before, so that keys can move or delete it. */
export function stepVertex(page: Page, name: 'nextVertex' | 'previousVertex'): void {
  if (selectedAnnotations(page.store.state).length === 0)
    return note(page, 'info', 'Select a shape first: then its vertices can be reached.');
  page.session.setTool('select');
  page.session.dispatch({ type: 'action', name });
}

export async function copy(page: Page): Promise<void> {
  const text = copiedText(page);
  if (text !== undefined) await page.host.writeClipboard(text);
}

export async function cut(page: Page): Promise<void> {
  const text = copiedText(page);
  if (text === undefined) return;
  await page.host.writeClipboard(text);
  deleteSelected(page);
}

/** The selection as text for the clipboard; undefined, and said so, when nothing is selected. */
export function copiedText(page: Page): string | undefined {
  const annotations = selectedAnnotations(page.store.state);
  if (annotations.length === 0) note(page, 'info', 'Select annotations first, then copy them.');
  return annotations.length === 0 ? undefined : toClipboard(annotations);
}

export async function pasteClipboard(page: Page): Promise<void> {
  pasteText(page, await page.host.readClipboard());
}

export function pasteText(page: Page, text: string): void {
  const annotations = fromClipboard(text);
  if (typeof annotations === 'string') return note(page, 'warning', annotations);
  addCopies(page, 'Paste', annotations);
}

export function duplicate(page: Page): void {
  const annotations = selectedAnnotations(page.store.state);
  if (annotations.length > 0) addCopies(page, 'Duplicate', annotations);
}

function addCopies(page: Page, verb: string, annotations: readonly Annotation[]): void {
  const { doc, view, pages } = page.store.state;
  const offsetPx = COPY_OFFSET_PX / (view?.scale ?? 1);
  const label = `${verb} ${count(annotations.length)}`;
  const { edit, outside } = paste(
    label,
    doc,
    annotations,
    offsetPx,
    () => page.session.newId(),
    pages?.index,
  );
  if (outside > 0)
    note(page, 'warning', `${count(outside)} outside this image ${outside === 1 ? 'was' : 'were'} left out.`);
  if (edit.added.length === 0) return;
  page.session.commit(edit);
  select(
    page,
    edit.added.map(({ id }) => id),
  );
}

function count(annotations: number): string {
  return annotations === 1 ? '1 annotation' : `${annotations} annotations`;
}
