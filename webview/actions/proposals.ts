import type { Annotation } from '../../src/core/annotation/annotation';
import { accept } from '../../src/core/edit/attributes';
import { remove } from '../../src/core/edit/edits';
import type { Page } from '../page';
import type { State } from '../store';
import { isVisible } from '../visible';
import { note } from './note';
import { annotationsOf, selectedAnnotations } from './select';

export function proposalsOf({ doc }: Pick<State, 'doc'>): readonly Annotation[] {
  return doc.annotations.filter(({ proposed }) => proposed);
}

export function shownProposals(state: State): readonly Annotation[] {
  return state.doc.annotations.filter((annotation) => annotation.proposed && isVisible(annotation, state));
}

export function acceptSelected(page: Page): void {
  const annotations = selectedAnnotations(page.store.state);
  if (!acceptThem(page, annotations) && annotations.length === 0) sayNone(page);
}

export function acceptIds(page: Page, ids: readonly string[]): void {
  acceptThem(page, annotationsOf(page.store.state, ids));
}

export function rejectIds(page: Page, ids: readonly string[]): void {
  rejectThem(page, annotationsOf(page.store.state, ids));
}

export function acceptShown(page: Page): void {
  if (!acceptThem(page, shownProposals(page.store.state))) sayNone(page);
}

export function rejectSelected(page: Page): void {
  if (!rejectThem(page, selectedAnnotations(page.store.state))) sayNone(page);
}

/** Every proposal, those below the threshold too: nothing waits unseen afterwards. */
export function rejectAll(page: Page): void {
  if (!rejectThem(page, proposalsOf(page.store.state))) sayNone(page);
}

export function setThreshold(page: Page, threshold: number): void {
  page.store.set({ threshold: Math.min(1, Math.max(0, threshold)) });
}

function acceptThem(page: Page, annotations: readonly Annotation[]): boolean {
  const edit = accept(annotations, page.store.state.schema);
  if (edit.updated.length === 0) return false;
  const label = edit.updated.length === 1 ? 'Accept proposal' : `Accept ${edit.updated.length} proposals`;
  page.session.commit({ ...edit, label });
  return true;
}

function rejectThem(page: Page, annotations: readonly Annotation[]): boolean {
  const proposed = annotations.filter((annotation) => annotation.proposed);
  if (proposed.length === 0) return false;
  const label = proposed.length === 1 ? 'Reject proposal' : `Reject ${proposed.length} proposals`;
  page.session.commit(remove(label, proposed));
  return true;
}

function sayNone(page: Page): void {
  const { selection } = page.store.state;
  const proposals = proposalsOf(page.store.state).length;
  if (proposals === 0) note(page, 'info', 'There are no proposals here. Detect objects first.');
  else if (selection.size === 0)
    note(page, 'info', 'Select proposals first: click them, or step through with Tab.');
  else note(page, 'info', 'None of these is a proposal.');
}
