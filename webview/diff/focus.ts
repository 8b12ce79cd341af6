import { reveal } from './commands';
import type { DiffPage } from './diffPage';
import type { DiffState } from './diffState';

/** Brings the instance that a comparison was asked for into view: its page, and its place on it. */
export function serveFocus(page: DiffPage): void {
  page.store.subscribe(({ snapshot, current }, before) => {
    const focus = snapshot?.focus;
    if (!focus || current === undefined || focus.asked === askedIn(before)) return;
    // The canvases hear of the snapshot after this does.
    queueMicrotask(() => reveal(page));
  });
}

function askedIn({ snapshot, recalled }: DiffState): number | undefined {
  return snapshot ? snapshot.focus?.asked : recalled?.asked;
}
