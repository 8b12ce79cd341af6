import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** True when two files hold the same bytes; false when one of them cannot be read. */
export async function sameFile(a: string, b: string, signal: AbortSignal): Promise<boolean> {
  if (a === b) return true;
  try {
    const [one, other] = await Promise.all([stat(a), stat(b)]);
    if (one.size !== other.size) return false;
    const [first, second] = await Promise.all([hashOf(a, signal), hashOf(b, signal)]);
    return first === second;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
