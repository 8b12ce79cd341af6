/**
 * A path from a label file as a path below a root: `/` between parts, without `.` parts. Undefined for what leads out
 * of the root or names none: absolute paths, drives, `..`, URLs, empty names, control characters.
 */
export function safePath(raw: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^[\\/]|[\u0000-\u001f]/i.test(raw)) return undefined;
  const parts = (raw.includes('\\') ? raw.replaceAll('\\', '/') : raw)
    .split('/')
    .filter((part) => part !== '.');
  return parts.length === 0 || parts.some((part) => part === '' || part === '..')
    ? undefined
    : parts.join('/');
}

/** The last part of any path, also of one that is not safe; '' when there is none. */
export function lastPart(raw: string): string {
  return raw.slice(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1);
}

/** All but the last part; '' for a name alone. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The path without the last part's extension; a leading dot begins no extension. */
export function withoutExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') + 1 ? path.slice(0, dot) : path;
}

/** `a` and `b` joined with `/`, where `a` may be the root ''. */
export function joined(a: string, b: string): string {
  return a === '' ? b : b === '' ? a : `${a}/${b}`;
}

const IMAGE = /\.(jpe?g|png|bmp|tiff?|webp|gif|avif|jfif|jp2|dcm)$/i;

export function isImageName(name: string): boolean {
  return IMAGE.test(name);
}
