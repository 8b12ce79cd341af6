import type { AbortLike } from '../protocol/abort';
import { AbortError } from '../protocol/rpcError';

/**
 * Between two stages of work: lets waiting messages in (a native run blocks this thread), then throws
 * `AbortError` if one of them cancelled.
 */
export async function breathe(signal: AbortLike): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new AbortError();
}
