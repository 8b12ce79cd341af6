import { startGroup } from './processGroup';

export interface RunResult {
  readonly code: number;
  /** Standard output and error together, in the order they came. */
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the program, and says so in `output`, when it takes longer. */
  readonly timeoutMs?: number;
  /** Lets the output through to ours instead of keeping it. */
  readonly show?: boolean;
  /** Through the shell, as Windows needs for .cmd files; quote the program and arguments yourself. */
  readonly shell?: boolean;
}

/** Runs a program to its end without a shell. Never throws: a program that is missing gives code 1. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const { cwd, env, timeoutMs, show, shell } = options;
  const out = show ? 'inherit' : 'pipe';
  const group = startGroup(program, args, {
    cwd,
    env: env ?? process.env,
    stdio: ['ignore', out, out],
    shell,
  });
  const parts: string[] = [];
  const keep = (chunk: Buffer): void => void parts.push(chunk.toString('utf8'));
  group.child.stdout?.on('data', keep);
  group.child.stderr?.on('data', keep);
  group.child.on('error', (error) => parts.push(error.message));
  const timer = timeoutMs === undefined ? undefined : setTimeout(expire, timeoutMs);
  function expire(): void {
    parts.push(`\n${program}: ended after ${String((timeoutMs ?? 0) / 1000)} s\n`);
    void group.stop();
  }
  const code = await group.exited;
  clearTimeout(timer);
  return { code, output: parts.join('') };
}
