import type { Annotation } from '../../src/core/annotation/annotation';
import { conflictsOf, type Decision } from '../../src/core/annotation/conflict';
import { byId, type AnnotationDoc } from '../../src/core/annotation/document';
import { isEmpty } from '../../src/core/edit/edit';
import { resolveConflict, resolveFacts } from '../../src/core/edit/resolveConflict';
import { squash } from '../../src/core/edit/edit';
import type { Page } from '../page';
import type { State } from '../store';
import { note } from './note';
import { select } from './select';
import { reveal } from './view';

/** What waits to be decided: an annotation, or what is said of the image as a whole. */
export type Undecided =
  { readonly kind: 'annotation'; readonly annotation: Annotation } | { readonly kind: 'image' };

const derived = new WeakMap<AnnotationDoc, readonly Undecided[]>();

/** Everything that waits to be decided, the image first; derived once per document value. */
export function undecided(doc: AnnotationDoc): readonly Undecided[] {
  let found = derived.get(doc);
  if (!found) {
    const annotations = conflictsOf(doc).map((annotation) => ({ kind: 'annotation', annotation }) as const);
    found = doc.conflict ? [{ kind: 'image' }, ...annotations] : annotations;
    derived.set(doc, found);
  }
  return found;
}

/** Which of them the panel and the keys are about: the selected one, else the first. */
export function currentConflict({ doc, selection }: State): Undecided | undefined {
  const [only] = selection;
  const selected = selection.size === 1 && only !== undefined ? byId(doc).get(only) : undefined;
  return selected?.conflict ? { kind: 'annotation', annotation: selected } : undecided(doc)[0];
}

/** Decides the current conflict, as one step of undo, and goes on to the next. */
export function decide(page: Page, decision: Decision): void {
  const { state } = page.store;
  const current = currentConflict(state);
  if (!current) return sayNone(page);
  page.store.set({ conflictPreview: undefined });
  if (current.kind === 'annotation') {
    page.session.commit(
      resolveConflict(state.doc, [current.annotation], decision, () => page.session.newId()),
    );
  } else if (decision === 'both') {
    return note(page, 'info', 'An image has one state and one name: take mine, theirs or the base.');
  } else page.session.commit(resolveFacts(state.doc, decision));
  const next = undecided(page.store.state.doc)[0];
  if (next) show(page, next);
}

/** Decides everything that is left for one side, as one step of undo. */
export function decideAll(page: Page, side: 'ours' | 'theirs'): void {
  const { doc } = page.store.state;
  const open = undecided(doc);
  if (open.length === 0) return sayNone(page);
  const label = side === 'ours' ? 'Take all of mine' : 'Take all of theirs';
  const edits = [
    resolveFacts(doc, side),
    resolveConflict(doc, conflictsOf(doc), side, () => page.session.newId()),
  ].filter((edit) => !isEmpty(edit));
  page.store.set({ conflictPreview: undefined });
  page.session.commit({ ...edits.reduce((sum, edit) => squash(sum, edit)), label });
}

/**
 * Selects the next conflict, or the one before, and brings it into view. Behind the last one it begins again, and
 * another image of the set that is in conflict is opened if there is one.
 */
export function stepConflicts(page: Page, direction: 1 | -1): void {
  const { state } = page.store;
  const open = undecided(state.doc);
  const current = currentConflict(state);
  const isAt = state.selection.size > 0 || current?.kind === 'image';
  const at = open.findIndex((each) => sameConflict(each, current));
  const to = at + (isAt ? direction : 0);
  const next = open[(to + open.length) % Math.max(1, open.length)];
  if (!next || !open[to]) leave(page, direction);
  if (!next) return;
  page.store.set({ panelOpen: true });
  show(page, next);
}

function leave(page: Page, direction: 1 | -1): void {
  if (!page.store.state.readOnly)
    page.host.run(direction > 0 ? 'relabel.nextConflictImage' : 'relabel.previousConflictImage');
}

function sameConflict(a: Undecided, b: Undecided | undefined): boolean {
  return a.kind === 'annotation' && b?.kind === 'annotation'
    ? a.annotation.id === b.annotation.id
    : a.kind === b?.kind;
}

function show(page: Page, place: Undecided): void {
  const ids = place.kind === 'annotation' ? [place.annotation.id] : [];
  select(page, ids);
  reveal(page, ids);
}

function sayNone(page: Page): void {
  note(page, 'info', 'Nothing is in conflict here.');
}
