import { EMPTY_SCHEMA } from '../../../src/core/schema/labelSchema';
import type { Browser, Page } from 'playwright-core';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../src/core/annotation/document';
import type { Viewport } from '../../../src/core/scene/viewport';
import type { Shape } from '../../../src/core/shapes/index';
import type { ImageSource } from '../../../src/protocol/editor';
import type { State } from '../../../webview/store';
import { encodePng } from '../../helpers/png';
import { servePage, type PageServer, type ServedFiles } from '../../helpers/pageServer';
import { readPng, type Pixels } from '../../helpers/readPng';
import type { CanvasPage, PlainChange } from './canvas.page';

export const GREY = [90, 90, 90] as const;
export const IMAGE = { widthPx: 1600, heightPx: 1200 } as const;
export const SOURCE: ImageSource = { kind: 'uri', uri: '/grey.png', ...IMAGE };
/** No fills and no names. */
export const DISPLAY: State['shapeDisplay'] = {
  colorBy: 'class',
  fillOpacity: 0,
  selectedOpacity: 0.3,
  outline: true,
  showLabels: 'never',
};
/** Colours of their own, no fills and no names, so that pixels say one thing each. */
export const PLAIN: Partial<State> = {
  schema: {
    ...EMPTY_SCHEMA,
    classes: [
      { name: 'car', color: '#ff0000', attributes: [] },
      { name: 'person', color: '#00ff00', attributes: [] },
    ],
  },
  shapeDisplay: DISPLAY,
};

export function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc({ file: 'grey.png', ...IMAGE }), annotations };
}

export function annotation(id: string, shape: Shape, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape, ...more };
}

export function boxShape(x: number, y: number, width: number, height: number): Shape {
  return { kind: 'box', x, y, width, height };
}

/** The served page with a fresh canvas in it. */
export class OpenCanvas {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async show(
    doc: AnnotationDoc,
    settings: Partial<State> = PLAIN,
    image: ImageSource = SOURCE,
  ): Promise<void> {
    // As text: the types of what crosses are too deep for the compiler to compare.
    await this.page.evaluate(
      (text) => window.canvasPage.show(...(JSON.parse(text) as Parameters<CanvasPage['show']>)),
      JSON.stringify([doc, image, settings]),
    );
  }

  /** Shows without waiting for a complete picture, for one that never comes. */
  async begin(doc: AnnotationDoc, settings: Partial<State>, image: ImageSource): Promise<void> {
    await this.page.evaluate(
      (text) => void window.canvasPage.show(...(JSON.parse(text) as Parameters<CanvasPage['show']>)),
      JSON.stringify([doc, image, settings]),
    );
  }

  async set(change: PlainChange): Promise<void> {
    await this.page.evaluate(async (text) => {
      window.canvasPage.set(JSON.parse(text) as PlainChange);
      await window.canvasPage.settle();
    }, JSON.stringify(change));
  }

  async pixels(): Promise<Pixels> {
    return readPng(await this.page.screenshot());
  }

  async view(): Promise<Viewport> {
    const { view } = await this.page.evaluate(() => window.canvasPage.state());
    if (!view) throw new Error('the canvas has no view yet');
    return view;
  }

  async errors(): Promise<readonly string[]> {
    return (await this.page.evaluate(() => window.canvasPage.state())).errors;
  }
}

export async function serveCanvas(files: ServedFiles = {}): Promise<PageServer> {
  const bytes = encodePng({ widthPx: 1600, heightPx: 1200, sample: () => GREY });
  return servePage('out/test/browser/canvas/canvas.page.js', {
    '/grey.png': { bytes, type: 'image/png' },
    ...files,
  });
}

export async function openCanvas(browser: Browser, server: PageServer, ratio = 1): Promise<OpenCanvas> {
  const context = await browser.newContext({
    viewport: { width: 800, height: 600 },
    deviceScaleFactor: ratio,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(server.url);
  return new OpenCanvas(page);
}
