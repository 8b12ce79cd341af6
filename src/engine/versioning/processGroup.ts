import { spawn, type ChildProcess } from 'node:child_process';

/** What a program gets between being asked to end and being ended. */
const GRACE_MS = 2000;

/**
 * Options for `spawn` by which a program leads a group of its own: it can be ended with all that it started, and it has
 * no terminal on which ssh could ask somebody.
 */
export const OWN_GROUP = { windowsHide: true, detached: process.platform !== 'win32' } as const;

/** Ends a program that was started with `OWN_GROUP`, and everything it started: asks first. */
export function endGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  if (process.platform === 'win32') return endTree(child, pid);
  signalGroup(pid, 'SIGTERM');
  setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS).unref();
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}

function endTree(child: ChildProcess, pid: number): void {
  const options = { stdio: 'ignore', windowsHide: true } as const;
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], options).on('error', () => child.kill());
}
