import { byId } from '../../src/core/annotation/document';
import { itemState, type ReviewItem } from '../../src/core/review/reviewItem';
import { acceptRemoval, judge, restoreRemoved } from '../../src/core/edit/review';
import type { ReviewInfo } from '../../src/protocol/editor';
import type { Page } from '../page';
import type { State } from '../store';
import { askComment, authorOf } from './comments';
import { note } from './note';
import { select } from './select';
import { reveal } from './view';

/** The change that the bar and the keys are about. */
export function currentItem({ review, reviewAt }: State): ReviewItem | undefined {
  return review?.items[reviewAt];
}

/** Takes what the host tells of the review; a review that begins here shows its first open change. */
export function takeReview(page: Page, review: ReviewInfo | undefined): void {
  const before = page.store.state.review;
  page.store.set({ review });
  if (review && before?.items !== review.items && !sameItems(before, review)) show(page, firstOpen(page));
}

function sameItems(a: ReviewInfo | undefined, b: ReviewInfo): boolean {
  return a?.title === b.title && a.image.index === b.image.index && a.items.length === b.items.length;
}

/** Accepts the current change as it is, and goes on to the next open one. */
export async function acceptChange(page: Page): Promise<void> {
  const item = currentItem(page.store.state);
  if (!item) return sayNone(page);
  const by = await authorOf(page);
  const { doc } = page.store.state;
  const annotation = byId(doc).get(item.id);
  if (item.removed && item.before && !annotation) page.session.commit(acceptRemoval(doc, item.before, by));
  else if (annotation) page.session.commit(judge([annotation], 'accepted', by));
  await page.session.settled();
  goOn(page, item);
}

/** Returns the current change and asks for a comment; a removed instance is put back. */
export async function returnChange(page: Page): Promise<void> {
  const item = currentItem(page.store.state);
  if (!item) return sayNone(page);
  const by = await authorOf(page);
  const { doc } = page.store.state;
  const annotation = byId(doc).get(item.id);
  if (item.removed && item.before && !annotation) page.session.commit(restoreRemoved(doc, item.before));
  else if (annotation) page.session.commit(judge([annotation], 'returned', by));
  select(page, [item.id]);
  askComment(page);
}

/** Another change of this image; behind the last one, and before the first, another image. */
export function stepReview(page: Page, direction: 1 | -1): void {
  const { review, reviewAt } = page.store.state;
  if (!review) return sayNone(page);
  const next = reviewAt + direction;
  if (review.items[next]) show(page, next);
  else page.host.run(direction > 0 ? 'relabel.nextReviewImage' : 'relabel.previousReviewImage');
}

/** To the next change nobody has judged: of this image, or of another. */
function goOn(page: Page, judged: ReviewItem): void {
  const { review, reviewAt, doc } = page.store.state;
  if (!review) return;
  const at = (i: number): number => (reviewAt + i) % review.items.length;
  const isOpen = (item: ReviewItem | undefined): boolean =>
    item !== undefined && item.id !== judged.id && itemState(item, doc) === 'open';
  const steps = review.items.map((_, i) => i + 1).find((i) => isOpen(review.items[at(i)]));
  if (steps === undefined) page.host.run('relabel.nextReviewImage');
  else show(page, at(steps));
}

function firstOpen({ store }: Page): number {
  const { review, doc } = store.state;
  const open = review?.items.findIndex((item) => itemState(item, doc) === 'open');
  return Math.max(0, open ?? 0);
}

function show(page: Page, index: number): void {
  page.store.set({ reviewAt: index });
  const item = currentItem(page.store.state);
  const ids = item && byId(page.store.state.doc).has(item.id) ? [item.id] : [];
  select(page, ids);
  reveal(page, ids);
}

function sayNone(page: Page): void {
  note(page, 'info', 'No review is under way here: begin one with "Review Labels…".');
}
