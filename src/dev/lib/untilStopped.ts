import type { ProcessGroup } from './processGroup';

/** Waits for the group's end, or for Ctrl-C (or another request to end), which ends the group first. */
export async function untilStopped(group: ProcessGroup, what: string, log: () => string): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const asked = new Promise<'asked'>((resolve) => {
    for (const signal of signals) {
      process.removeAllListeners(signal);
      process.on(signal, () => {
        resolve('asked');
      });
    }
  });
  const outcome = await Promise.race([asked, group.exited]);
  if (outcome === 'asked') {
    console.log(`\nEnding ${what} …`);
    await group.stop();
  } else if (outcome !== 0)
    throw new Error(`${what} ended by itself with code ${String(outcome)}:\n${log()}`);
}
