import { lastPart } from '../lib/safePath';

/** Eight hex digits that an upload gets before its name. */
const UPLOAD = /^[0-9a-f]{8}-(?=.)/;
const STORAGE = /^(?:s3|gs|azure-blob|azure|hdfs|repo|dagshub):\/\/[^/]*\/+/i;

/**
 * The path that a task's reference to its image means: `/data/local-files/?d=<encoded path>` that path, an upload its
 * name without the digits put before it, storage its key, a URL its path. Undefined for what names no file (a data
 * URL), with no part `..` in any.
 */
export function pathOfRef(ref: string): string | undefined {
  const raw = rawPath(ref);
  const parts = raw
    ?.replaceAll('\\', '/')
    .replace(/[\u0000-\u001f]/g, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts === undefined || parts.length === 0 ? undefined : parts.join('/');
}

function rawPath(ref: string): string | undefined {
  if (ref === '' || /^(?:data|blob|javascript):/i.test(ref)) return undefined;
  const local = /\/local-files\/?\?(?:.*&)?d=([^&#]*)/.exec(ref);
  if (local) return decoded((local[1] ?? '').replaceAll('+', '%20'));
  const stored = STORAGE.exec(ref);
  if (stored) return ref.slice(stored[0].length);
  const path = /^[a-z][a-z0-9+.-]+:\/\//i.test(ref) ? decoded(urlPath(ref)) : ref;
  const upload = /(?:^|\/)data\/upload\/(?:\d+\/)?([^/]+)$/.exec(path);
  return upload ? (upload[1] ?? '').replace(UPLOAD, '') : /^[a-z]:[\\/]/i.test(path) ? lastPart(path) : path;
}

function urlPath(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How our own tasks refer to an image: a path below the root of Label Studio's local files. */
export function localRef(path: string): string {
  return `/data/local-files/?d=${path.split('/').map(encodeURIComponent).join('/')}`;
}

const IMAGE_END = /\.(?:jpe?g|png|bmp|tiff?|webp|gif|avif|jfif|svg)(?:[?#].*)?$/i;

/** True for a text that looks as if it were a reference to an image. */
export function isImageRef(text: string): boolean {
  return IMAGE_END.test(text) || /^data:image\//i.test(text) || /\/local-files\/?\?/.test(text);
}
