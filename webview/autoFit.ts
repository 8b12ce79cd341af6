import { sameOrientation } from '../src/core/scene/orientation';
import { fit, type Size, type Viewport } from '../src/core/scene/viewport';
import type { State, Store } from './store';

/**
 * Fits the image when it first has a place to be shown, and again when the canvas changes its size as long as the
 * user has not zoomed or moved. A view that the page remembered from before it was hidden stays; one of a picture of
 * another size does not.
 */
export function autoFit(store: Store, canvas: HTMLElement, canvasSize: () => Size): void {
  let fitted: Viewport | undefined;
  const update = (): void => {
    const { state } = store;
    const size = canvasSize();
    if (!state.ready || size.width === 0 || size.height === 0 || (state.view && state.view !== fitted))
      return;
    const rect = imageRect(state);
    // Nothing is known of a picture that is missing: a view of nothing would be kept for the picture when it comes.
    if (rect.width === 0 || rect.height === 0) return;
    const next = fit(rect, size, state.view?.orientation);
    if (same(next, fitted) && state.view) return;
    fitted = next;
    store.set({ view: next });
  };
  store.subscribe((state, before) => {
    if (isOtherSize(state.image, before.image)) fitted = state.view;
    if (state.ready !== before.ready || state.image !== before.image || (state.ready && !state.view))
      update();
  });
  new ResizeObserver(update).observe(canvas);
}

/** True when a picture took the place of one of another size: another page, or a file written anew. */
function isOtherSize(image: State['image'], before: State['image']): boolean {
  return !!image && !!before && (image.widthPx !== before.widthPx || image.heightPx !== before.heightPx);
}

function imageRect({ image, doc }: State): { x: number; y: number; width: number; height: number } {
  const { widthPx, heightPx } = image ?? doc.image;
  return { x: 0, y: 0, width: widthPx, height: heightPx };
}

function same(a: Viewport, b: Viewport | undefined): boolean {
  return (
    a.scale === b?.scale &&
    a.offsetX === b.offsetX &&
    a.offsetY === b.offsetY &&
    sameOrientation(a.orientation, b.orientation)
  );
}
