import type { Annotation } from '../../src/core/annotation/annotation';
import { isEmpty, type Edit } from '../../src/core/edit/edit';
import type { Page } from '../page';
import { note } from './note';
import { selectedAnnotations } from './select';

/** Makes an edit of annotations. */
export type Build = (annotations: readonly Annotation[]) => Edit;

/**
 * Commits what `build` makes of the selection, as one step of undo. The user is told when nothing is selected, or
 * when nothing came of it because all are locked. True when something changed.
 */
export function changeSelected(page: Page, build: Build): boolean {
  const annotations = selectedAnnotations(page.store.state);
  if (annotations.length === 0) {
    note(page, 'info', 'Select annotations first: click them, or step through with Tab.');
    return false;
  }
  return change(page, annotations, build);
}

/** Commits what `build` makes of the annotations; see `changeSelected`. */
export function change(page: Page, annotations: readonly Annotation[], build: Build): boolean {
  const edit = build(annotations);
  if (!isEmpty(edit)) page.session.commit(edit);
  else if (annotations.length > 0) sayLocked(page, annotations);
  return !isEmpty(edit);
}

/** Tells that nothing came of it because all of them are locked. */
export function sayLocked(page: Page, annotations: readonly Annotation[]): void {
  if (annotations.length === 0 || !annotations.every(({ locked }) => locked)) return;
  const what = annotations.length === 1 ? 'This annotation is' : 'These annotations are';
  note(page, 'info', `${what} locked: unlock first.`);
}

/**
 * Changes of the same thing closer together than this are one step of undo. Arrow keys come as commands of VS Code,
 * without key-up: a held key repeats every 30 to 50 ms after a first pause of up to 500 ms (some desktops), and two
 * taps meant as two steps are seldom closer than this.
 */
const JOIN_MS = 400;

let end: ReturnType<typeof setTimeout> | undefined;

/** Commits an edit that joins those of the same `key` shortly before it to one step of undo. */
export function commitJoined(page: Page, edit: Edit, key: string): void {
  page.session.commit(edit, key);
  endJoinedSoon(page);
}

/** Ends the step that edits are joined to, unless another one follows soon. */
export function endJoinedSoon(page: Page): void {
  clearTimeout(end);
  end = setTimeout(() => page.session.flush(), JOIN_MS);
}
