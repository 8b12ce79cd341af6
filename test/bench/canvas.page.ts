import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import { sidesAround } from '../../src/core/scene/baseIndex';
import { sceneIndex } from '../../src/core/scene/index';
import { fit, pan, toImage, zoomAt, type Viewport } from '../../src/core/scene/viewport';
import { kindOf } from '../../src/core/shapes/index';
import type { Polygon } from '../../src/core/shapes/polygon';
import { annotoriousContender } from './canvas/annotoriousContender';
import type { Contender, ContenderName, Stand } from './canvas/contender';
import { frames, nextFrame, onScreen, rest, until, type Samples } from './canvas/frames';
import { konvaContender } from './canvas/konvaContender';
import { ourContender, showOurPicture } from './canvas/ourContender';
import { plainContender } from './canvas/plainContender';
import { PICTURE, sceneOf, seeded } from './canvas/scene';
import { svgContender } from './canvas/svgContender';

/** Where the pointer goes: anywhere, or on from where it is. */
export type Way = 'jumping' | 'moving';

export interface BenchPage {
  /** Makes the picture; resolves when the page can measure. */
  ready(): Promise<void>;
  /** Data given to first full frame, the picture being there: milliseconds. */
  open(name: ContenderName, each: number): Promise<number>;
  /** `conflicts`: of so many a merge left two versions, and all of them are marked. */
  pan(name: ContenderName, each: number, conflicts?: number): Promise<Samples>;
  zoom(name: ContenderName, each: number): Promise<{ readonly frames: Samples; readonly sharpMs: number }>;
  drag(
    name: ContenderName,
    each: number,
  ): Promise<{ readonly frames: Samples; readonly beginMs: number; readonly dropMs: number }>;
  /** Microseconds per hit test; the floor is the R-tree alone, which names boxes. */
  hover(name: ContenderName, each: number, way: Way): Promise<number>;
  /** Shows a scene and leaves it there, to be looked at. */
  show(name: ContenderName, each: number): Promise<void>;
  /** The picture's address to the picture on the screen: an element alone, and ours. */
  picture(name: 'element' | 'ours'): Promise<number>;
}

declare global {
  interface Window {
    benchPage: BenchPage;
  }
}

const FRAMES = 60;
const HOVERS = 20_000;
const HOVER_LIMIT_MS = 400;
const host = document.createElement('div');
Object.assign(host.style, { position: 'absolute', inset: '0' });
document.body.append(host);

let stand: Stand | undefined;
let bytes = new Blob();
const scenes = new Map<number, AnnotationDoc>();

/** A fresh copy each time, so that nothing that a contender has derived from it is known before. */
function freshScene(each: number): AnnotationDoc {
  const known = scenes.get(each) ?? sceneOf(each);
  scenes.set(each, known);
  return structuredClone(known);
}

/** The document with two versions of so many of its annotations, spread over it. */
function inConflict(doc: AnnotationDoc, count: number): AnnotationDoc {
  if (count === 0) return doc;
  const each = Math.ceil(doc.annotations.length / count);
  const annotations = doc.annotations.map((own, i): Annotation => {
    if (i % each > 0) return own;
    const as = { ...own, shape: kindOf(own.shape).translate(own.shape, 9, 6) };
    const conflict = [
      { side: 'base', as: own },
      { side: 'ours', as: own },
      { side: 'theirs', as },
    ] as const;
    return { ...own, conflict };
  });
  return { ...doc, annotations };
}

const size = (): { width: number; height: number } => ({
  width: host.clientWidth,
  height: host.clientHeight,
});
const fitted = (): Viewport => fit({ x: 0, y: 0, width: PICTURE.widthPx, height: PICTURE.heightPx }, size());

async function mount(name: ContenderName): Promise<Contender> {
  await clearAway();
  if (!stand) throw new Error('ready() first');
  const contender = await make(name, stand);
  contender.setView(fitted());
  await onScreen();
  return contender;
}

/** Nobody pays for what the one before has left. */
async function clearAway(): Promise<void> {
  host.replaceChildren();
  await onScreen();
  (globalThis as { gc?: () => void }).gc?.();
}

function make(name: ContenderName, on: Stand): Contender | Promise<Contender> {
  switch (name) {
    case 'floor':
    case 'plain':
      return plainContender(on, name === 'floor');
    case 'ours':
      return ourContender(on, fitted());
    case 'svg':
      return svgContender(on);
    case 'konva':
      return konvaContender(on);
    case 'annotorious':
      return annotoriousContender(on);
  }
}

async function withScene(name: ContenderName, each: number, conflicts = 0): Promise<Contender> {
  const contender = await mount(name);
  contender.setDoc(inConflict(freshScene(each), conflicts));
  await until(() => contender.isComplete());
  await rest();
  return contender;
}

window.benchPage = {
  async ready() {
    if (stand) return;
    bytes = await paintPicture();
    stand = { host, url: URL.createObjectURL(bytes), bitmap: await createImageBitmap(bytes) };
  },
  async open(name, each) {
    const contender = await mount(name);
    const doc = freshScene(each);
    await rest();
    const start = performance.now();
    contender.setDoc(doc);
    await nextFrame();
    await until(() => contender.isComplete());
    await onScreen();
    const took = performance.now() - start;
    contender.dispose();
    return took;
  },
  async pan(name, each, conflicts) {
    const contender = await withScene(name, each, conflicts);
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
  async hover(name, each, way) {
    const contender = name === 'floor' ? undefined : await withScene(name, each);
    const hit = contender?.hit?.bind(contender) ?? treeAlone(each);
    const points = pointsOn(way);
    // What is found out at the first look is known at the next ones: a pointer comes by again and again.
    const seen = name === 'ours' || name === 'floor' ? points : points.slice(0, 10);
    for (const point of seen) hit(point);
    const start = performance.now();
    let count = 0;
    let hits = 0;
    for (const point of points) {
      if (hit(point)) hits++;
      if (++count % 16 === 0 && performance.now() - start > HOVER_LIMIT_MS) break;
    }
    const tookMs = performance.now() - start;
    if (hits === 0) throw new Error(`${name}: nothing was hit`);
    contender?.dispose();
    return (tookMs * 1000) / count;
  },
  async show(name, each) {
    await withScene(name, each);
  },
  async picture(name) {
    await clearAway();
    await rest();
    const url = URL.createObjectURL(new Blob([bytes]));
    const start = performance.now();
    if (name === 'ours') await showOurPicture(host, url, fitted());
    else await showElement(url);
    return performance.now() - start;
  },
};

/** Image points on the canvas, which shows the whole picture. */
function pointsOn(way: Way): { x: number; y: number }[] {
  const random = seeded(3);
  const { width, height } = size();
  const view = fitted();
  const inPicture = ({ x, y }: { x: number; y: number }): boolean =>
    x >= 0 && y >= 0 && x <= PICTURE.widthPx && y <= PICTURE.heightPx;
  return Array.from({ length: HOVERS }, (_, i) => {
    const jump = { x: random() * width, y: random() * height };
    const move = { x: (i * 3.7) % width, y: (height / 3 + i * 0.013) % height };
    return toImage(view, way === 'jumping' ? jump : move);
  }).filter(inPicture);
}

function treeAlone(each: number): (p: { readonly x: number; readonly y: number }) => boolean {
  const doc = freshScene(each);
  const { visit } = sceneIndex(doc);
  const reach = 4 / fitted().scale;
  return (point) => {
    let any = false;
    visit(sidesAround(point, reach), () => (any = true));
    return any;
  };
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
