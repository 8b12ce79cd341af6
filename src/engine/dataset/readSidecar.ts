import { parseSidecar, type ParsedSidecar } from '../../core/annotation/sidecar';
import type { Problem } from '../../core/problem';
import { FileError } from '../fileError';
import { sha256OfText } from '../fs';
import { DISK, type Files } from './files';
import type { SidecarRead } from './sidecarRead';
import type { SidecarLocation } from './sidecars';
import { readStore } from './stores/readStore';

export type { SidecarRead } from './sidecarRead';

/** Reads what was located; a place that is not known is `broken`, with the reason. */
export async function readLocated(
  { path, blocked, store }: SidecarLocation,
  files: Files = DISK,
): Promise<SidecarRead> {
  if (store && !blocked) return (await readStore(store, [], files)).read;
  return blocked ? { kind: 'broken', path, hash: 'unknown', problem: blocked } : readSidecar(path, files);
}

/** Reads without throwing: an unreadable file is `broken`, with the reason. */
export async function readSidecar(path: string, files: Files = DISK): Promise<SidecarRead> {
  try {
    const text = await files.readText(path);
    return understood(path, sha256OfText(text), parseSidecar(text));
  } catch (error) {
    if (error instanceof FileError && error.kind === 'missing') return { kind: 'absent', path };
    if (!(error instanceof FileError)) throw error;
    const problem: Problem = { severity: 'error', code: `file-${error.kind}`, message: error.message };
    return { kind: 'broken', path, hash: `unreadable:${error.kind}`, problem };
  }
}

function understood(path: string, hash: string, parsed: ParsedSidecar): SidecarRead {
  if (!parsed.ok) return { kind: 'broken', path, hash, problem: parsed.problem };
  const { doc, problems } = parsed;
  return { kind: 'ok', path, hash, doc, problems, lineOf: (id) => parsed.lineOf(id) };
}
