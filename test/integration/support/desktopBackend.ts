import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { anyFreePort } from '../../../src/dev/lib/freePort';
import { plainEnv } from '../../../src/dev/lib/plainEnv';
import { startGroup, type ProcessGroup } from '../../../src/dev/lib/processGroup';
import { installIntoDesktop } from '../../../src/dev/lib/desktopInstall';
import { writeSettings } from '../../../src/dev/lib/vsCodeSettings';
import { tempFolder } from '../../helpers/tempFolder';
import { eventually } from './eventually';
import { packageCompanion } from './packageCompanion';
import { packageUnderTest } from './packageUnderTest';
import type { Backend, Session } from './session';
import { TEST_SETTINGS } from './testSettings';

/** A desktop VS Code, driven through its DevTools port; `program` is the application, not the `code` script. */
export async function desktopBackend(program: string): Promise<Backend> {
  const home = tempFolder();
  const companionDir = join(home, 'companion');
  const extensionsDir = join(home, 'extensions');
  mkdirSync(companionDir);
  const packages = [await packageUnderTest(), await packageCompanion()];
  await installIntoDesktop(program, { userDataDir: join(home, 'install'), extensionsDir }, packages);
  const said: string[] = [];
  const windows = new Set<Session>();
  return {
    name: program,
    companionDir,
    home,
    open: async (folder) => {
      const userDataDir = join(home, `profile-${String(windows.size)}`);
      const session = await openSession({ program, userDataDir, extensionsDir, companionDir, folder, said });
      windows.add(session);
      return session;
    },
    log: () => said.join(''),
    stop: async () => {
      await Promise.all([...windows].map((session) => session.close()));
    },
  };
}

const QUIT_LIMIT_MS = 15_000;

interface Window {
  readonly program: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly companionDir: string;
  readonly folder: string;
  readonly said: string[];
}

interface Running {
  readonly group: ProcessGroup;
  readonly browser: Browser;
  readonly page: Page;
}

/** One program per window with a profile of its own: a second start on one profile would join the first. */
async function openSession(window: Window): Promise<Session> {
  writeSettings(window.userDataDir, TEST_SETTINGS);
  let running = await start(window);
  return {
    get page() {
      return running.page;
    },
    restart: async () => {
      await quit(running);
      running = await start(window);
    },
    close: () => quit(running),
  };
}

async function start(window: Window): Promise<Running> {
  const port = await anyFreePort();
  const args = [
    window.folder,
    ...['--user-data-dir', window.userDataDir, '--extensions-dir', window.extensionsDir],
    `--remote-debugging-port=${String(port)}`,
    ...['--skip-welcome', '--skip-release-notes', '--disable-workspace-trust', '--no-cached-data'],
    ...['--disable-updates', '--disable-gpu', '--use-inmemory-secretstorage'],
    ...(process.getuid?.() === 0 || process.env['CI'] ? ['--no-sandbox'] : []),
  ];
  const env = plainEnv({ RELABEL_COMPANION_DIR: window.companionDir });
  const group = startGroup(window.program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [group.child.stdout, group.child.stderr])
    stream?.on('data', (chunk: Buffer) => window.said.push(chunk.toString('utf8')));
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const browser = await eventually(
    'VS Code answers on its DevTools port',
    () => chromium.connectOverCDP(endpoint),
    60_000,
  );
  return { group, browser, page: await workbenchPage(browser) };
}

function workbenchPage(browser: Browser): Promise<Page> {
  const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
  return eventually(
    'the workbench window is there',
    () => pages().find((page) => page.url().includes('workbench')),
    60_000,
  );
}

/** Quits as a user does: the main process alone is told, so that hot exit can still ask the extension host. */
async function quit({ group, browser }: Running): Promise<void> {
  group.child.kill('SIGTERM');
  const left = setTimeout(() => void group.stop(), QUIT_LIMIT_MS);
  await group.exited;
  clearTimeout(left);
  await browser.close().catch(() => undefined);
}
