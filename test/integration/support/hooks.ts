import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repoRoot } from '../../../src/dev/lib/repoRoot';
import { backend, stopBackend } from './backend';
import { once } from './once';

const STOP_LIMIT_MS = 30_000;
const ARTIFACTS = join(repoRoot, 'out/test-artifacts');

/** Once per run: a picture of every open window when a test fails, and an end to VS Code after the last one. */
export function registerHooks(windows: () => Iterable<{ readonly page: Page }>): void {
  once('hooks', () => {
    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await keepEvidence(this.currentTest.fullTitle(), windows());
    });
    after(async function () {
      this.timeout(STOP_LIMIT_MS);
      await stopBackend();
    });
    return true;
  });
}

async function keepEvidence(title: string, windows: Iterable<{ readonly page: Page }>): Promise<void> {
  const name = title.replace(/[^\w-]+/g, '-').slice(0, 100);
  mkdirSync(ARTIFACTS, { recursive: true });
  let number = 0;
  for (const { page } of windows) {
    const path = join(ARTIFACTS, `${name}-${String(++number)}.png`);
    await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    console.log(`      picture: ${path}`);
  }
  writeFileSync(join(ARTIFACTS, `${name}.log`), (await backend()).log());
}
