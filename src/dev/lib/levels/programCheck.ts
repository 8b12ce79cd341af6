import { join } from 'node:path';
import { repoRoot } from '../repoRoot';
import { runProgram } from '../runProgram';
import { failed, passed, type Outcome } from './level';

/** Runs a tool from node_modules that passes by exit code 0; its output is the failure's message. */
export async function programCheck(name: string, script: string, args: readonly string[]): Promise<Outcome> {
  const path = join(repoRoot, 'node_modules', script);
  const { code, output } = await runProgram(process.execPath, [path, ...args], { cwd: repoRoot });
  return code === 0 ? passed(name) : failed(name, output.trim());
}
