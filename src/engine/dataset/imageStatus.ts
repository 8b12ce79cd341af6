import { open, readlink, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { bytesText } from '../bytesText';
import { errorCode } from '../fileError';
import { dvcTrackerOf } from './dvcTracker';
import { DISK } from './files';
import { ancestors, exists, isFile } from './findUp';
import { isPointerText, MAX_POINTER_BYTES } from './lfsPointerText';

/** Whether an image's bytes are there, and if not, why and what brings them. */
export type ImageStatus =
  | { readonly state: 'present'; readonly sizeBytes: number; readonly mtimeMs: number }
  | {
      readonly state: 'missing';
      /** One or two sentences for the user. */
      readonly reason: string;
      /** True when there is no such file and nothing says where it could come from. */
      readonly isGone: boolean;
      readonly fetch?: ImageFetch;
    };

/** A program that brings the image; to be run only when the user asks for it. */
export interface ImageFetch {
  readonly kind: 'lfs' | 'dvc';
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Label of a button. */
  readonly title: string;
}

type Missing = Extract<ImageStatus, { readonly state: 'missing' }>;

/** Never rejects. */
export async function imageStatus(path: string): Promise<ImageStatus> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return missing(`${basename(path)} is not a file.`);
    if (stats.size === 0) return missing(`${basename(path)} is empty (0 bytes).`);
    const pointer = stats.size < MAX_POINTER_BYTES ? await readHead(path) : '';
    if (isPointerText(pointer)) return await unpulledLfs(path, pointer);
    return { state: 'present', sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
  } catch (error) {
    return errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR'
      ? absent(path)
      : missing(`${basename(path)} cannot be read: ${errorText(error)}.`);
  }
}

function missing(reason: string): Missing {
  return { state: 'missing', reason, isGone: false };
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_POINTER_BYTES), 0, MAX_POINTER_BYTES, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function unpulledLfs(path: string, pointer: string): Promise<Missing> {
  const bytes = Number(/^size (\d+)$/m.exec(pointer)?.[1]);
  const size = Number.isFinite(bytes) ? ` (${bytesText(bytes)})` : '';
  const root = await rootWith('.git', path);
  return {
    ...missing(
      `${basename(path)} is in Git LFS${size} and has not been downloaded: there is only its pointer file.`,
    ),
    ...(root !== undefined && { fetch: lfsPull(root, path) }),
  };
}

/** The pattern of --include cannot hold commas; such an image comes with all others of its folder. */
function lfsPull(root: string, path: string): ImageFetch {
  const own = relative(root, path).split(sep).join('/');
  const wanted = own.includes(',') ? own.slice(0, Math.max(0, own.lastIndexOf('/'))) : own;
  const pattern = wanted.replace(/[\\*?[\]]/g, '\\$&');
  const include = pattern === '' || pattern.includes(',') ? [] : [`--include=${pattern}`, '--exclude='];
  return {
    kind: 'lfs',
    command: 'git',
    args: ['lfs', 'pull', ...include],
    cwd: root,
    title: 'Pull This Image',
  };
}

async function absent(path: string): Promise<Missing> {
  const tracker = await dvcTrackerOf(DISK, await topOf(path), path);
  if (tracker !== undefined) return unpulledDvc(path, tracker);
  const target = await readlink(path).catch(() => undefined);
  const reason =
    target === undefined
      ? `${basename(path)} does not exist; it was deleted or moved.`
      : `${basename(path)} is a link to ${target}, which does not exist.`;
  return { state: 'missing', reason, isGone: target === undefined };
}

function unpulledDvc(path: string, tracker: string): Missing {
  const fetch: ImageFetch = {
    kind: 'dvc',
    command: 'dvc',
    args: ['pull', `.${sep}${relative(dirname(tracker), path)}`],
    cwd: dirname(tracker),
    title: 'Pull This Image',
  };
  const reason = `${basename(path)} is tracked by DVC (${basename(tracker)}) and has not been pulled.`;
  return { ...missing(reason), fetch };
}

/** The folder of the repository, git's or DVC's; the uppermost one where there is none. */
async function topOf(path: string): Promise<string> {
  const above = ancestors(dirname(path));
  for (const at of above)
    if ((await exists(join(at, '.git'))) || (await isFile(join(at, '.dvc', 'config')))) return at;
  return above.at(-1) ?? dirname(path);
}

async function rootWith(name: string, path: string): Promise<string | undefined> {
  for (const at of ancestors(dirname(path))) if (await exists(join(at, name))) return at;
  return undefined;
}

function errorText(error: unknown): string {
  if (errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
