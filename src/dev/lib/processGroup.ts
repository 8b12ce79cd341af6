import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** A child with everything it starts; `stop` ends them all and resolves when the child is gone. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** Exit code, or 1 when it could not start, or 128 when a signal ended it. */
  readonly exited: Promise<number>;
  stop(): Promise<void>;
}

const KILL_DELAY_MS = 4000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const alive = new Set<ChildProcess>();

/** Starts a program as the leader of its own group, so that nothing it starts outlives this process. */
export function startGroup(program: string, args: readonly string[], options: SpawnOptions): ProcessGroup {
  endWithParent();
  const child = spawn(program, args, { detached: process.platform !== 'win32', ...options });
  alive.add(child);
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => {
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? (signal ? 128 : 1));
    });
  });
  void exited.then(() => {
    signalGroup(child, 'SIGKILL');
    alive.delete(child);
  });
  return { child, exited, stop: () => stop(child, exited) };
}

async function stop(child: ChildProcess, exited: Promise<number>): Promise<void> {
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => {
    signalGroup(child, 'SIGKILL');
  }, KILL_DELAY_MS);
  await exited;
  clearTimeout(timer);
}

/** Signals the whole group; a group that is already gone is no error. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: every process of the group has ended.
  }
}

let watching = false;

/** A signal to us becomes an exit, and an exit ends every group: neither Ctrl-C nor a crash leaves any. */
function endWithParent(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of alive) signalGroup(child, 'SIGKILL');
  });
  for (const signal of SIGNALS)
    if (process.listenerCount(signal) === 0)
      process.on(signal, () => {
        process.exit(signal === 'SIGINT' ? 130 : 143);
      });
}
