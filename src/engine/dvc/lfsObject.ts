import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { isFile } from '../dataset/findUp';
import { askGit } from '../versioning/gitProcess';
import type { Found } from './objects';

/** The content of a Git LFS pointer in the local store, its SHA-256 worked out. `why` is a sentence. */
export async function lfsObject(root: string, oid: string, signal?: AbortSignal): Promise<Found<string>> {
  const store = await lfsStore(root, signal);
  const path = join(store, oid.slice(0, 2), oid.slice(2, 4), oid);
  if (!(await isFile(path))) return { ok: false, why: 'It is not in the local store of Git LFS.' };
  const found = await sha256(path, signal);
  if (found === oid) return { ok: true, value: path };
  return {
    ok: false,
    why: `Its copy in the local store of Git LFS is damaged: ${path} has SHA-256 ${found}.`,
  };
}

/** `lfs.storage` is relative to the git folder; all work trees share it (git-lfs/git-lfs: docs/man/git-lfs-config). */
async function lfsStore(root: string, signal: AbortSignal | undefined): Promise<string> {
  const place = { folder: root };
  const said = await askGit(place, ['rev-parse', '--git-common-dir'], { signal });
  const folder = isAbsolute(said) ? said : join(root, said);
  const storage = await askGit(place, ['config', '--get', 'lfs.storage'], { signal }).catch(() => '');
  return join(isAbsolute(storage) ? storage : join(folder, storage || 'lfs'), 'objects');
}

async function sha256(path: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { ...(signal && { signal }) }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest('hex');
}
