/** 32 hexadecimal digits. */
export function isMd5(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** True for a relative path with `/` that stays below its folder on every platform: no `..`, no drive, no backslash. */
export function pathBelow(path: string): boolean {
  if (path === '' || path.includes('\\') || path.includes('\0') || /^[a-z]:/i.test(path)) return false;
  return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}

/**
 * Where DVC keeps an object, below the cache's or a local remote's folder, with `/`: `files/md5/` since DVC 3, right
 * in the folder before (iterative/dvc: dvc/cachemgr.py). `suffix` is `.dir` for a folder's manifest.
 */
export function objectPaths(
  md5: string,
  suffix: '' | '.dir' = '',
): { readonly v3: string; readonly v2: string } {
  const v2 = `${md5.slice(0, 2)}/${md5.slice(2)}${suffix}`;
  return { v3: `files/md5/${v2}`, v2 };
}

/** Whether a path is another one or lies in it; both relative to the same folder, `/` between names. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
