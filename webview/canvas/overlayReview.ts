import { byId } from '../../src/core/annotation/document';
import { currentItem } from '../actions/review';
import type { State } from '../store';
import { paintLines } from './overlayConflicts';
import type { OverlayFrame, OverlayKit } from './overlayFrame';

const BEFORE = '#ff7b72';

export function hasReviewMark(state: State): boolean {
  return currentItem(state)?.before !== undefined;
}

/** The change under review as it was before: dashed; alone when it is gone. */
export function paintReviewed(ctx: CanvasRenderingContext2D, frame: OverlayFrame, kit: OverlayKit): void {
  const item = currentItem(frame.state);
  if (!item?.before || (item.removed && byId(frame.state.doc).has(item.id))) return;
  const { page = 0 } = item.before;
  if (page !== (frame.state.pages?.index ?? page)) return;
  paintLines(ctx, frame, kit, item.before, { color: BEFORE, widthPx: 2, dashed: true });
}
