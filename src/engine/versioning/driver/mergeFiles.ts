import { randomBytes } from 'node:crypto';
import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  mergeLabelFile,
  type Marks,
  type MergedText,
} from '../../../core/formats/inPlace/merge/mergeLabelFile';
import { mergeSidecar } from '../../../core/formats/inPlace/merge/mergeSidecar';
import { isSidecar } from '../../dataset/sidecars';
import { readTextFile, writeAtomic } from '../../fs';
import { runProgram } from './runProgram';

export interface MergeRequest {
  /** Absolute. An empty base: both sides added the file. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** Of the file in the repository: its ending tells the format, as git's temporary files have none. */
  readonly path: string;
  /** Absolute, where the result goes; ours, when nothing is said. */
  readonly output?: string | undefined;
  readonly marks: Marks & { readonly base: string };
  readonly signal?: AbortSignal | undefined;
}

/** How a merge ended. The result is written in each case but `failed`, which touches nothing. */
export type MergeOutcome =
  | { readonly kind: 'clean' }
  /** By instance; what clashed is kept: as data of a sidecar, between marks in other formats. */
  | { readonly kind: 'conflict'; readonly conflicts: number; readonly asData: boolean }
  /** As text, because of the reason; `conflict` when marks were left. */
  | { readonly kind: 'text'; readonly reason: string; readonly conflict: boolean }
  | { readonly kind: 'failed'; readonly reason: string };

/** Merges three versions of a label file, by instance where that can be done, else as git merges text. */
export async function mergeFiles(request: MergeRequest): Promise<MergeOutcome> {
  const { path, output } = request;
  const asData = isSidecar(path);
  const merged = await mergedText(request, asData);
  if (!merged.ok) return mergeAsText(request, merged.reason);
  if (output === undefined) await writeAtomic(request.ours, merged.text);
  else await writeWhole(output, merged.text);
  if (merged.conflicts === 0) return { kind: 'clean' };
  return { kind: 'conflict', conflicts: merged.conflicts, asData };
}

async function mergedText(request: MergeRequest, asData: boolean): Promise<MergedText> {
  try {
    const paths = [request.base, request.ours, request.theirs];
    const [base = '', ours = '', theirs = ''] = await Promise.all(paths.map((path) => readTextFile(path)));
    return asData
      ? mergeSidecar(base, ours, theirs)
      : mergeLabelFile(request.path, base, ours, theirs, request.marks);
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whoever waits for the file finds the old one, none, or the whole new one. */
async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temp = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(temp, content, { flag: 'wx' });
    await rename(temp, path);
  } catch (error) {
    await unlink(temp).catch(() => undefined);
    throw error;
  }
}

/** `git merge-file` works on a copy of ours, which then takes its place: it writes where it stands. */
async function mergeAsText(request: MergeRequest, reason: string): Promise<MergeOutcome> {
  const { base, ours, theirs, output, marks, signal } = request;
  const copy = `${resolve(output ?? ours)}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(copy, await readFile(ours), { flag: 'wx' });
    const names = ['-L', marks.ours, '-L', marks.base, '-L', marks.theirs];
    const args = ['merge-file', ...names, `--marker-size=${marks.size}`, '--', copy, base, theirs];
    const { code, stderr } = await runProgram('git', args, { cwd: dirname(copy), signal });
    if (code === undefined || code > 127)
      return { kind: 'failed', reason: `${reason} As text it could not be merged either: ${stderr.trim()}` };
    await rename(copy, output ?? ours);
    return { kind: 'text', reason, conflict: code > 0 };
  } catch (error) {
    return { kind: 'failed', reason: `${reason} ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await unlink(copy).catch(() => undefined);
  }
}
