import type { AnnotationDoc } from '../../../src/core/annotation/document';
import type { ImageSource } from '../../../src/protocol/editor';
import { autoFit } from '../../../webview/autoFit';
import { CanvasView } from '../../../webview/canvas/canvasView';
import { Input } from '../../../webview/canvas/input';
import type { ToolEvent } from '../../../src/core/tools/tool';
import { Store, type State } from '../../../webview/store';

/** What a test does in the page; everything that crosses is plain data. */
export interface CanvasPage {
  /** Shows a document; resolves when image and shapes are on the screen. */
  show(doc: AnnotationDoc, image: ImageSource, settings?: Partial<State>): Promise<void>;
  /** Changes the state; `selection`, `hiddenIds` and `hiddenClasses` are given as lists. */
  set(change: PlainChange): void;
  state(): { readonly view: State['view']; readonly errors: readonly string[] };
  /** Resolves when the canvas has had nothing to draw for some frames. */
  settle(): Promise<void>;
  /** Lets pointer and wheel act on the canvas from now on. */
  listen(): void;
  /** What the tool was told since then, and how far the window was dragged. */
  heard(): { readonly events: readonly ToolEvent[]; readonly drags: readonly (readonly [number, number])[] };
  /** Number of animation frames that were asked for since the page began. */
  frames(): number;
}

export type PlainChange = Omit<Partial<State>, 'selection' | 'hiddenClasses' | 'hiddenIds'> & {
  readonly selection?: readonly string[];
  readonly hiddenIds?: readonly string[];
  readonly hiddenClasses?: readonly string[];
};

declare global {
  interface Window {
    canvasPage: CanvasPage;
  }
}

const store = new Store();
const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0', touchAction: 'none' });
document.body.append(host);

let asked = 0;
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => {
  asked++;
  return ask(callback);
};

const events: ToolEvent[] = [];
const drags: [number, number][] = [];
const errors: string[] = [];
const view = new CanvasView(host, store);
view.onImageError = (message) => errors.push(message);
autoFit(store, host, () => view.canvasSize());

window.canvasPage = {
  async show(doc, image, settings = {}) {
    const painted = new Promise<void>((resolve) => (view.onPainted = resolve));
    store.set({ ...settings, ready: true, doc, image });
    await painted;
    await settle();
  },
  set({ selection, hiddenClasses, hiddenIds, ...rest }) {
    store.set({
      ...rest,
      ...(selection && { selection: new Set(selection) }),
      ...(hiddenClasses && { hiddenClasses: new Set(hiddenClasses) }),
      ...(hiddenIds && { hiddenIds: new Set(hiddenIds) }),
    });
  },
  state: () => ({ view: store.state.view, errors }),
  settle,
  listen() {
    new Input({
      ...{ element: host, store, isMac: false },
      dispatch: (event) => events.push(event),
      startWindowDrag: () => (dx, dy) => drags.push([dx, dy]),
      resizeTip: (steps) => {
        const { tool, toolOptions } = store.state;
        store.set({ toolOptions: { ...toolOptions, brushPx: toolOptions.brushPx + steps } });
        return tool === 'brush';
      },
    });
  },
  heard: () => ({ events, drags }),
  frames: () => asked,
};

/** Quiet means: no frame asked for during 150 ms, longer than any timer of the canvas. */
async function settle(): Promise<void> {
  for (;;) {
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (asked === before) return;
  }
}
