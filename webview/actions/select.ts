import { byId } from '../../src/core/annotation/document';
import type { Annotation } from '../../src/core/annotation/annotation';
import { shownInOrder } from '../listOrder';
import type { Page } from '../page';
import type { State } from '../store';
import { reveal } from './view';

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

export function selectAll(page: Page): void {
  select(
    page,
    shown(page.store.state).map(({ id }) => id),
  );
}

/** The next or previous annotation of the list, from the end on to the beginning, and into view. */
export function step(page: Page, direction: 1 | -1): void {
  const list = shown(page.store.state);
  const { selection } = page.store.state;
  const places = list.flatMap(({ id }, i) => (selection.has(id) ? [i] : []));
  const from = direction > 0 ? (places.at(-1) ?? -1) : (places[0] ?? list.length);
  const next = list[(from + direction + list.length) % Math.max(1, list.length)];
  if (!next) return;
  select(page, [next.id]);
  reveal(page, [next.id]);
}
