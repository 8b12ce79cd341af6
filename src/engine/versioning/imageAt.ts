import { stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { parseDvcFile, pipelineOf, type DvcOut } from '../../core/dvc/dvcFile';
import { isAtOrBelow } from '../../core/dvc/names';
import { bytesText } from '../bytesText';
import { dvcRepoOf } from '../dvc/dvcRepo';
import { lfsObject } from '../dvc/lfsObject';
import { folderFiles, verifiedObject, type Found } from '../dvc/objects';
import { pasted } from './pasted';
import { revisionTitle, type Revision } from './revision';
import type { Versions } from './versions';

/** The picture of a version: where its bytes are, or why they cannot be had and what brings them. */
export type ImageAt =
  /** A file that holds exactly these bytes: the image itself, or an object of DVC's cache. Never to be written to. */
  | { readonly kind: 'file'; readonly path: string; readonly from: 'worktree' | 'dvc' | 'lfs' }
  /** From git's objects, or from the store of Git LFS. */
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly from: 'git' }
  /** `why` and `how` are sentences; `how` is empty when nothing helps. */
  | { readonly kind: 'missing'; readonly why: string; readonly how: string };

/**
 * The image at `path` (absolute, as if the revision were checked out) at a revision, its hash held against what the
 * version says. Nothing is fetched, nothing is written. Undefined when the version has no such image. Rejects with
 * `GitError` or the signal's reason.
 */
export async function imageAt(
  versions: Pick<Versions, 'root' | 'readAt'>,
  revision: Revision,
  path: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<ImageAt | undefined> {
  signal?.throwIfAborted();
  if (revision.kind === 'file') return { kind: 'file', path: revision.path, from: 'worktree' };
  if (revision.kind === 'worktree' && (await hasContent(path)))
    return { kind: 'file', path, from: 'worktree' };
  const file = await versions.readAt(revision, path);
  if (file === undefined) return undefined;
  const title = nameOf(versions.root, path);
  switch (file.kind) {
    case 'bytes':
      return { kind: 'bytes', bytes: file.bytes, from: 'git' };
    case 'lfs':
      return fromLfs(versions.root, revision, title, file, signal);
    case 'unreadable':
      return missing(file.reason, '');
    case 'dvc':
      return fromDvc(versions, revision, path, file.trackedBy, signal);
  }
}

/** Pointers of Git LFS are shorter; real images of that size are looked at by `readAt`. */
const MAX_POINTER_BYTES = 1024;

async function hasContent(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true && stats.size > MAX_POINTER_BYTES;
}

async function fromLfs(
  root: string,
  revision: Revision,
  title: string,
  { oid, sizeBytes }: { readonly oid: string; readonly sizeBytes: number },
  signal: AbortSignal | undefined,
): Promise<ImageAt> {
  const object = await lfsObject(root, oid, signal);
  if (object.ok) return { kind: 'file', path: object.value, from: 'lfs' };
  const what = `${title} of ${revisionTitle(revision)} is in Git LFS (${bytesText(sizeBytes)}) and has not been pulled.`;
  return missing(`${what} ${object.why}`, lfsFetch(revision, title));
}

async function fromDvc(
  versions: Pick<Versions, 'root' | 'readAt'>,
  revision: Revision,
  path: string,
  trackedBy: string,
  signal: AbortSignal | undefined,
): Promise<ImageAt | undefined> {
  const title = nameOf(versions.root, path);
  const how = `dvc fetch --all-commits ${pasted(title)} brings it, if the remote has it.`;
  const name = nameOf(versions.root, trackedBy);
  const tracker = await textAt(versions, revision, name);
  if (tracker === undefined) return missing(`${name} cannot be read.`, '');
  const pipeline = pipelineOf(name);
  const beside = pipeline === undefined ? undefined : await textAt(versions, revision, pipeline);
  const { outs } = parseDvcFile(tracker, name, beside);
  const out = outs.find((one) => isAtOrBelow(title, one.path));
  const repo = out && (await dvcRepoOf(dirname(trackedBy)));
  if (!out) return undefined;
  if (!repo) return missing(`${title} is tracked by DVC, but there is no .dvc folder here.`, '');
  const md5 = await md5In(repo.cacheFolder, out, title);
  if (!md5.ok) return missing(`${title} of ${revisionTitle(revision)} cannot be shown. ${md5.why}`, how);
  if (md5.value === undefined) return undefined;
  const found = await verifiedObject(repo.cacheFolder, md5.value, out.hash, signal);
  if (found.ok) return { kind: 'file', path: found.value, from: 'dvc' };
  return missing(`${title} of ${revisionTitle(revision)} cannot be shown. ${found.why}`, how);
}

/** `name` is relative to the root. Undefined when there is no such file, or no text. */
async function textAt(
  { root, readAt }: Pick<Versions, 'root' | 'readAt'>,
  revision: Revision,
  name: string,
): Promise<string | undefined> {
  const file = await readAt(revision, join(root, ...name.split('/')));
  return file?.kind === 'bytes' ? file.bytes.toString('utf8') : undefined;
}

/** The hash of a file that an output is or holds; undefined when the folder has no such file. */
async function md5In(cache: string, out: DvcOut, path: string): Promise<Found<string | undefined>> {
  if (!out.isFolder)
    return path === out.path && out.md5 !== undefined
      ? { ok: true, value: out.md5 }
      : { ok: false, why: `${out.path} has never been recorded: run dvc commit.` };
  const files = await folderFiles(cache, out);
  return files.ok ? { ok: true, value: files.value.get(path.slice(out.path.length + 1))?.md5 } : files;
}

function missing(why: string, how: string): ImageAt {
  return { kind: 'missing', why, how };
}

function lfsFetch(revision: Revision, path: string): string {
  const ref = revision.kind === 'commit' ? revision.commit.slice(0, 12) : 'HEAD';
  return `git lfs fetch origin ${ref} --include=${pasted(path)} brings it.`;
}

/** Relative to the root, with `/`. */
function nameOf(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}
