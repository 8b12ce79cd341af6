import { readFileSync } from 'node:fs';

const PATIENCE_MS = 5000;

/** True when a process, which nobody here started directly, is gone within a few seconds. */
export async function ends(pid: number): Promise<boolean> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    if (!isRunning(pid)) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}

/** In a container nobody may ask how an orphan ended: then it stays in the list, as a zombie. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
