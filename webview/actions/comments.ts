import type { CommentTarget } from '../../src/core/annotation/openComments';
import { hasOpenComments, withOpenComments } from '../../src/core/annotation/openComments';
import { addComment, removeComment, resolveComment } from '../../src/core/edit/comments';
import type { Page } from '../page';
import type { State } from '../store';
import { isVisible } from '../visible';
import { note } from './note';
import { select } from './select';
import { reveal } from './view';

/** What a new comment is about: the one selected annotation, else the whole image. */
export function commentTarget({ selection }: State): CommentTarget {
  const [only] = selection;
  return selection.size === 1 ? only : undefined;
}

/** Who comments here, as git names them; asked for once. */
export async function authorOf(page: Page): Promise<string | undefined> {
  const { author } = page.store.state;
  if (author !== undefined) return author ?? undefined;
  const name = await page.host.author();
  page.store.set({ author: name });
  return name ?? undefined;
}

export async function comment(page: Page, target: CommentTarget, text: string): Promise<void> {
  const said = text.trim();
  if (said === '') return;
  const by = await authorOf(page);
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const written = { id: page.session.newId(), text: said, ...(by !== undefined && { by }), at };
  page.session.commit(addComment(page.store.state.doc, target, written));
}

export function setResolved(page: Page, target: CommentTarget, id: string, on: boolean): void {
  page.session.commit(resolveComment(page.store.state.doc, target, id, on));
}

export function deleteComment(page: Page, target: CommentTarget, id: string): void {
  page.session.commit(removeComment(page.store.state.doc, target, id));
}

/** Opens the comments and puts the cursor into the field. */
export function askComment(page: Page): void {
  const { folded, focusAsked } = page.store.state;
  page.store.set({
    panelOpen: true,
    popup: undefined,
    folded: new Set([...folded].filter((name) => name !== 'comments')),
    focusAsked: { part: 'comment', count: (focusAsked?.count ?? 0) + 1 },
  });
}

/** Selects the next annotation with an open comment; the image's own come between the last and the first. */
export function stepComments(page: Page, direction: 1 | -1): void {
  const { state } = page.store;
  const ids = withOpenComments(state.doc)
    .filter((annotation) => isVisible(annotation, state))
    .map(({ id }): CommentTarget => id);
  const places = hasOpenComments(state.doc) ? [undefined, ...ids] : ids;
  if (places.length === 0) return note(page, 'info', 'No comment is open here.');
  const at = places.indexOf(commentTarget(state));
  const from = at < 0 && direction < 0 ? 0 : at;
  const next = places[(from + direction + places.length) % places.length];
  select(page, next === undefined ? [] : [next]);
  if (next !== undefined) reveal(page, [next]);
  const { folded } = state;
  if (folded.has('comments'))
    page.store.set({ folded: new Set([...folded].filter((name) => name !== 'comments')) });
}
