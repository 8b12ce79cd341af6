import type { Annotation } from '../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../src/core/annotation/document';
import { EMPTY_SCHEMA } from '../../src/core/schema/labelSchema';
import { kindOf } from '../../src/core/shapes/index';
import type { DiffSide, DiffSnapshot } from '../../src/protocol/diffView';
import type { DiffHost } from '../../webview/diff/diffHost';
import type { DiffPage } from '../../webview/diff/diffPage';
import { DiffStore } from '../../webview/diff/diffStore';
import { step } from '../../webview/diff/commands';
import { Panes } from '../../webview/diff/panes';
import { frames, nextFrame, rest, until } from './canvas/frames';
import { PICTURE, sceneOf, seeded } from './canvas/scene';

/** The diff's canvases without its panels, with two versions of many instances. */
export interface DiffBenchPage {
  /** Shows two versions of so many instances, one in five changed; milliseconds to the first complete frame. */
  open(count: number): Promise<number>;
  /** Milliseconds per frame. */
  pan(): Promise<readonly number[]>;
  /** Milliseconds from the key to the frame that marks the next instance. */
  step(): Promise<readonly number[]>;
}

declare global {
  interface Window {
    diffBench: DiffBenchPage;
  }
}

const FRAMES = 60;
const STEPS = 40;

const host: DiffHost = {
  open: () => Promise.reject(new Error('nobody is asked')),
  tile: () => Promise.reject(new Error('this picture is not tiled')),
  restore: () => Promise.reject(new Error('nothing is restored')),
  writeClipboard: () => Promise.resolve(),
  notify: () => undefined,
};

let page: DiffPage | undefined;

window.diffBench = {
  async open(count) {
    const fresh = (page ??= await pageOn(document.body));
    const { before, after } = versionsOf(count);
    const uri = await picture();
    await rest();
    const startMs = performance.now();
    fresh.store.dispatch({ type: 'snapshot', snapshot: snapshotOf(before, after, uri) });
    await nextFrame();
    await until(() => fresh.panes.after.isComplete);
    const tookMs = performance.now() - startMs;
    await rest();
    return tookMs;
  },
  async pan() {
    const { panes } = opened();
    const { view } = panes;
    if (!view) throw new Error('the picture is not shown yet');
    return frames(FRAMES, (i) => {
      const to = 40 * Math.sin(i / 5);
      panes.setView({ ...view, offsetX: view.offsetX + 4 * to, offsetY: view.offsetY + to });
    });
  },
  async step() {
    const current = opened();
    return frames(STEPS, () => step(current, 1));
  },
};

function opened(): DiffPage {
  if (!page) throw new Error('nothing is open yet');
  return page;
}

async function pageOn(parent: HTMLElement): Promise<DiffPage> {
  const store = new DiffStore();
  const fetchTile = () => () => Promise.reject(new Error('this picture is not tiled'));
  const panes = new Panes({ store, fetchTile, onPainted: () => undefined });
  Object.assign(panes.stage.style, { position: 'absolute', inset: '0' });
  for (const { element } of [panes.before, panes.after])
    Object.assign(element.style, { position: 'absolute', inset: '0' });
  parent.append(panes.stage);
  panes.start();
  await nextFrame();
  return { store, host, panes };
}

/** One in ten moved, one in twenty each relabelled, removed, added. */
function versionsOf(count: number): { readonly before: AnnotationDoc; readonly after: AnnotationDoc } {
  const scene = sceneOf(count / 2);
  const random = seeded(3);
  const after = scene.annotations.flatMap((annotation, i): Annotation[] => {
    const { proposed: _, score: __, ...own } = annotation;
    if (i % 10 === 1) return [{ ...own, shape: moved(own.shape, 20 * random() + 5) }];
    if (i % 20 === 2) return [{ ...own, label: 'other' }];
    return i % 20 === 4 ? [] : [own];
  });
  const before = scene.annotations.flatMap(({ proposed: _, score: __, ...own }, i) =>
    i % 20 === 6 ? [] : [own],
  );
  return { before: { ...scene, annotations: before }, after: { ...scene, annotations: after } };
}

function moved(shape: Annotation['shape'], by: number): Annotation['shape'] {
  return kindOf(shape).translate(shape, by, by);
}

function snapshotOf(before: AnnotationDoc, after: AnnotationDoc, uri: string): DiffSnapshot {
  const side = (title: string, doc: AnnotationDoc): DiffSide => ({
    title,
    labels: { kind: 'labels', doc, notes: [] },
    image: { kind: 'uri', uri, ...PICTURE },
  });
  return {
    ...{ version: 1, title: 'bench', path: `${after.annotations.length}.jpg` },
    place: { index: 0, total: 1, isSearching: false },
    ...{ before: side('before', before), after: side('after', after), schema: EMPTY_SCHEMA },
    ...{ restorable: [], canOpen: false, pinned: false, memento: null },
  };
}

let made: Promise<string> | undefined;

/** A picture of the benches' size, made once. */
function picture(): Promise<string> {
  made ??= (async () => {
    const canvas = new OffscreenCanvas(PICTURE.widthPx, PICTURE.heightPx);
    const ctx = canvas.getContext('2d');
    if (!ctx) throw new Error('This browser gives no 2D canvas to draw on.');
    const shade = ctx.createLinearGradient(0, 0, PICTURE.widthPx, PICTURE.heightPx);
    shade.addColorStop(0, '#203040');
    shade.addColorStop(1, '#907050');
    ctx.fillStyle = shade;
    ctx.fillRect(0, 0, PICTURE.widthPx, PICTURE.heightPx);
    return URL.createObjectURL(await canvas.convertToBlob({ type: 'image/jpeg' }));
  })();
  return made;
}
