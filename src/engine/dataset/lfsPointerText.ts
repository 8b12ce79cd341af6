/** A pointer file is shorter (git-lfs, docs/spec.md). */
export const MAX_POINTER_BYTES = 1024;

const VERSION = /^version https:\/\/(?:git-lfs\.github|hawser\.github)\.com\/spec\/v1\n/;

/** Whether a text begins as the pointers of Git LFS do, those of its first name included. */
export function isPointerText(text: string): boolean {
  return VERSION.test(text);
}
