import type { Browser, Page } from 'playwright-core';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../../../src/core/display/display';
import type { ImageSource } from '../../../src/protocol/editor';
import type { State } from '../../../webview/store';
import { servePage, type PageServer, type ServedFiles } from '../../helpers/pageServer';
import { readPng, type Pixels } from '../../helpers/readPng';
import type { FakeTilesSpec } from './fakeTiles';
import type { PicturePage } from './picture.page';

export function displayOf(change: Partial<DisplaySettings>): DisplaySettings {
  return { ...DEFAULT_DISPLAY, ...change };
}

/** The served page with a fresh canvas in it. */
export class OpenPicture {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async show(spec: FakeTilesSpec | ImageSource, state: Partial<State> = {}, soon = false): Promise<void> {
    await this.page.evaluate(
      (text) => window.shownPicture.show(...(JSON.parse(text) as Parameters<PicturePage['show']>)),
      JSON.stringify([spec, state, soon]),
    );
  }

  async set(change: Partial<State>): Promise<void> {
    await this.page.evaluate(async (text) => {
      window.shownPicture.set(JSON.parse(text) as Partial<State>);
      await window.shownPicture.settle();
    }, JSON.stringify(change));
  }

  async pixels(): Promise<Pixels> {
    return readPng(await this.page.screenshot());
  }
}

export function servePicture(files: ServedFiles = {}): Promise<PageServer> {
  return servePage('out/test/browser/picture/picture.page.js', files);
}

export async function openPicture(browser: Browser, server: PageServer, ratio = 1): Promise<OpenPicture> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    deviceScaleFactor: ratio,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(server.url);
  return new OpenPicture(page);
}
