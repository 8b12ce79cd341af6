import type { Browser, Page } from 'playwright-core';
import type { DiffState } from '../../../webview/diff/diffState';
import { encodePng } from '../../helpers/png';
import { servePage, type PageServer, type ServedFiles } from '../../helpers/pageServer';
import { readPng, type Pixels } from '../../helpers/readPng';
import type { FakeDiff } from './fakeDiffHost';
// Brings `window.diffHarness` into the types.
import type {} from './diff.page';

const GREY = [90, 90, 90] as const;

export async function serveDiff(files: ServedFiles = {}): Promise<PageServer> {
  const png = (grey: readonly [number, number, number]) => ({
    bytes: encodePng({ widthPx: 800, heightPx: 600, sample: () => grey }),
    type: 'image/png',
  });
  return servePage('out/test/browser/diff/diff.page.js', {
    '/grey.png': png(GREY),
    '/dark.png': png([30, 30, 30]),
    ...files,
  });
}

/** The diff's page in a browser, with what a person would do to it. */
export class OpenDiff {
  readonly page: Page;
  /** Errors and warnings so far: there must be none. */
  readonly trouble: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.trouble.push(error.message));
    page.on('console', (message) => {
      const isIcon = message.location().url.endsWith('/favicon.ico');
      if (['error', 'warning'].includes(message.type()) && !isIcon) this.trouble.push(message.text());
    });
  }

  async start(diff: FakeDiff): Promise<void> {
    await this.page.evaluate(
      (text) => window.diffHarness.start(JSON.parse(text) as FakeDiff),
      JSON.stringify(diff),
    );
    if (!diff.slow) await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => window.diffHarness.page.store.state.snapshot !== undefined);
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.page.evaluate(() => window.diffHarness.settle());
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.settle();
  }

  async state(): Promise<Pick<DiffState, 'mode' | 'current' | 'split' | 'opacity' | 'alone' | 'playing'>> {
    return this.page.evaluate(() => {
      const { mode, current, split, opacity, alone, playing } = window.diffHarness.page.store.state;
      return { mode, current, split, opacity, alone, playing };
    });
  }

  async heard(name: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      (wanted) =>
        window.diffHarness.host.heard.filter((each) => each.name === wanted).map(({ payload }) => payload),
      name,
    );
  }

  /** The page's pixels, device = CSS pixels. */
  async pixels(): Promise<Pixels> {
    return readPng(await this.page.screenshot());
  }

  /** Where a point of the image lies on the page, CSS pixels. */
  async at(x: number, y: number, pane: 'before' | 'after' = 'after'): Promise<{ x: number; y: number }> {
    return this.page.evaluate(
      ([imageX, imageY, name]) => {
        const { panes } = window.diffHarness.page;
        const { view } = panes;
        const { left, top } = panes[name].element.getBoundingClientRect();
        if (!view) throw new Error('the picture is not shown yet');
        return {
          x: left + imageX * view.scale + view.offsetX,
          y: top + imageY * view.scale + view.offsetY,
        };
      },
      [x, y, pane] as const,
    );
  }
}

export async function openDiff(browser: Browser, server: PageServer, theme = 'dark'): Promise<OpenDiff> {
  const context = await browser.newContext({ viewport: { width: 1180, height: 760 } });
  const page = await context.newPage();
  const open = new OpenDiff(page);
  await page.goto(`${server.url}?theme=${theme}`);
  return open;
}
