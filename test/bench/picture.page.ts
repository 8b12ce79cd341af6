import { emptyDoc } from '../../src/core/annotation/document';
import { fit, pan, zoomAt, type Viewport } from '../../src/core/scene/viewport';
import type { TiledImage, TilePixels } from '../../src/protocol/editor';
import { CanvasView } from '../../webview/canvas/canvasView';
import { Store } from '../../webview/store';
import { nextFrame, until } from './canvas/frames';

export interface PicturePage {
  /** Opens a tiled picture whose tiles come from an address; milliseconds until it is on the screen. */
  open(image: TiledImage, tiles: string): Promise<number>;
  /** Zooms in to full size and pans there and back out: times of the frames, and until the last one was sharp. */
  travel(): Promise<{ readonly frames: readonly number[]; readonly sharpMs: readonly number[] }>;
}

declare global {
  interface Window {
    picturePage: PicturePage;
  }
}

const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0' });
document.body.append(host);
const store = new Store();
let view: CanvasView | undefined;

window.picturePage = {
  async open(image, tiles) {
    const { widthPx, heightPx } = image;
    const start = performance.now();
    const canvas = (view = new CanvasView(host, store, {
      fetchTile: (args, signal) => fetchTile(`${tiles}?${new URLSearchParams(entriesOf(args))}`, signal),
    }));
    const painted = new Promise<void>((resolve) => (canvas.onPainted = resolve));
    const doc = emptyDoc({ file: 'huge.jpg', widthPx, heightPx });
    const size = { width: host.clientWidth, height: host.clientHeight };
    store.set({ ready: true, doc, view: fit({ x: 0, y: 0, width: widthPx, height: heightPx }, size), image });
    await painted;
    await nextFrame();
    return performance.now() - start;
  },
  async travel() {
    const frames: number[] = [];
    const sharpMs: number[] = [];
    const start = store.state.view as Viewport;
    for (let place = 0; place < 4; place++) {
      const at = { x: 300 + 150 * place, y: 200 + 90 * place };
      await go(48, (_, now) => zoomAt(now, at, 1.07), frames);
      sharpMs.push(await untilSharp());
      await go(40, (_, now) => pan(now, -23, -11), frames);
      sharpMs.push(await untilSharp());
      store.set({ view: start });
      sharpMs.push(await untilSharp());
    }
    return { frames, sharpMs };
  },
};

async function go(
  count: number,
  next: (i: number, now: Viewport) => Viewport,
  frames: number[],
): Promise<void> {
  let last = await nextFrame();
  for (let i = 0; i < count; i++) {
    store.set({ view: next(i, store.state.view as Viewport) });
    await nextFrame();
    const now = performance.now();
    frames.push(now - last);
    last = now;
  }
}

async function untilSharp(): Promise<number> {
  const start = performance.now();
  await nextFrame();
  await until(() => view?.isComplete === true);
  return performance.now() - start;
}

function entriesOf(args: object): string[][] {
  return Object.entries(args).map(([key, value]) => [key, String(value)]);
}

async function fetchTile(url: string, signal: AbortSignal | undefined): Promise<TilePixels> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(await response.text());
  const [widthPx = 0, heightPx = 0] = (response.headers.get('x-tile') ?? '').split(' ').map(Number);
  const encoding = response.headers.get('content-type') as TilePixels['encoding'];
  return { bytes: await response.arrayBuffer(), encoding, widthPx, heightPx };
}
