import { execFile } from 'node:child_process';
import { programPath } from '../../programPath';
import { withoutRepository } from '../gitEnvironment';

/** How a program ended; `code` is undefined when it could not be started or was stopped. */
export interface Ended {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const TIME_LIMIT_MS = 60_000;
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

export interface ProgramOptions {
  readonly cwd: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program without a shell, without questions, in the repository of its folder, and with a limit of time. Never rejects. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<Ended> {
  const path = programPath(program);
  if (path === undefined)
    return Promise.resolve({ code: undefined, stdout: '', stderr: `${program} was not found` });
  const env = { ...withoutRepository(process.env), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const limits = { timeout: TIME_LIMIT_MS, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true };
  return new Promise((done) => {
    const { signal, cwd } = options;
    const child = execFile(
      path,
      args,
      { cwd, env, ...limits, ...(signal && { signal }) },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : undefined;
        done({ code, stdout, stderr: stderr || (error?.message ?? '') });
      },
    );
    child.stdin?.end();
  });
}
