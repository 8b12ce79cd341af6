import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { AnnotationDoc } from '../../../src/core/annotation/document';
import { launchChromium } from '../../../src/dev/lib/chromium';
import { serveHarness, type HarnessServer } from '../../../src/dev/lib/harnessServer';
import { repoRoot } from '../../../src/dev/lib/repoRoot';
import type { State } from '../../../webview/store';
// Brings `window.harness` into the types.
import type {} from '../../../webview/dev/harness';

/** The page in a browser, with what a person would do to it. */
export class Harness {
  readonly page: Page;
  /** Errors, warnings and policy violations so far: there must be none. */
  readonly trouble: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.trouble.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.trouble.push(message.text());
    });
  }

  async open(url: string, query: string): Promise<void> {
    await this.page.goto(`${url}?${query}`);
    await this.ready();
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => window.harness?.page.store.state.view !== undefined);
    await this.page.waitForSelector('rl-status-strip .zoom');
  }

  /** Presses a key and waits until what it asks for has come back from the host as an action. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
  }

  /** The host's document: what would be saved. All messages under way have arrived. */
  async doc(): Promise<AnnotationDoc> {
    return this.page.evaluate(async () => {
      const { harness } = window;
      if (!harness) throw new Error('no harness');
      await new Promise((resolve) => setTimeout(resolve, 30));
      await harness.page.session.settled();
      return harness.host.doc;
    });
  }

  async state<K extends keyof State>(key: K): Promise<State[K]> {
    const state = await this.page.evaluate((name) => {
      const value: unknown = window.harness?.page.store.state[name];
      return value instanceof Set ? [...(value as Set<unknown>)] : value;
    }, key);
    return state as State[K];
  }

  /** Ids of the selected annotations. */
  async selection(): Promise<readonly string[]> {
    return (await this.state('selection')) as unknown as string[];
  }

  /** How many steps undo could take back. */
  async steps(): Promise<number> {
    await this.doc();
    return this.page.evaluate(() => window.harness?.host.done.length ?? -1);
  }

  /** Page pixels of an image point. */
  async at(x: number, y: number): Promise<[number, number]> {
    return this.page.evaluate(
      ([px, py]) => {
        const view = window.harness?.page.store.state.view;
        const box = document.querySelector('[slot=canvas]')?.getBoundingClientRect();
        if (!view || !box) throw new Error('no canvas');
        return [px * view.scale + view.offsetX + box.left, py * view.scale + view.offsetY + box.top] as [
          number,
          number,
        ];
      },
      [x, y] as const,
    );
  }

  /** Drags from one image point to another. */
  async drag(
    from: readonly [number, number],
    to: readonly [number, number],
    button: 'left' | 'middle' = 'left',
  ): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(...(await this.at(...from)));
    const end = await this.at(...to);
    await mouse.down({ button });
    await mouse.move(...end, { steps: 5 });
    await mouse.up({ button });
  }

  async click(x: number, y: number, clickCount = 1): Promise<void> {
    await this.page.mouse.click(...(await this.at(x, y)), { clickCount });
  }
}

/** One browser and server for the tests of a file; each test opens its own page. */
export function harnessSuite(): { open(query: string): Promise<Harness> } {
  let browser: Browser | undefined;
  let server: HarnessServer | undefined;
  let opened: Harness[] = [];

  before(async function () {
    this.timeout(60_000);
    server = await serveHarness({ root: repoRoot });
    browser = await launchChromium();
  });
  afterEach(async () => {
    const trouble = opened.flatMap((harness) => harness.trouble);
    for (const { page } of opened) await page.context().close();
    opened = [];
    assert.deepEqual(trouble, [], 'the page complained');
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    async open(query) {
      if (!browser || !server) throw new Error('not started');
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const harness = new Harness(await context.newPage());
      opened.push(harness);
      await harness.open(server.url, query);
      return harness;
    },
  };
}
