import { FileError } from '../engine/fileError';

/** True when the error is only what Ctrl-C left behind: everything but a save that failed. */
export function isInterrupted(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted && !(error instanceof FileError);
}
