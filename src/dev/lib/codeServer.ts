import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedCode } from './embeddedCode';
import { plainEnv } from './plainEnv';
import { startGroup, type ProcessGroup } from './processGroup';
import { runProgram } from './runProgram';
import { QUIET_SETTINGS, writeSettings } from './vsCodeSettings';

export interface CodeServerOptions {
  readonly embedded: EmbeddedCode;
  /** Holds user-data, extensions and the server's own settings; nothing is written elsewhere. */
  readonly homeFolder: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` without a path. */
  readonly origin: string;
  readonly group: ProcessGroup;
  /** What the server has said so far. */
  log(): string;
}

const START_LIMIT_MS = 60_000;

/** Starts the embedded VS Code on the loopback address and resolves once it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  writeSettings(join(options.homeFolder, 'user-data'), { ...QUIET_SETTINGS, ...options.settings });
  const args = [...baseArgs(options), '--auth', 'none', '--bind-addr', `127.0.0.1:${String(options.port)}`];
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const group = startGroup(options.embedded.nodePath, args, { env: serverEnv(options), stdio: [...stdio] });
  const said: string[] = [];
  group.child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  group.child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  const server = { origin: `http://127.0.0.1:${String(options.port)}`, group, log: () => said.join('') };
  await answering(server);
  return server;
}

/** The address that opens a folder. */
export function folderUrl(origin: string, folder: string): string {
  return `${origin}/?folder=${encodeURIComponent(folder).replaceAll('%2F', '/')}`;
}

/** Installs a VSIX into the server's extension folder, over an older build of the same version. */
export async function installVsix(options: CodeServerOptions, vsixPath: string): Promise<void> {
  const args = [...baseArgs(options), '--install-extension', vsixPath, '--force'];
  const { code, output } = await runProgram(options.embedded.nodePath, args, { env: serverEnv(options) });
  if (code !== 0 || /failed/i.test(output)) throw new Error(`installing ${vsixPath} failed:\n${output}`);
}

function baseArgs({ embedded, homeFolder }: CodeServerOptions): string[] {
  const config = join(homeFolder, 'code-server.yaml');
  mkdirSync(homeFolder, { recursive: true });
  writeFileSync(config, 'auth: none\n');
  const folders = [
    '--user-data-dir',
    join(homeFolder, 'user-data'),
    '--extensions-dir',
    join(homeFolder, 'extensions'),
  ];
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  return [embedded.entryPath, '--config', config, ...folders, ...quiet];
}

function serverEnv({ env }: CodeServerOptions): NodeJS.ProcessEnv {
  return plainEnv({ ...env });
}

async function answering(server: CodeServer): Promise<void> {
  let ended = false;
  void server.group.exited.then(() => (ended = true));
  for (const untilMs = Date.now() + START_LIMIT_MS; Date.now() < untilMs && !ended; await delay(100))
    if (await answers(`${server.origin}/healthz`)) return;
  await server.group.stop();
  throw new Error(`the embedded VS Code did not start at ${server.origin}:\n${server.log()}`);
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, (response) => {
      response.resume();
      resolve(response.statusCode !== undefined && response.statusCode < 500);
    });
    request.on('error', () => {
      resolve(false);
    });
    request.setTimeout(2000, () => request.destroy());
  });
}
