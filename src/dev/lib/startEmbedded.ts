import { join } from 'node:path';
import { cacheFolder } from './cacheFolder';
import { folderUrl, installVsix, startCodeServer } from './codeServer';
import { ensureEmbeddedCode } from './embeddedCode';
import { freePort, isFree } from './freePort';
import { openInBrowser } from './openInBrowser';
import { packageVsix, vsixName } from './packageVsix';
import { untilStopped } from './untilStopped';

const FIRST_PORT = 8470;

/** Serves the embedded VS Code with this build installed until it is told to end. */
export async function startEmbedded(folder: string, wantedPort: number | undefined): Promise<void> {
  const embedded = await ensureEmbeddedCode();
  const port = await choosePort(wantedPort);
  const homeFolder = join(cacheFolder(), `start-${String(port)}`);
  const options = { embedded, homeFolder, port };
  console.log('Packaging and installing this build …');
  const { path } = await packageVsix(join(cacheFolder(), `${String(port)}-${vsixName()}`));
  await installVsix(options, path);
  const server = await startCodeServer(options);
  const url = folderUrl(server.origin, folder);
  console.log(`\nRelabel is running in VS Code at\n\n    ${url}\n\nCtrl-C ends it.`);
  openInBrowser(url);
  await untilStopped(server.group, 'the embedded VS Code', server.log);
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) {
    if (await isFree(wanted)) return wanted;
    throw new Error(`port ${String(wanted)} is taken: choose another with --port, or leave it out`);
  }
  const port = await freePort(FIRST_PORT);
  if (port !== FIRST_PORT) console.log(`Port ${String(FIRST_PORT)} is taken: using ${String(port)}.`);
  return port;
}
