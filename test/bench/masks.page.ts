import { emptyDoc, type AnnotationDoc } from '../../src/core/annotation/document';
import { fit, pan, type Viewport } from '../../src/core/scene/viewport';
import { CanvasView } from '../../webview/canvas/canvasView';
import { Store } from '../../webview/store';
import { frames, nextFrame, rest, until } from './canvas/frames';
import { PICTURE, sceneOf } from './canvas/scene';
import { maskScene, wholeMask } from './masks/maskScene';
import { Painter, strokePoints } from './masks/painter';

export type MaskSceneName = 'empty' | 'masks' | 'shapes';

export interface MasksPage {
  /** Milliseconds per frame of a pan over nothing, over 200 masks of a megapixel, or over 20,000 shapes. */
  pan(scene: MaskSceneName): Promise<readonly number[]>;
  /** A stroke on a mask as large as the picture: its frames, and from the drop until the tiles show it. */
  paint(): Promise<{ readonly frames: readonly number[]; readonly dropMs: number }>;
}

declare global {
  interface Window {
    masksPage: MasksPage;
  }
}

const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0' });
document.body.append(host);
const STEPS = 60;
const SCENES: Record<MaskSceneName, () => AnnotationDoc> = {
  empty: () => emptyDoc({ file: 'bench.jpg', ...PICTURE }),
  masks: () => maskScene(200),
  shapes: () => sceneOf(10_000),
};

window.masksPage = {
  async pan(scene) {
    const { store, view } = await show(SCENES[scene]());
    const start = store.state.view as Viewport;
    const times = await frames(STEPS, (i) =>
      store.set({ view: pan(start, 40 * Math.sin(i / 6), 30 * Math.cos(i / 5)) }),
    );
    view.dispose();
    return times;
  },
  async paint() {
    const doc = wholeMask();
    const { store, view } = await show(doc);
    store.set({ selection: new Set(doc.annotations.map(({ id }) => id)), tool: 'brush' });
    const painter = new Painter(doc, store.state.view?.scale ?? 1);
    const points = strokePoints(3, STEPS);
    const times = await frames(STEPS, (i) => {
      const at = points[i] ?? { x: 0, y: 0 };
      store.set({ draft: painter.send(i === 0 ? 'down' : 'move', at).draft, pointer: at });
    });
    const dropped = performance.now();
    const { draft } = painter.send('up', points.at(-1) ?? { x: 0, y: 0 });
    store.set({ draft, doc: painter.doc });
    await nextFrame();
    await until(() => view.isComplete);
    await nextFrame();
    const dropMs = performance.now() - dropped;
    view.dispose();
    return { frames: times, dropMs };
  },
};

async function show(doc: AnnotationDoc): Promise<{ readonly store: Store; readonly view: CanvasView }> {
  host.replaceChildren();
  const store = new Store();
  const view = new CanvasView(host, store);
  const painted = new Promise<void>((resolve) => (view.onPainted = resolve));
  const size = { width: host.clientWidth, height: host.clientHeight };
  const whole = { x: 0, y: 0, width: PICTURE.widthPx, height: PICTURE.heightPx };
  store.set({ ready: true, doc, view: fit(whole, size), threshold: 0 });
  store.set({ image: { kind: 'uri', uri: await picture(), ...PICTURE } });
  await painted;
  await until(() => view.isIdle);
  await rest();
  return { store, view };
}

let known = '';

async function picture(): Promise<string> {
  if (known) return known;
  const canvas = new OffscreenCanvas(PICTURE.widthPx, PICTURE.heightPx);
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('no canvas');
  ctx.fillStyle = '#708090';
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  return (known = URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg' })));
}
