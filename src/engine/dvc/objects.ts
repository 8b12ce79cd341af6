import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseManifest, type ManifestEntry } from '../../core/dvc/dirManifest';
import type { DvcOut } from '../../core/dvc/dvcFile';
import { objectPaths } from '../../core/dvc/names';
import { isFile } from '../dataset/findUp';
import { md5OfFile, md5OfText } from './md5';

type Hash = DvcOut['hash'];

/** The object's file below a cache or a local remote; undefined when it is not there. Never rejects. */
export async function findObject(
  folder: string,
  md5: string,
  hash: Hash,
  suffix: '' | '.dir' = '',
): Promise<string | undefined> {
  const { v3, v2 } = objectPaths(md5, suffix);
  // What DVC 2 recorded may have been migrated, and what DVC 3 recorded is never in the old place.
  for (const path of hash === 'md5' ? [v3] : [v2, v3])
    if (await isFile(join(folder, ...path.split('/')))) return join(folder, ...path.split('/'));
  return undefined;
}

export type Found<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** An object whose content has been held against its hash. `why` is a sentence. */
export async function verifiedObject(
  folder: string,
  md5: string,
  hash: Hash,
  signal?: AbortSignal,
): Promise<Found<string>> {
  const path = await findObject(folder, md5, hash);
  if (path === undefined) return { ok: false, why: 'It is not in the local DVC cache.' };
  try {
    const found = await checkedMd5(path, hash, signal);
    if (found === md5) return { ok: true, value: path };
    return {
      ok: false,
      why: `Its copy in the local DVC cache is damaged: ${path} has MD5 ${found}, not ${md5}.`,
    };
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, why: `Its copy in the local DVC cache cannot be read: ${messageOf(error)}` };
  }
}

/** Objects never change: one that was checked is checked again only when the file is another. */
const checked = new Map<string, { readonly stamp: string; readonly md5: string }>();
const MAX_CHECKED = 50_000;

async function checkedMd5(path: string, hash: Hash, signal: AbortSignal | undefined): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  const stamp = `${hash} ${size} ${mtimeMs} ${ino}`;
  const known = checked.get(path);
  if (known?.stamp === stamp) return known.md5;
  const md5 = await md5OfFile(path, hash, signal);
  if (checked.size >= MAX_CHECKED) checked.clear();
  checked.set(path, { stamp, md5 });
  return md5;
}

/** A folder's files, by their paths relative to it. */
export type Files = ReadonlyMap<string, ManifestEntry>;

const MAX_MANIFEST_BYTES = 400 * 1024 * 1024;
/** Manifests are named by their content: what was read once holds for ever. */
const read = new Map<string, Files>();
const MAX_READ = 8;

/** The files of a folder as it was recorded, from the cache. `why` is a sentence. */
export async function folderFiles(folder: string, out: DvcOut): Promise<Found<Files>> {
  if (out.files) return { ok: true, value: byPath(out.files) };
  if (out.md5 === undefined)
    return { ok: false, why: `${out.path} has never been recorded: run dvc commit.` };
  const path = await findObject(folder, out.md5, out.hash, '.dir');
  if (path === undefined)
    return { ok: false, why: `The list of files of ${out.path} is not in the local DVC cache.` };
  const known = read.get(`${path} ${out.md5}`);
  if (known) return { ok: true, value: known };
  const found = await readManifest(path, out.md5);
  if (!found.ok) return found;
  if (read.size >= MAX_READ) read.delete(read.keys().next().value ?? '');
  read.set(`${path} ${out.md5}`, found.value);
  return found;
}

async function readManifest(path: string, md5: string): Promise<Found<Files>> {
  try {
    const { size } = await stat(path);
    if (size > MAX_MANIFEST_BYTES)
      return { ok: false, why: `${path} has ${size} bytes: too many to be read.` };
    const text = await readFile(path, 'utf8');
    if (md5OfText(text) !== md5)
      return {
        ok: false,
        why: `The list of files in the DVC cache is damaged: ${path} does not have its hash.`,
      };
    const manifest = parseManifest(text);
    if (!manifest.ok) return { ok: false, why: `${path} cannot be understood: ${manifest.why}.` };
    return { ok: true, value: byPath(manifest.entries) };
  } catch (error) {
    return { ok: false, why: `${path} cannot be read: ${messageOf(error)}` };
  }
}

function byPath(entries: readonly ManifestEntry[]): Files {
  return new Map(entries.map((entry) => [entry.relpath, entry]));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
