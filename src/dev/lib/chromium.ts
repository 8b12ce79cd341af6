import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

/** What to do on a machine without a usable browser; one line, shown as it is. */
export const CHROMIUM_MISSING =
  'no Chromium found: install Chromium or Google Chrome (Debian/Ubuntu: apt-get install chromium; ' +
  'anywhere: npx playwright-core install chromium), or set CHROME_PATH to its program';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/** Path of a Chromium-like browser: CHROME_PATH, then PATH, the usual places, Playwright's own cache. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env['CHROME_PATH']) return existsSync(env['CHROME_PATH']) ? env['CHROME_PATH'] : undefined;
  return [...onPath(env), ...installed(env), ...playwrightCache(env)].find((path) => existsSync(path));
}

function onPath(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'win32') return [];
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return PROGRAMS.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

function installed(env: NodeJS.ProcessEnv): string[] {
  if (process.platform === 'darwin') return MAC_APPS;
  if (process.platform !== 'win32') return [];
  const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => env[name] ?? []);
  const tails = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
  return tails.flatMap((tail) => roots.map((root) => join(root, tail)));
}

function playwrightCache(env: NodeJS.ProcessEnv): string[] {
  const root = env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), cacheBelowHome(), 'ms-playwright');
  if (!existsSync(root)) return [];
  const builds = readdirSync(root).filter((name) => /^chromium-\d+$/.test(name));
  return builds
    .sort()
    .reverse()
    .flatMap((build) => CACHED_PROGRAMS.map((tail) => join(root, build, tail)));
}

const CACHED_PROGRAMS = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

function cacheBelowHome(): string {
  if (process.platform === 'win32') return join('AppData', 'Local');
  return process.platform === 'darwin' ? join('Library', 'Caches') : '.cache';
}

const QUIET_ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--force-device-scale-factor=1',
  '--font-render-hinting=none',
];

/** Flags for a browser under test: nothing in the background, no GPU, and no sandbox where root runs it. */
export function chromiumArgs(): string[] {
  return process.getuid?.() === 0 ? [...QUIET_ARGS, '--no-sandbox'] : QUIET_ARGS;
}

/** Starts a headless browser. Throws `CHROMIUM_MISSING` when there is none. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(CHROMIUM_MISSING);
  return chromium.launch({ executablePath, ...options, args: [...chromiumArgs(), ...(options.args ?? [])] });
}
