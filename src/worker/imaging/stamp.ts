import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isMissing, messageOf, WorkerError } from '../workerError';

/** Names the state of a page of a file without reading it: changes when the file is written or replaced. */
export async function stampOf(path: string, page: number): Promise<string> {
  const { mtimeMs, size, ino } = await stat(path).catch((error: unknown) => {
    const why = isMissing(error) ? 'there is no such file' : messageOf(error);
    throw new WorkerError('ImageError', `The image ${path} cannot be read: ${why}.`);
  });
  const state = [path, mtimeMs, size, ino, page].join('\n');
  return createHash('sha256').update(state).digest('hex').slice(0, 24);
}
