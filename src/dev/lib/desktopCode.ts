import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { plainEnv } from './plainEnv';
import { runProgram } from './runProgram';

/** A desktop VS Code that can be used, or why there is none. */
export type DesktopCode =
  | { readonly kind: 'found'; readonly program: string; readonly version: string }
  | { readonly kind: 'none'; readonly reason: string };

const MAC_PROGRAM = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
const OLDEST = [1, 106] as const;
const ANSWER_LIMIT_MS = 20_000;

/** Looks for the `code` command of a desktop VS Code that is new enough and can open a window here. */
export async function findDesktopCode(env: NodeJS.ProcessEnv = process.env): Promise<DesktopCode> {
  const program = codeOnPath(env);
  if (!program) return { kind: 'none', reason: 'no desktop VS Code ("code") on PATH' };
  if (isRemoteShim(program, env)) return { kind: 'none', reason: `${program} belongs to a remote window` };
  if (!hasDisplay(env)) return { kind: 'none', reason: `${program} needs a display, and there is none` };
  return asked(program);
}

function codeOnPath(env: NodeJS.ProcessEnv): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const places = folders.map((folder) => join(folder, name));
  return [...places, ...(process.platform === 'darwin' ? [MAC_PROGRAM] : [])].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** In a remote terminal, a container or WSL, `code` only talks to a window on another machine. */
function isRemoteShim(program: string, env: NodeJS.ProcessEnv): boolean {
  if (/[\\/]remote-cli[\\/]/.test(realpathSync(program))) return true;
  return Boolean(env['WSL_DISTRO_NAME']) && program.startsWith('/mnt/');
}

function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== 'linux' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

/** `code --version` prints the version on its first line; it fails where the program cannot run at all. */
async function asked(program: string): Promise<DesktopCode> {
  const shell = process.platform === 'win32';
  const run = await runProgram(shell ? `"${program}"` : program, ['--version'], {
    env: plainEnv(),
    timeoutMs: ANSWER_LIMIT_MS,
    shell,
  });
  const version = /^(\d+)\.(\d+)\.\d+\S*/m.exec(run.output);
  if (run.code !== 0 || !version) return { kind: 'none', reason: `${program} --version did not answer` };
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    return { kind: 'none', reason: `${program} is VS Code ${version[0]}, Relabel needs ${OLDEST.join('.')}` };
  return { kind: 'found', program, version: version[0] };
}
