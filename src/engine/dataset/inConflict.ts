import { readFile } from 'node:fs/promises';
import { isUndecided } from '../../core/annotation/conflict';
import { parseSidecar } from '../../core/annotation/sidecar';

/** Files read at the same time. */
const AT_ONCE = 32;

/** True when a sidecar's text waits to be decided: versions that a merge kept, or git's markers. */
export function isInConflict(text: string): boolean {
  // Most are not, and are not parsed.
  if (!text.includes('"conflict"') && !text.includes('<<<<')) return false;
  const parsed = parseSidecar(text);
  return parsed.ok ? isUndecided(parsed.doc) : parsed.problem.code === 'sidecar-conflict';
}

/** The first of these images whose labels `isOpen` says wait to be decided; some are looked at side by side. */
export async function firstInConflict(
  images: readonly string[],
  isOpen: (image: string) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  for (let at = 0; at < images.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    const some = images.slice(at, at + AT_ONCE);
    const open = await Promise.all(some.map(isOpen));
    const found = some.find((_, i) => open[i]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of a sidecar on disk; false when it cannot be read. */
export async function isFileInConflict(sidecarPath: string): Promise<boolean> {
  try {
    return isInConflict(await readFile(sidecarPath, 'utf8'));
  } catch {
    return false;
  }
}
