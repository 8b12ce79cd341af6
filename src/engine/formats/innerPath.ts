/**
 * The parts of a path inside a source or target; undefined when it is absolute or leads out. `a/./b//c` is `a/b/c`;
 * the root is no parts at all.
 */
export function innerParts(path: string): string[] | undefined {
  if (path.includes('\0') || path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts;
}

/** As `innerParts`, for places that are written: no backslash either, which is a separator on Windows. */
export function writableParts(path: string): string[] | undefined {
  const parts = innerParts(path);
  return parts === undefined || parts.length === 0 || path.includes('\\') ? undefined : parts;
}
