import { emptyDoc } from '../../../src/core/annotation/document';
import { DEFAULT_DISPLAY } from '../../../src/core/display/display';
import { pictureLook } from '../../../src/core/display/look';
import type { Histogram } from '../../../src/core/display/histogram';
import type { Rect } from '../../../src/core/geometry/rect';
import type { ImageSource, TileArgs, TilePixels } from '../../../src/protocol/editor';
import { autoFit } from '../../../webview/autoFit';
import { CanvasView } from '../../../webview/canvas/canvasView';
import type { PixelValue } from '../../../webview/canvas/pictureAccess';
import { TilePyramid } from '../../../webview/canvas/imagePyramid';
import { NEVER_OVER } from '../../../webview/canvas/imageSource';
import { Store, type State } from '../../../webview/store';
import { FakeTiles, type FakeTilesSpec } from './fakeTiles';

/** What a test does in the page; everything that crosses is plain data. */
export interface PicturePage {
  /** Shows a picture in tiles, or one that the browser reads; resolves when it is on the screen, unless `soon`. */
  show(spec: FakeTilesSpec | ImageSource, state?: Partial<State>, soon?: boolean): Promise<void>;
  set(change: Partial<State>): void;
  settle(): Promise<void>;
  view(): State['view'];
  errors(): readonly string[];
  tiles(): {
    readonly asked: readonly string[];
    readonly cancelled: readonly string[];
    readonly mostInFlight: number;
  };
  /** The failing tiles can be had from now on. */
  heal(): void;
  failed(): { readonly count: number; readonly reason: string } | undefined;
  retry(): void;
  valueAt(x: number, y: number): PixelValue | undefined;
  histogram(): Histogram | undefined;
  autoWindow(): { readonly low: number; readonly high: number } | undefined;
  patch(
    imageRect: Rect,
    maxPixels: number,
  ):
    | {
        readonly widthPx: number;
        readonly heightPx: number;
        readonly imageRect: Rect;
        readonly data: number[];
      }
    | undefined;
  /** Mean and SHA-256 of the red of all pixels as they are seen. */
  digest(): Promise<{ readonly mean: number; readonly sha256: string }>;
  /** Walks a view over a picture in tiles and tells the most bytes that its tiles held, and how many came. */
  walk(spec: FakeTilesSpec, steps: number): Promise<{ readonly mostBytes: number; readonly asked: number }>;
  /** Colours of the canvas' middle pixel in every frame until the page is quiet after `change`. */
  film(change: Partial<State>): Promise<readonly string[]>;
  /** Milliseconds that the frames took in which a display setting changed, and until the picture was sharp. */
  slide(changes: readonly Partial<State>[]): Promise<{ readonly frames: number[]; readonly sharp: number[] }>;
}

declare global {
  interface Window {
    /** Cuts tiles of real files, outside of the page; bytes as base64. */
    hostTile?: (args: TileArgs) => Promise<Omit<TilePixels, 'bytes'> & { readonly bytes: string }>;
    shownPicture: PicturePage;
  }
}

const store = new Store();
const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0' });
document.body.append(host);

let asked = 0;
let frameMs = 0;
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => {
  asked++;
  return ask((time) => {
    const start = performance.now();
    callback(time);
    frameMs = performance.now() - start;
  });
};

const errors: string[] = [];
let tiles = new FakeTiles({ picture: 'color8', widthPx: 1, heightPx: 1 });
const view = new CanvasView(host, store, {
  fetchTile: (args, signal) =>
    window.hostTile ? realTile(window.hostTile, args) : tiles.fetch(args, signal),
});
view.onImageError = (message) => errors.push(message);
autoFit(store, host, () => view.canvasSize());

async function show(
  spec: FakeTilesSpec | ImageSource,
  state: Partial<State> = {},
  soon = false,
): Promise<void> {
  if (!('kind' in spec)) tiles = new FakeTiles(spec);
  const image = 'kind' in spec ? spec : tiles.image;
  const { widthPx, heightPx } = image;
  store.set({ ...state, ready: true, doc: emptyDoc({ file: 'a', widthPx, heightPx }), image });
  if (soon) return;
  while (!view.isComplete && errors.length === 0) await pause(20);
  await settle();
}

window.shownPicture = {
  show,
  set: (change) => store.set(change),
  settle,
  view: () => store.state.view,
  errors: () => errors,
  tiles: () => ({ asked: tiles.asked, cancelled: tiles.cancelled, mostInFlight: tiles.mostInFlight }),
  heal: () => void (tiles.failing = []),
  failed: () => view.picture.failedTiles(),
  retry: () => view.picture.retryTiles(),
  valueAt: (x, y) => view.picture.valueAt({ x, y }),
  histogram: () => view.picture.histogram(),
  autoWindow: () => view.picture.autoWindow(),
  patch(imageRect, maxPixels) {
    const patch = view.picture.readPixels(imageRect, maxPixels);
    return patch && { ...patch, data: [...patch.data] };
  },
  digest,
  walk,
  film,
  slide,
};

async function realTile(ask: NonNullable<Window['hostTile']>, args: TileArgs): Promise<TilePixels> {
  const { bytes, ...rest } = await ask(args);
  return { ...rest, bytes: Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)).buffer };
}

async function digest(): Promise<{ mean: number; sha256: string }> {
  const { data } = view.picture.readPixels({ x: 0, y: 0, width: 1e5, height: 1e5 }, 1e8) ?? { data: [] };
  const reds = Uint8Array.from({ length: data.length / 4 }, (_, i) => data[4 * i] ?? 0);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', reds));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { mean: reds.reduce((sum, value) => sum + value, 0) / reds.length, sha256 };
}

async function walk(spec: FakeTilesSpec, steps: number): Promise<{ mostBytes: number; asked: number }> {
  const source = new FakeTiles(spec);
  const pyramid = new TilePyramid(source.image, source.fetch, { changed: () => {}, failed: () => {} });
  pyramid.setLook(pictureLook(DEFAULT_DISPLAY, source.image.samples));
  const ctx = new OffscreenCanvas(16, 16).getContext('2d');
  if (!ctx) throw new Error('no canvas');
  let mostBytes = 0;
  for (let step = 0; step < steps; step++) {
    const part = { x: step * 700, y: (step * 300) % 4000, width: 1600, height: 1000 };
    pyramid.look(1, part);
    while (!pyramid.isSettled) await pause(2);
    pyramid.paint(ctx, 1, part, NEVER_OVER);
    mostBytes = Math.max(mostBytes, pyramid.bytes);
  }
  return { mostBytes, asked: source.asked.length };
}

async function film(change: Partial<State>): Promise<readonly string[]> {
  const colors: string[] = [];
  const canvas = host.querySelector('canvas');
  const ctx = canvas?.getContext('2d');
  if (!canvas || !ctx) throw new Error('no canvas');
  let quietMs = 0;
  store.set(change);
  while (quietMs < 300) {
    const before = asked;
    await new Promise((done) => ask(done));
    colors.push([...ctx.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data].slice(0, 3).join());
    quietMs = asked === before ? quietMs + 16 : 0;
  }
  return colors;
}

async function slide(changes: readonly Partial<State>[]): Promise<{ frames: number[]; sharp: number[] }> {
  const frames: number[] = [];
  const sharp: number[] = [];
  for (const change of changes) {
    const start = performance.now();
    store.set(change);
    await new Promise((done) => ask(done));
    frames.push(frameMs);
    while (!view.isComplete) await new Promise((done) => ask(done));
    sharp.push(performance.now() - start);
  }
  return { frames, sharp };
}

/** Quiet means: no frame asked for during 150 ms, longer than any timer of the canvas. */
async function settle(): Promise<void> {
  for (;;) {
    const before = asked;
    await pause(150);
    if (asked === before && (view.isIdle || errors.length > 0)) return;
  }
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
