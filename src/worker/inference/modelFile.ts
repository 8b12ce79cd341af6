import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { OnnxMeta } from '../../core/heads/onnxMeta';
import { OnnxError, readOnnxMeta } from '../../core/heads/onnxMeta';
import type { ModelSource } from '../../protocol/worker';
import { Lru } from '../lru';
import { isMissing, messageOf, WorkerError } from '../workerError';

/** What reading a model's file tells. */
export interface ModelFile {
  readonly sha256: string;
  readonly meta: OnnxMeta;
}

const MAX_REMEMBERED = 32;

/** Reads model files, once per content: a file with the same path, size and time is not read again. */
export class ModelFiles {
  readonly #known = new Lru<ModelFile>(MAX_REMEMBERED);

  /** Throws `ModelError`. */
  async read({ path, manifest }: ModelSource): Promise<ModelFile> {
    const key = await fileKey(path);
    const file = this.#known.get(key) ?? inspect(path, await readBytes(path));
    this.#known.set(key, file);
    const stated = manifest?.sha256?.toLowerCase();
    if (stated === undefined || stated === file.sha256) return file;
    const text =
      `The model ${path} is not the file its manifest means: its sha256 is ${file.sha256}, ` +
      `the manifest says ${stated}. Fetch the right file or correct the manifest.`;
    throw new WorkerError('ModelError', text, { stated, actual: file.sha256 });
  }
}

/** Changes when the file does. */
export async function fileKey(path: string): Promise<string> {
  const { mtimeMs, size } = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return `${path}|${mtimeMs}|${size}`;
}

const readBytes = (path: string): Promise<Buffer> =>
  readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });

const unreadable = (path: string, error: unknown): WorkerError => {
  const why = isMissing(error) ? 'there is no such file' : messageOf(error);
  return new WorkerError('ModelError', `The model ${path} cannot be read: ${why}.`);
};

function inspect(path: string, bytes: Buffer): ModelFile {
  if (bytes.subarray(0, 30).toString('latin1').startsWith('version https://git-lfs'))
    throw new WorkerError(
      'ModelError',
      `The model ${path} is a Git LFS pointer: run "git lfs pull" to fetch it.`,
    );
  try {
    return { meta: readOnnxMeta(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    throw new WorkerError('ModelError', `The model ${path} is not a readable ONNX model: ${error.message}.`);
  }
}
