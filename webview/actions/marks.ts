import type { Annotation, Flag } from '../../src/core/annotation/annotation';
import { setFlag, setHidden, setLocked } from '../../src/core/edit/flags';
import { group, ungroup } from '../../src/core/edit/group';
import { isEmpty } from '../../src/core/edit/edit';
import type { Page } from '../page';
import { isVisible } from '../visible';
import { change, changeSelected } from './change';
import { note } from './note';
import { annotationsOf, selectedAnnotations } from './select';

/** Says yes to a flag of the selection, or no when all have it. */
export function toggleFlag(page: Page, flag: Flag): void {
  changeSelected(page, (annotations) =>
    setFlag(annotations, flag, !annotations.every((annotation) => annotation[flag])),
  );
}

/** Locks the selection, or unlocks it when all of it is locked. */
export function toggleLocked(page: Page, ids: Iterable<string> = page.store.state.selection): void {
  const annotations = annotationsOf(page.store.state, ids);
  if (annotations.length === 0) return void changeSelected(page, (all) => setLocked(all, true));
  change(page, annotations, (all) => setLocked(all, !all.every(({ locked }) => locked)));
}

/**
 * Hides annotations in this view, or shows them when all of them are hidden: also those that the sidecar says are
 * hidden.
 */
export function toggleHidden(page: Page, ids: Iterable<string> = page.store.state.selection): void {
  const { state } = page.store;
  const annotations = annotationsOf(state, ids);
  if (annotations.length === 0) return note(page, 'info', 'Select what is to be hidden first.');
  const isHidden = (annotation: Annotation): boolean =>
    annotation.hidden === true || state.hiddenIds.has(annotation.id);
  if (annotations.every(isHidden)) return showThese(page, annotations);
  const hiddenIds = new Set([...state.hiddenIds, ...annotations.map(({ id }) => id)]);
  page.store.set({ hiddenIds, hovered: undefined });
}

function showThese(page: Page, annotations: readonly Annotation[]): void {
  const hiddenIds = new Set(page.store.state.hiddenIds);
  for (const { id } of annotations) hiddenIds.delete(id);
  page.store.set({ hiddenIds });
  const edit = setHidden(annotations, false);
  if (!isEmpty(edit)) page.session.commit(edit);
}

/** Shows every annotation of the page and every class again. */
export function showAll(page: Page): void {
  const { doc } = page.store.state;
  page.store.set({ hiddenIds: new Set(), hiddenClasses: new Set() });
  const hidden = doc.annotations.filter((annotation) => annotation.hidden);
  if (hidden.length > 0) page.session.commit(setHidden(hidden, false));
}

/** Hides everything but the selection in this view; shows all again when that is so already. */
export function isolate(page: Page): void {
  const { state } = page.store;
  const others = state.doc.annotations.filter(({ id }) => !state.selection.has(id));
  if (state.selection.size === 0) return note(page, 'info', 'Select what is to be seen alone first.');
  const alone = !others.some((annotation) => isVisible(annotation, state));
  page.store.set({ hiddenIds: new Set(alone ? [] : others.map(({ id }) => id)) });
}

export function groupSelected(page: Page): void {
  const { state } = page.store;
  const annotations = selectedAnnotations(state);
  if (annotations.length < 2) return note(page, 'info', 'Select two annotations or more to group them.');
  if (!change(page, annotations, (all) => group(state.doc, all)))
    note(page, 'info', 'They are a group already.');
}

export function ungroupSelected(page: Page): void {
  if (selectedAnnotations(page.store.state).some((annotation) => annotation.group !== undefined))
    changeSelected(page, ungroup);
  else note(page, 'info', 'None of the selected annotations is in a group.');
}
