import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPointerText, MAX_POINTER_BYTES } from '../dataset/lfsPointerText';

/** What Git LFS leaves in git in place of a file. */
export interface LfsPointer {
  /** SHA-256 of the content, hexadecimal. */
  readonly oid: string;
  readonly sizeBytes: number;
}

/** Undefined when the bytes are no pointer. */
export function readPointer(bytes: Buffer): LfsPointer | undefined {
  if (bytes.length >= MAX_POINTER_BYTES) return undefined;
  const text = bytes.toString('latin1');
  if (!isPointerText(text)) return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return oid === undefined ? undefined : { oid, sizeBytes: Number(size ?? 0) };
}

/** Contents that Git LFS has fetched, held against their hash. */
export interface LfsObjects {
  read(pointer: LfsPointer): Promise<Buffer | undefined>;
}

const MAX_BYTES = 100 * 1024 * 1024;

/** In the folder that all work trees of a repository share (git-lfs, docs/man: "lfs.storage"). */
export function lfsObjects(commonGitFolder: string): LfsObjects {
  return {
    async read({ oid, sizeBytes }) {
      if (sizeBytes > MAX_BYTES) return undefined;
      const path = join(commonGitFolder, 'lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
      const bytes = await readFile(path).catch(() => undefined);
      // A damaged copy is as good as none.
      return bytes && createHash('sha256').update(bytes).digest('hex') === oid ? bytes : undefined;
    },
  };
}
