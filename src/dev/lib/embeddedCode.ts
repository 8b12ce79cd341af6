import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder } from './cacheFolder';
import { CODE_SERVER_VERSION, nodePackage } from './embeddedVersions';
import { withLock } from './installLock';
import { plainEnv } from './plainEnv';
import { showProgress, type Progress } from './progress';
import { runProgram } from './runProgram';

/** A VS Code that needs no download page: code-server and the Node it runs on. */
export interface EmbeddedCode {
  readonly nodePath: string;
  /** The JavaScript file that Node runs. */
  readonly entryPath: string;
}

/** Why there is no embedded VS Code; `message` says what to do. */
export class EmbeddedCodeError extends Error {}

const VSCODE = 'node_modules/code-server/lib/vscode';
const LIMIT_MS = 900_000;

/**
 * The embedded VS Code from the per-user cache; fetched once (about 800 MB on disk) from the npm registry.
 * It is installed aside and moved into place when complete, so a half install is never used.
 */
export async function ensureEmbeddedCode(): Promise<EmbeddedCode> {
  const pack = nodePackage();
  if (!pack) throw new EmbeddedCodeError(unsupported());
  const cache = cacheFolder();
  const folder = join(cache, `code-server-${CODE_SERVER_VERSION}-${pack.name}-${pack.version}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    await withLock(`${folder}.lock`, sayWaiting, () => installAside(folder, `${pack.name}@${pack.version}`));
  }
  return {
    nodePath: join(folder, 'node_modules', pack.name, 'bin', 'node'),
    entryPath: join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

function unsupported(): string {
  return (
    `the embedded VS Code does not run on ${process.platform} ${process.arch}: install VS Code ` +
    '(https://code.visualstudio.com) with its "code" command on PATH'
  );
}

function sayWaiting(): void {
  process.stderr.write('Another process is fetching the embedded VS Code: waiting for it.\n');
}

async function installAside(folder: string, nodeSpec: string): Promise<void> {
  if (existsSync(folder)) return;
  removeLeftovers(folder);
  const aside = `${folder}.part-${String(process.pid)}`;
  try {
    await install(aside, nodeSpec);
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

/** Parts of installs that were killed; we hold the lock, so nobody works in them. */
function removeLeftovers(folder: string): void {
  const parent = join(folder, '..');
  const prefix = `${folder.slice(parent.length + 1)}.part-`;
  for (const name of readdirSync(parent))
    if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true });
}

/** The steps were timed: about 30 s in all, plus as much for the one native module where the disk is slow. */
async function install(aside: string, nodeSpec: string): Promise<void> {
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'package.json'), '{ "private": true }\n');
  process.stderr.write(
    'Fetching VS Code from the npm registry (once, about 800 MB on disk, a minute or so)\n',
  );
  const progress = showProgress(5);
  const nodeFolder = join(aside, 'node_modules', nodeSpec.slice(0, nodeSpec.indexOf('@')));
  const npm = npmRunner(nodeFolder);
  await progress.step(`Node ${nodeSpec}`, () => npm(aside, 'install', '--ignore-scripts', nodeSpec));
  await progress.step(`code-server ${CODE_SERVER_VERSION}`, () =>
    npm(aside, 'install', '--ignore-scripts', `code-server@${CODE_SERVER_VERSION}`),
  );
  for (const [what, path] of [
    ['its workbench', VSCODE] as const,
    ['its extensions', `${VSCODE}/extensions`] as const,
  ])
    await progress.step(what, () => npm(join(aside, path), 'install', '--omit=dev', '--ignore-scripts'));
  await buildLogger(progress, npm, aside);
}

/** The logger is the one native module VS Code wants built; without a compiler VS Code runs, less talkative. */
async function buildLogger(progress: Progress, npm: Npm, aside: string): Promise<void> {
  try {
    await progress.step('its logger', () =>
      npm(join(aside, VSCODE), 'rebuild', '--ignore-scripts=false', '@vscode/spdlog'),
    );
  } catch {
    process.stderr.write(
      'The logger could not be built (it needs Python 3, make and a C++ compiler): going on without.\n',
    );
  }
}

type Npm = (cwd: string, ...args: string[]) => Promise<void>;

/** Runs npm, under the fetched Node as soon as it is there, so that native modules are built for that one. */
function npmRunner(nodeFolder: string): Npm {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const headers = join(nodeFolder, 'include');
  const npmScript = process.env['npm_execpath'];
  return async (cwd, ...args) => {
    const bin = join(nodeFolder, 'bin');
    const env = plainEnv({
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      ...(existsSync(headers) ? { npm_config_nodedir: nodeFolder } : {}),
    });
    const node = existsSync(join(bin, 'node')) ? join(bin, 'node') : process.execPath;
    const [program, first] = npmScript?.endsWith('.js') ? [node, [npmScript]] : ['npm', []];
    const { code, output } = await runProgram(program, [...first, ...args, ...quiet], {
      cwd,
      env,
      timeoutMs: LIMIT_MS,
    });
    if (code !== 0) throw new EmbeddedCodeError(`npm ${args.join(' ')} failed in ${cwd}:\n${output.trim()}`);
  };
}
