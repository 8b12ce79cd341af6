import { byId } from '../../src/core/annotation/document';
import type { Annotation } from '../../src/core/annotation/annotation';
import { shownInOrder } from '../listOrder';
import type { Page } from '../page';
import type { State } from '../store';
import { isVisible } from '../visible';
import { reveal, zoomToAnnotations } from './view';
import { note } from './note';

export function select(page: Page, ids: Iterable<string>): void {
  page.session.flush();
  page.store.set({ selection: new Set(ids) });
}

export function toggleSelected(page: Page, id: string): void {
  const ids = new Set(page.store.state.selection);
  if (!ids.delete(id)) ids.add(id);
  select(page, ids);
}

/** The annotations the list shows, in its order. */
export function shown(state: State): readonly Annotation[] {
  return shownInOrder(state.doc.annotations, state.schema, state);
}

export function selectedAnnotations(state: State): readonly Annotation[] {
  return annotationsOf(state, state.selection);
}

/** Those of the ids that are in the document. */
export function annotationsOf({ doc }: State, ids: Iterable<string>): readonly Annotation[] {
  const known = byId(doc);
  return [...ids].flatMap((id) => known.get(id) ?? []);
}

/** All that the list shows and that is not hidden. */
export function selectAll(page: Page): void {
  selectWhere(page, () => true);
}

/** All of the list that have a class of the selection; with nothing selected, all of the class for new shapes. */
export function selectSameClass(page: Page): void {
  const { state } = page.store;
  const labels = new Set(selectedAnnotations(state).map(({ label }) => label));
  if (labels.size === 0 && state.activeClass !== undefined) labels.add(state.activeClass);
  if (labels.size === 0) return note(page, 'info', 'Select one of the class first.');
  selectWhere(page, ({ label }) => labels.has(label));
}

/** All of a class that the list has, hidden ones too. */
export function selectClass(page: Page, name: string): void {
  const found = shown(page.store.state).filter(({ label }) => label === name);
  select(
    page,
    found.map(({ id }) => id),
  );
}

/** What the list has and was not selected. */
export function invertSelection(page: Page): void {
  const { selection } = page.store.state;
  selectWhere(page, ({ id }) => !selection.has(id));
}

function selectWhere(page: Page, accepts: (annotation: Annotation) => boolean): void {
  const { state } = page.store;
  const found = shown(state).filter((each) => isVisible(each, state) && accepts(each));
  select(
    page,
    found.map(({ id }) => id),
  );
}

/** As `step`, and the view zooms to the annotation. */
export function stepZoomed(page: Page, direction: 1 | -1): void {
  step(page, direction);
  const { selection } = page.store.state;
  if (selection.size > 0) zoomToAnnotations(page, selection);
}

/** The next or previous annotation of the list, from the end on to the beginning, and into view. */
export function step(page: Page, direction: 1 | -1): void {
  const { state } = page.store;
  const list = shown(state).filter((each) => isVisible(each, state));
  const { selection } = state;
  const places = list.flatMap(({ id }, i) => (selection.has(id) ? [i] : []));
  const from = direction > 0 ? (places.at(-1) ?? -1) : (places[0] ?? list.length);
  const next = list[(from + direction + list.length) % Math.max(1, list.length)];
  if (!next) return;
  select(page, [next.id]);
  reveal(page, [next.id]);
}
