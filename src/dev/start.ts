import { findDesktopCode } from './lib/desktopCode';
import { sampleFolder } from './lib/sampleFolder';
import { startDesktop } from './lib/startDesktop';
import { startEmbedded } from './lib/startEmbedded';
import { parseStartOptions, START_HELP } from './lib/startOptions';

/** `npm start`: opens a data set in VS Code with this build of Relabel. */
async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    console.log(START_HELP);
    return;
  }
  const folder = options.folder ?? (await sampleFolder(options.fresh));
  const desktop = options.browserOnly
    ? ({ kind: 'none', reason: '--browser-only' } as const)
    : await findDesktopCode();
  if (desktop.kind === 'found') {
    console.log(`Using the desktop VS Code ${desktop.version} at ${desktop.program}.`);
    await startDesktop(desktop.program, folder);
    return;
  }
  console.log(`Using the embedded VS Code (${desktop.reason}).`);
  await startEmbedded(folder, options.port);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
