import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const BEAT_MS = 2000;
const STALE_MS = 30_000;

/**
 * Runs `work` while holding a lock folder that other processes respect. A holder refreshes the folder's
 * time; one that has not for 30 s is taken for dead. `onWait` is called once when another one holds it.
 */
export async function withLock<T>(folder: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  await acquire(folder, onWait);
  const beat = setInterval(() => {
    utimesSync(folder, new Date(), new Date());
  }, BEAT_MS);
  const release = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

async function acquire(folder: string, onWait: () => void): Promise<void> {
  for (let tries = 0; ; tries++) {
    if (tryMake(folder)) return;
    if (tries === 0) onWait();
    if (ageMs(folder) > STALE_MS) rmSync(folder, { recursive: true, force: true });
    else await delay(500);
  }
}

function tryMake(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ageMs(folder: string): number {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat ? Date.now() - stat.mtimeMs : 0;
}
