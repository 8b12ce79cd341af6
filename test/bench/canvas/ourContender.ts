import { emptyDoc } from '../../../src/core/annotation/document';
import { hitBest } from '../../../src/core/scene/hitBest';
import type { Viewport } from '../../../src/core/scene/viewport';
import { CanvasView } from '../../../webview/canvas/canvasView';
import { Store } from '../../../webview/store';
import { isVisible } from '../../../webview/visible';
import type { Contender, Stand } from './contender';
import { nextFrame, until } from './frames';
import { PICTURE } from './scene';

/** The editor's own canvas, as the page drives it. Ready once the picture is shown. */
export async function ourContender({ host, url }: Stand, first: Viewport): Promise<Contender> {
  const store = new Store();
  const view = new CanvasView(host, store);
  const painted = new Promise<void>((resolve) => (view.onPainted = resolve));
  const doc = emptyDoc({ file: 'bench.jpg', ...PICTURE });
  store.set({ ready: true, doc, view: first, threshold: 0 });
  store.set({ image: { kind: 'uri', uri: url, ...PICTURE } });
  await painted;
  await until(() => view.isIdle);
  return {
    setDoc: (next) => store.set({ doc: next }),
    setView: (next) => store.set({ view: next }),
    drag(position, shape, isEnd) {
      const { doc: before } = store.state;
      const held = before.annotations[position];
      if (!held) return;
      const draft = { shapes: [{ shape, label: held.label, replaces: held.id }] };
      if (!isEnd) return store.set({ draft, selection: new Set([held.id]) });
      const annotations = before.annotations.with(position, { ...held, shape });
      store.set({ draft: undefined, doc: { ...before, annotations } });
    },
    hit(imagePoint) {
      const { state } = store;
      const scale = state.view?.scale ?? 1;
      const shown = (annotation: Parameters<typeof isVisible>[0]): boolean => isVisible(annotation, state);
      return hitBest(state.doc, { scale }, state.selection, imagePoint, shown) !== undefined;
    },
    isComplete: () => view.isComplete,
    dispose: () => view.dispose(),
  };
}

/** From an address to the picture on the screen, milliseconds. */
export async function showOurPicture(host: HTMLElement, url: string, view: Viewport): Promise<void> {
  const store = new Store();
  const canvas = new CanvasView(host, store);
  const painted = new Promise<void>((resolve) => (canvas.onPainted = resolve));
  const doc = emptyDoc({ file: 'bench.jpg', ...PICTURE });
  store.set({ ready: true, doc, view, image: { kind: 'uri', uri: url, ...PICTURE } });
  await painted;
  await nextFrame();
}
