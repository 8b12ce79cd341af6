import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../../src/dev/lib/chromium';
import { folderUrl, installVsix, startCodeServer } from '../../../src/dev/lib/codeServer';
import { ensureEmbeddedCode } from '../../../src/dev/lib/embeddedCode';
import { anyFreePort } from '../../../src/dev/lib/freePort';
import { tempFolder } from '../../helpers/tempFolder';
import { packageCompanion } from './packageCompanion';
import { WINDOW_SIZE, type Backend, type Session } from './session';
import { packageUnderTest } from './packageUnderTest';
import { TEST_SETTINGS } from './testSettings';

/** The embedded VS Code, one server for the whole run, in a profile of its own. */
export async function codeServerBackend(): Promise<Backend> {
  const home = tempFolder();
  const companionDir = join(home, 'companion');
  mkdirSync(companionDir);
  const env = { RELABEL_COMPANION_DIR: companionDir, XDG_DATA_HOME: join(home, 'data') };
  const embedded = await ensureEmbeddedCode();
  const options = { embedded, homeFolder: home, port: await anyFreePort(), settings: TEST_SETTINGS, env };
  await installVsix(options, await packageUnderTest());
  await installVsix(options, await packageCompanion());
  const server = await startCodeServer(options);
  const browser = await launchChromium();
  return {
    name: 'embedded VS Code',
    companionDir,
    home,
    open: (folder) => openSession(browser, folderUrl(server.origin, folder)),
    log: server.log,
    stop: async () => {
      await browser.close();
      await server.group.stop();
    },
  };
}

async function openSession(browser: Browser, url: string): Promise<Session> {
  const context = await browser.newContext({ viewport: WINDOW_SIZE });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  let page = await openPage(context, url);
  return {
    get page() {
      return page;
    },
    restart: async () => {
      await leave(page);
      page = await openPage(context, url);
    },
    close: () => context.close(),
  };
}

async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(url);
  return page;
}

/** Runs the page's own unload handlers, as closing a tab does, before the page goes away. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.close();
}
