/**
 * A path as a data set file writes it, from a folder of the source: `..` and backslashes are followed. Undefined when
 * it leads out of the source's root.
 */
export function pathWithin(folder: string, written: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }

  return /[\u0000-\u001f]/.test(written) ? undefined : parts.join('/');
}

/** True for a path from the root of a disk. */
export function isAbsolute(written: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:[\\/])/.test(written);
}

/** Paths that an absolute one may mean in a data set that has been moved: its ends, the longest first. */
export function endsOf(written: string): readonly string[] {
  const path = written.replaceAll('\\', '/');
  if (!isAbsolute(path)) return [];
  const parts = `/${path.replace(/^[A-Za-z]:/, '')}`
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.slice(0, 30).map((_, i) => parts.slice(i).join('/'));
}
