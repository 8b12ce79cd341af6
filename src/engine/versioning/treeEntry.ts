/** What git knows at a path. */
export type EntryKind = 'file' | 'link' | 'folder' | 'submodule';

export interface TreeEntry {
  readonly kind: EntryKind;
  /** Object id; of a submodule its commit. */
  readonly id: string;
}

/** By the file modes that git has (git-fast-import, "Modes"); octal. */
export function kindOfMode(mode: string): EntryKind {
  const type = Number.parseInt(mode, 8) >> 12;
  if (type === 0o4) return 'folder';
  if (type === 0o16) return 'submodule';
  return type === 0o12 ? 'link' : 'file';
}

const SPACE = 0x20;

/** Reads a tree object: `mode SP name NUL id`, again and again; ids have 20 bytes, 32 with SHA-256. */
export function parseTree(bytes: Buffer, idBytes: number): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(SPACE, at);
    const nul = bytes.indexOf(0, space);
    const next = nul + 1 + idBytes;
    if (space < 0 || nul < 0 || next > bytes.length) break;
    const id = bytes.toString('hex', nul + 1, next);
    const kind = kindOfMode(bytes.toString('latin1', at, space));
    entries.set(bytes.toString('utf8', space + 1, nul), { kind, id });
    at = next;
  }
  return entries;
}
