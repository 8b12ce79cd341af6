/** What a file of Git LFS is in the repository until it is pulled (git-lfs/git-lfs: docs/spec.md). */
export interface LfsPointer {
  /** SHA-256 of the content, 64 hex digits. */
  readonly oid: string;
  readonly sizeBytes: number;
}

/** A pointer is shorter. */
export const MAX_POINTER_BYTES = 1024;
const VERSION = /^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\/spec\/v1\r?\n/;

/** Reads a pointer; undefined when the text is none. */
export function parseLfsPointer(text: string): LfsPointer | undefined {
  if (text.length >= MAX_POINTER_BYTES || !VERSION.test(text)) return undefined;
  const oid = /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})\r?$/m.exec(text)?.[1];
  return oid === undefined || size === undefined ? undefined : { oid, sizeBytes: Number(size) };
}

/** Where Git LFS keeps the content, below `.git/lfs`, with `/`. */
export function lfsObjectPath({ oid }: LfsPointer): string {
  return `objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`;
}
