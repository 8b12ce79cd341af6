import { readFileSync } from 'node:fs';

/** The most memory that a process has ever held, MB; undefined where the system does not say. */
export function peakMemoryMb(pid: number | undefined): number | undefined {
  return valueMb(`/proc/${pid ?? 0}/status`, /VmHWM:\s+(\d+) kB/);
}

/** The memory of a process, shared pages counted in shares, MB. */
export function memoryMb(pid: number): number | undefined {
  return valueMb(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB/m);
}

function valueMb(file: string, pattern: RegExp): number | undefined {
  try {
    const [, kB] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
    return kB === undefined ? undefined : Number(kB) / 1024;
  } catch {
    return undefined;
  }
}
