import { mkdirSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from './lib/freePort';
import { serveHarness } from './lib/harnessServer';
import { LiveReload } from './lib/liveReload';
import { openInBrowser } from './lib/openInBrowser';
import { startGroup } from './lib/processGroup';
import { repoRoot } from './lib/repoRoot';
import { untilStopped } from './lib/untilStopped';

const FIRST_PORT = 8480;
const SETTLE_MS = 80;
const HELP = `npm run dev [-- OPTIONS]
Serves the editor's page with a fake host on 127.0.0.1; it builds and loads again on every change.

  --pictures DIR   serve these images below /pictures/, for ?image=/pictures/NAME
  --port N         the port (default: the first free one from ${String(FIRST_PORT)})
  --help           show this

Parameters of the address: scene, theme, image, count, keep. Example: ?scene=many&count=50000&theme=light`;

/** `npm run dev`: the webview alone, in a plain browser. */
async function main(): Promise<void> {
  const options = {
    pictures: { type: 'string' },
    port: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const reload = new LiveReload();
  const build = startGroup(process.execPath, ['esbuild.mjs', '--watch', '--only=webview,harness'], {
    cwd: repoRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  reloadOnChange(join(repoRoot, 'out/webview'), reload);
  const port = values.port === undefined ? await freePort(FIRST_PORT) : Number(values.port);
  const pictures = resolve(
    process.env['INIT_CWD'] ?? '.',
    values.pictures ?? join(repoRoot, 'media/sample/images'),
  );
  const { url } = await serveHarness({ root: repoRoot, port, pictures, reload });
  console.log(
    `The editor's page is at ${url}?scene=labels&keep=1  (--help names the parameters)\nCtrl-C ends it.`,
  );
  openInBrowser(`${url}?scene=labels&keep=1`);
  await untilStopped(build, 'the build', () => '');
}

/** A build writes several files; pages load once, when the last has been still for a moment. */
function reloadOnChange(folder: string, reload: LiveReload): void {
  let timer: NodeJS.Timeout | undefined;
  mkdirSync(folder, { recursive: true });
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reload.now();
    }, SETTLE_MS);
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
