import { compareCodePoints } from '../dataset/pathOrder';
import { isMd5, pathBelow } from './names';

/** A file of a folder that DVC tracks. */
export interface ManifestEntry {
  /** Relative to the folder, `/` between names. */
  readonly relpath: string;
  /** 32 hex digits. */
  readonly md5: string;
}

export type Manifest =
  | {
      readonly ok: true;
      readonly entries: readonly ManifestEntry[];
      /** Paths that lead out of the folder and entries without a hash: they are left out. */
      readonly refused: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** Reads a `.dir` object of DVC's cache (iterative/dvc-data: src/dvc_data/hashfile/tree.py). Never throws. */
export function parseManifest(text: string): Manifest {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    return { ok: false, why: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!Array.isArray(list)) return { ok: false, why: 'it is not a list of files' };
  const entries: ManifestEntry[] = [];
  const refused: string[] = [];
  for (const item of list as unknown[]) {
    const entry = entryOf(item);
    if (entry) entries.push(entry);
    else refused.push(nameOf(item));
  }
  return { ok: true, entries, refused };
}

function entryOf(item: unknown): ManifestEntry | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { relpath, md5 } = item as { relpath?: unknown; md5?: unknown };
  if (typeof relpath !== 'string' || typeof md5 !== 'string') return undefined;
  return pathBelow(relpath) && isMd5(md5) ? { relpath, md5 } : undefined;
}

function nameOf(item: unknown): string {
  const relpath = typeof item === 'object' && item !== null && 'relpath' in item ? item.relpath : item;
  return (typeof relpath === 'string' ? relpath : (JSON.stringify(relpath) ?? 'nothing')).slice(0, 200);
}

/**
 * The text whose MD5, with `.dir` behind it, is the folder's hash: what Python's `json.dumps(…, sort_keys=True)`
 * writes, with everything that is not ASCII escaped.
 */
export function printManifest(entries: readonly ManifestEntry[]): string {
  const sorted = [...entries].sort((a, b) => compareCodePoints(a.relpath, b.relpath));
  const items = sorted.map(({ md5, relpath }) => `{"md5": ${ascii(md5)}, "relpath": ${ascii(relpath)}}`);
  return `[${items.join(', ')}]`;
}

function ascii(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
