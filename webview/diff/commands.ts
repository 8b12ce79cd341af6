import type { DiffSideName, InstanceRef } from '../../src/protocol/diffView';
import type { ChangeRow } from './changeRows';
import { copyText } from './copyText';
import { currentRow, type DiffLook, type DiffMode } from './diffState';
import type { DiffPage } from './diffPage';
import { pageOf } from './panes';

/** To the next (1) or previous (-1) changed instance, which is brought into view. */
export function step(page: DiffPage, by: number): void {
  page.store.dispatch({ type: 'step', by });
  reveal(page);
}

export function goTo(page: DiffPage, place: 'first' | 'last'): void {
  page.store.dispatch({ type: 'goTo', place });
  reveal(page);
}

export function select(page: DiffPage, key: string): void {
  page.store.dispatch({ type: 'select', key });
  reveal(page);
}

/** Shows the page that the current instance is on, and the instance. */
export function reveal(page: DiffPage, zoom = false): void {
  const { state } = page.store;
  const row = currentRow(state);
  const { snapshot } = state;
  if (!row || !snapshot) return;
  const index = pageOf(row);
  if (!snapshot.pages || index === snapshot.pages.index) return page.panes.reveal(zoom);
  page.panes.revealOnPage(row.key);
  page.host.notify('showPage', { index });
}

/** To the next (1) or previous (-1) changed image. */
export function stepImage(page: DiffPage, by: number): void {
  const { snapshot, loading } = page.store.state;
  if (!snapshot) return;
  const { index: at, total, isSearching } = snapshot.place;
  const index = (loading ?? at) + by;
  if (index >= 0 && index < total) return showImage(page, index);
  const last = isSearching
    ? 'No other image that differs has been found yet: the search goes on.'
    : 'This is the last image that differs.';
  const message = by > 0 ? last : 'This is the first image that differs.';
  page.store.dispatch({ type: 'notice', notice: { severity: 'info', message } });
}

export function showImage({ store, host }: DiffPage, index: number): void {
  store.dispatch({ type: 'loading', index });
  host.notify('show', { index });
}

/** Lets the user choose an image; the host has the list. */
export function pickImage({ store, host }: DiffPage): void {
  if (store.state.snapshot) host.notify('pickImage', {});
}

export function setMode(page: DiffPage, mode: DiffMode): void {
  const { store } = page;
  store.dispatch({ type: 'look', look: { mode } });
  // Side by side each version has half the room: the current instance goes on being seen.
  page.panes.reveal();
  if (mode === 'flicker') store.dispatch({ type: 'play', playing: !wantsLessMotion() });
}

/** Who asked the system for less motion starts flickering by hand only. */
export function wantsLessMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Turns one of the ways to look to its other value. */
export function toggleLook(
  { store }: DiffPage,
  name: 'unchanged' | 'colorBy' | 'picture' | 'minimap' | 'panelOpen',
): void {
  const { state } = store;
  const others: Partial<DiffLook> = {
    unchanged: !state.unchanged,
    colorBy: state.colorBy === 'change' ? 'class' : 'change',
    picture: state.picture === 'after' ? 'before' : 'after',
    minimap: !state.minimap,
    panelOpen: !state.panelOpen,
  };
  store.dispatch({ type: 'look', look: { [name]: others[name] } });
}

/** Moves what the mode has to be moved: divider, opacity or rate; false when it has nothing. */
export function adjust({ store }: DiffPage, by: 1 | -1): boolean {
  const { mode, split, opacity, rateHz } = store.state;
  const looks = {
    overlay: undefined,
    side: undefined,
    swipe: { split: split + by * 0.05 },
    onion: { opacity: opacity + by * 0.1 },
    flicker: { rateHz: rateHz + by * 0.25 },
  };
  const look = looks[mode];
  if (look) store.dispatch({ type: 'look', look });
  return look !== undefined;
}

export function openEditor({ store, host }: DiffPage): void {
  const { snapshot } = store.state;
  const id = currentRow(store.state)?.change.after?.id;
  if (snapshot?.canOpen) host.notify('openEditor', id === undefined ? {} : { instance: id });
}

export async function copyAsText({ store, host }: DiffPage): Promise<void> {
  await host.writeClipboard(copyText(store.state));
  store.dispatch({ type: 'notice', notice: { severity: 'info', message: 'Copied as text.' } });
}

/** The one side that can be brought back; the older one where both can. */
export function restorableSide({ store }: DiffPage): DiffSideName | undefined {
  return store.state.snapshot?.restorable[0];
}

/** Makes the current instance in the working tree what it is on a side. */
export function restoreInstance(page: DiffPage, from = restorableSide(page)): Promise<void> {
  const row = currentRow(page.store.state);
  return row && from ? restore(page, from, [refOf(row)]) : Promise.resolve();
}

/** Makes the whole image's labels in the working tree what they are on a side. */
export function restoreImage(page: DiffPage, from = restorableSide(page)): Promise<void> {
  return from ? restore(page, from, undefined) : Promise.resolve();
}

function refOf({ change: { before, after } }: ChangeRow): InstanceRef {
  return { ...(before && { before: before.id }), ...(after && { after: after.id }) };
}

async function restore(
  { store, host }: DiffPage,
  from: DiffSideName,
  instances: readonly InstanceRef[] | undefined,
): Promise<void> {
  const { snapshot } = store.state;
  if (!snapshot) return;
  const message = await host.restore(snapshot.version, from, instances);
  store.dispatch({ type: 'notice', notice: { severity: 'info', message } });
}

/** Runs what may fail; the reason is shown. */
export function attempt({ store }: DiffPage, work: () => unknown): void {
  const failed = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    store.dispatch({ type: 'notice', notice: { severity: 'error', message } });
  };
  try {
    const result = work();
    if (result instanceof Promise) result.catch(failed);
  } catch (error) {
    failed(error);
  }
}
