import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { ReportPicture } from '../../core/report/report';
import { imageAt, type ImageAt } from '../versioning/imageAt';
import type { Revision } from '../versioning/revision';
import type { Versions } from '../versioning/versions';
import type { Workers } from '../workers';

/** Longer side of a picture in a report. */
const SIDE_PX = 960;
const QUALITY = 78;
/** What is put in as it is, where no picture can be made. */
const MOST_RAW_BYTES = 600_000;
const MOST_HASHED_BYTES = 64 * 1024 * 1024;

export type Made = { readonly picture: ReportPicture } | { readonly why: string };

/** Makes small pictures of images at a version through the imaging process. `dispose` removes what lay in a temp folder. */
export class Pictures {
  readonly #workers: Pick<Workers, 'imaging'>;
  readonly #versions: Versions | undefined;
  #folder: Promise<string> | undefined;
  /** Most images are the same in both versions: the second picture is the first. */
  #last: { readonly key: string; readonly picture: ReportPicture } | undefined;

  constructor(workers: Pick<Workers, 'imaging'>, versions: Versions | undefined) {
    this.#workers = workers;
    this.#versions = versions;
  }

  /** Rejects only with the signal's reason. */
  async make(revision: Revision, imagePath: string, page: number, signal: AbortSignal): Promise<Made> {
    signal.throwIfAborted();
    try {
      const found = await this.#find(revision, imagePath, signal);
      if (!found) return { why: 'This version has no such image.' };
      if (found.kind === 'missing') return { why: [found.why, found.how].filter(Boolean).join(' ') };
      const key = await keyOf(found, page);
      if (key !== this.#last?.key) {
        const path = found.kind === 'file' ? found.path : await this.#unpack(found.bytes, imagePath);
        this.#last = { key, picture: { dataUri: await this.#preview(path, page, signal) } };
      }
      return { picture: this.#last.picture };
    } catch (error) {
      if (signal.aborted) throw error;
      return { why: error instanceof Error ? error.message : String(error) };
    }
  }

  async dispose(): Promise<void> {
    const folder = await this.#folder?.catch(() => undefined);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async #find(revision: Revision, imagePath: string, signal: AbortSignal): Promise<ImageAt | undefined> {
    if (this.#versions && revision.kind !== 'file')
      return imageAt(this.#versions, revision, imagePath, { signal });
    const stats = await stat(imagePath).catch(() => undefined);
    return stats?.isFile() ? { kind: 'file', path: imagePath, from: 'worktree' } : undefined;
  }

  /** The imaging process reads files; one after the other, so one name is enough. */
  async #unpack(bytes: Buffer, imagePath: string): Promise<string> {
    this.#folder ??= mkdtemp(join(tmpdir(), 'relabel-report-'));
    const path = join(await this.#folder, `image${extname(imagePath).slice(0, 12)}`);
    await writeFile(path, bytes);
    return path;
  }

  async #preview(path: string, page: number, signal: AbortSignal): Promise<string> {
    try {
      const args = { path, page, maxSidePx: SIDE_PX, jpegQuality: QUALITY };
      const { bytes, mime } = await this.#workers.imaging.call('preview', args, { signal });
      return `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
    } catch (error) {
      const raw = signal.aborted || page > 0 ? undefined : await rawPicture(path);
      if (raw === undefined) throw error;
      return raw;
    }
  }
}

/** Equal for equal bytes of one page; of what is large, for one file. */
async function keyOf(found: Exclude<ImageAt, { kind: 'missing' }>, page: number): Promise<string> {
  if (found.kind === 'file' && (await stat(found.path)).size > MOST_HASHED_BYTES)
    return `${page} ${found.path}`;
  const bytes = found.kind === 'file' ? await readFile(found.path) : found.bytes;
  return `${page} ${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A small PNG or JPEG as it is; undefined for anything else. */
async function rawPicture(path: string): Promise<string | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats || stats.size > MOST_RAW_BYTES) return undefined;
  const bytes = await readFile(path);
  const head = bytes.subarray(0, 4).toString('hex');
  const mime = head === '89504e47' ? 'image/png' : head.startsWith('ffd8ff') ? 'image/jpeg' : undefined;
  return mime && `data:${mime};base64,${bytes.toString('base64')}`;
}
