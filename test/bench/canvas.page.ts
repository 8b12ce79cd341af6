import type { AnnotationDoc } from '../../src/core/annotation/document';
import { emptyDoc } from '../../src/core/annotation/document';
import { hitAll } from '../../src/core/scene/hit';
import { sceneIndex } from '../../src/core/scene/index';
import { fit, pan, zoomAt, type Viewport } from '../../src/core/scene/viewport';
import { polygon, type Polygon } from '../../src/core/shapes/polygon';
import { CanvasView } from '../../webview/canvas/canvasView';
import { Store } from '../../webview/store';
import { PICTURE, sceneOf, seeded } from './canvas/scene';
import { PlainCanvas } from './canvas/plainCanvas';

/** Milliseconds per frame, or whatever the workload says. */
export type Samples = readonly number[];

/** One way to show the scene; every call marks what must be drawn, and the next frame draws it. */
interface Contender {
  setDoc(doc: AnnotationDoc): void;
  setView(view: Viewport): void;
  /** Begins to drag the first vertex of a polygon; each call moves it, `end` drops it. */
  drag(position: number, shape: Polygon, isEnd: boolean): void;
  /** True when everything in sight is drawn sharp. */
  isComplete(): boolean;
  dispose(): void;
}

export type ContenderName = 'floor' | 'plain' | 'ours';

export interface BenchPage {
  /** Makes the picture; resolves when the page can measure. */
  ready(): Promise<void>;
  /** Data given to first full frame, the picture being there: milliseconds. */
  open(name: ContenderName, each: number): Promise<number>;
  pan(name: ContenderName, each: number): Promise<Samples>;
  zoom(name: ContenderName, each: number): Promise<{ readonly frames: Samples; readonly sharpMs: number }>;
  drag(
    name: ContenderName,
    each: number,
  ): Promise<{ readonly frames: Samples; readonly beginMs: number; readonly dropMs: number }>;
  /** Microseconds per hit test. */
  hover(each: number): number;
  /** Shows a scene and leaves it there, to be looked at. */
  show(each: number): Promise<void>;
  /** The picture's address to the picture on the screen: an element alone, and ours. */
  picture(name: 'element' | 'ours'): Promise<number>;
}

declare global {
  interface Window {
    benchPage: BenchPage;
  }
}

const FRAMES = 60;
const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0' });
document.body.append(host);

let bitmap: ImageBitmap | undefined;
let address = '';
let bytes = new Blob();
const scenes = new Map<number, AnnotationDoc>();

/** A fresh copy each time, so that nothing that a contender has derived from it is known before. */
function freshScene(each: number): AnnotationDoc {
  const known = scenes.get(each) ?? sceneOf(each);
  scenes.set(each, known);
  return structuredClone(known);
}

/**
 * Frames are not limited to the screen's rate (the browser is started that way) and the main thread raster of a
 * canvas belongs to its frame, so the time between two frames is what a frame costs, composition included.
 */
function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Two frames later what was drawn in between is on the screen. */
async function onScreen(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const size = (): { width: number; height: number } => ({
  width: host.clientWidth,
  height: host.clientHeight,
});
const fitted = (): Viewport => fit({ x: 0, y: 0, width: PICTURE.widthPx, height: PICTURE.heightPx }, size());

async function mount(name: ContenderName): Promise<Contender> {
  host.replaceChildren();
  const contender = name === 'ours' ? await mountOurs() : mountPlain(name);
  contender.setView(fitted());
  await onScreen();
  return contender;
}

function mountPlain(name: ContenderName): Contender {
  if (!bitmap) throw new Error('ready() first');
  const canvas = new PlainCanvas(host, bitmap);
  return {
    setDoc: (doc) => canvas.setDoc(name === 'floor' ? emptyDoc(doc.image) : doc),
    setView: (view) => canvas.setView(view),
    drag(position, shape) {
      const path = new Path2D();
      polygon.trace(shape, path);
      canvas.move(position, path);
    },
    isComplete: () => true,
    dispose: () => undefined,
  };
}

async function mountOurs(): Promise<Contender> {
  const store = new Store();
  const view = new CanvasView(host, store);
  const painted = new Promise<void>((resolve) => (view.onPainted = resolve));
  const doc = emptyDoc({ file: 'bench.jpg', ...PICTURE });
  store.set({ ready: true, doc, view: fitted(), threshold: 0 });
  store.set({ image: { kind: 'uri', uri: address, ...PICTURE } });
  await painted;
  await until(() => view.isIdle);
  return {
    setDoc: (next) => store.set({ doc: next }),
    setView: (next) => store.set({ view: next }),
    drag(position, shape, isEnd) {
      const { doc: before } = store.state;
      const held = before.annotations[position];
      if (!held) return;
      if (!isEnd)
        store.set({
          draft: { shapes: [{ shape, label: held.label, replaces: held.id }] },
          selection: new Set([held.id]),
        });
      else {
        const annotations = before.annotations.with(position, { ...held, shape });
        store.set({ draft: undefined, doc: { ...before, annotations } });
      }
    },
    isComplete: () => view.isComplete,
    dispose: () => view.dispose(),
  };
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await nextFrame();
}

async function withScene(name: ContenderName, each: number): Promise<Contender> {
  const contender = await mount(name);
  contender.setDoc(freshScene(each));
  await until(() => contender.isComplete());
  await rest();
  return contender;
}

/** Lets everything that was put off to a quiet moment happen. */
async function rest(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 400));
  await onScreen();
}

async function frames(count: number, step: (i: number) => void): Promise<number[]> {
  const times: number[] = [];
  let last = await nextFrame();
  for (let i = 0; i < count; i++) {
    step(i);
    await nextFrame();
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times.slice(2);
}

window.benchPage = {
  async ready() {
    if (bitmap) return;
    const blob = await paintPicture();
    bytes = blob;
    address = URL.createObjectURL(blob);
    bitmap = await createImageBitmap(blob);
  },
  async open(name, each) {
    const contender = await mount(name);
    const doc = freshScene(each);
    await rest();
    const start = performance.now();
    contender.setDoc(doc);
    await nextFrame();
    await until(() => contender.isComplete());
    await nextFrame();
    const took = performance.now() - start;
    contender.dispose();
    return took;
  },
  async pan(name, each) {
    const contender = await withScene(name, each);
    const start = fitted();
    const result = await frames(FRAMES, (i) =>
      contender.setView(pan(start, 40 * Math.sin(i / 6), 30 * Math.cos(i / 5))),
    );
    contender.dispose();
    return result;
  },
  async zoom(name, each) {
    const contender = await withScene(name, each);
    let view = fitted();
    const at = { x: size().width * 0.4, y: size().height * 0.55 };
    const times = await frames(FRAMES, (i) => {
      view = zoomAt(view, at, i < FRAMES / 2 ? 1.06 : 1 / 1.055);
      contender.setView(view);
    });
    const last = performance.now();
    await until(() => contender.isComplete());
    await nextFrame();
    const sharpMs = performance.now() - last;
    contender.dispose();
    return { frames: times, sharpMs };
  },
  async drag(name, each) {
    const contender = await withScene(name, each);
    const position = each - (each % 2);
    const shape = freshScene(each).annotations[position]?.shape;
    if (shape?.kind !== 'polygon') throw new Error('not a polygon');
    const ring = shape.rings[0] ?? [];
    const moved = (i: number): Polygon => ({
      kind: 'polygon',
      rings: [[(ring[0] ?? 0) + 3 * i, (ring[1] ?? 0) + 2 * i, ...ring.slice(2)]],
    });
    const [beginMs] = (await frames(3, (i) => contender.drag(position, moved(i), false))) as [number];
    const times = await frames(FRAMES, (i) => contender.drag(position, moved(i), false));
    const dropped = performance.now();
    contender.drag(position, moved(FRAMES), true);
    await nextFrame();
    await until(() => contender.isComplete());
    await nextFrame();
    const dropMs = performance.now() - dropped;
    contender.dispose();
    return { frames: times, beginMs, dropMs };
  },
  hover(each) {
    const doc = freshScene(each);
    sceneIndex(doc);
    const random = seeded(3);
    const points = Array.from({ length: 20_000 }, () => ({
      x: random() * PICTURE.widthPx,
      y: random() * PICTURE.heightPx,
    }));
    const none: ReadonlySet<string> = new Set();
    const all = (): boolean => true;
    let hits = 0;
    const run = (): number => {
      const start = performance.now();
      for (const point of points) hits += hitAll(doc, { scale: 1 }, none, point, all).length;
      return ((performance.now() - start) * 1000) / points.length;
    };
    run();
    const took = run();
    if (hits === 0) throw new Error('nothing was hit');
    return took;
  },
  async show(each) {
    await withScene('ours', each);
  },
  async picture(name) {
    host.replaceChildren();
    await rest();
    const url = URL.createObjectURL(new Blob([bytes]));
    const start = performance.now();
    if (name === 'ours') await showOurs(url);
    else await showElement(url);
    return performance.now() - start;
  },
};

async function showOurs(url: string): Promise<void> {
  const store = new Store();
  const view = new CanvasView(host, store);
  const painted = new Promise<void>((resolve) => (view.onPainted = resolve));
  const doc = emptyDoc({ file: 'bench.jpg', ...PICTURE });
  store.set({ ready: true, doc, view: fitted(), image: { kind: 'uri', uri: url, ...PICTURE } });
  await painted;
}

/** As VS Code's own preview does: an element, fitted by CSS. */
async function showElement(url: string): Promise<void> {
  const image = new Image();
  image.setAttribute('elementtiming', 'bench');
  Object.assign(image.style, { width: '100%', height: '100%', objectFit: 'contain' });
  host.append(image);
  const painted = new Promise<void>((resolve) => {
    new PerformanceObserver((list) => {
      const entries = list.getEntries() as (PerformanceEntry & { readonly element?: Element | null })[];
      if (entries.some(({ element }) => element === image)) resolve();
    }).observe({ type: 'element' });
  });
  image.src = url;
  await painted;
}

/** Something with the detail of a photo: soft shades, edges, grain. */
async function paintPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(PICTURE.widthPx, PICTURE.heightPx);
  const ctx = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!ctx) throw new Error('no canvas');
  const random = seeded(1);
  const shade = ctx.createLinearGradient(0, 0, PICTURE.widthPx, PICTURE.heightPx);
  shade.addColorStop(0, '#8090a0');
  shade.addColorStop(1, '#40382c');
  ctx.fillStyle = shade;
  ctx.fillRect(0, 0, PICTURE.widthPx, PICTURE.heightPx);
  for (let i = 0; i < 6000; i++) {
    ctx.fillStyle = `hsla(${random() * 360}, 30%, ${20 + random() * 60}%, 0.4)`;
    const [x, y] = [random() * PICTURE.widthPx, random() * PICTURE.heightPx];
    ctx.fillRect(x, y, 10 + random() * 200, 10 + random() * 120);
  }
  return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
}
