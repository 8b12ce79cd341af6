import { stat } from 'node:fs/promises';
import type { Plan } from '../../core/heads/plan';
import { isMissing, messageOf, WorkerError } from '../workerError';

/** Names a picture as a model is given it; changes when the file, its page, the input or the recipe does. */
export async function imageKey(path: string, { input, recipe }: Plan, page = 0): Promise<string> {
  const { mtimeMs, size } = await stat(path).catch((error: unknown) => {
    const why = isMissing(error) ? 'there is no such file' : messageOf(error);
    throw new WorkerError('ImageError', `The image ${path} cannot be read: ${why}.`);
  });
  return [path, page, mtimeMs, size, JSON.stringify([input.type, input.layout, input.size, recipe])].join(
    '|',
  );
}
