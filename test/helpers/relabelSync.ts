import { spawnSync } from 'node:child_process';
import { CLI, type CliResult } from './cli';

/** Runs the built command line in a folder and waits for it. */
export function relabelSync(cwd: string, args: readonly string[]): CliResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
