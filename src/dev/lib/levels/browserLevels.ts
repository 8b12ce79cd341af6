import { ensureEmbeddedCode } from '../embeddedCode';
import { ensureChromium } from '../installChromium';
import { skipped, type Level } from './level';
import { runMocha } from './mochaLevel';

/** The webview's own page in a browser, with a fake host. */
export const browserLevel: Level = {
  name: 'browser',
  run: async (context) => {
    const missing = await ensureChromium();
    if (missing) return [skipped('browser', missing)];
    return runMocha('browser', { testLimitMs: 30_000, limitMs: 900_000, secondTry: true }, context);
  },
};

/** The packaged extension in a real VS Code, driven through the browser. */
export const integrationLevel: Level = {
  name: 'integration',
  run: async (context) => {
    const missing = (await ensureChromium()) ?? (await codeMissing());
    if (missing) return [skipped('integration', missing)];
    return runMocha('integration', { testLimitMs: 60_000, limitMs: 1_800_000, secondTry: true }, context);
  },
};

async function codeMissing(): Promise<string | undefined> {
  try {
    await ensureEmbeddedCode();
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `no embedded VS Code: ${message.split('\n').slice(0, 3).join(' ')}`;
  }
}
