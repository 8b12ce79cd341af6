import type { ReadFs } from '../fs';
import type { Report } from '../report';
import { joined, lastPart, safePath, withoutExtension } from './safePath';

/** Folders in which images usually lie beside a file of labels. */
const FOLDERS = ['', 'images', 'JPEGImages', 'data'] as const;

/** Where the file of an image is, looked for around the folder of its labels. */
export function findImage(fs: ReadFs, folder: string, path: string): string | undefined {
  if (safePath(path) === undefined) return undefined;
  return FOLDERS.map((name) => joined(joined(folder, name), path)).find((place) => fs.has(place));
}

/**
 * What a label file calls an image, as a path that no other image of the set has: paths that lead elsewhere lose their
 * folders, and both that and a second image of one name are told.
 */
export function uniqueImagePath(
  raw: string,
  taken: Set<string>,
  at: { readonly file: string; readonly line?: number },
  report: Report,
): string {
  const safe = safePath(raw) ?? safePath(lastPart(raw)) ?? 'image';
  const place = { path: at.file, ...(at.line !== undefined && { line: at.line }) };
  if (safePath(raw) === undefined) {
    const message = `"${raw.slice(0, 200)}" is no path below the images; it is read as ${safe}.`;
    report.problem({ severity: 'warning', code: 'unsafe-path', ...place, message });
  }
  let path = safe;
  for (let n = 2; taken.has(path); n++)
    path = `${withoutExtension(safe)} (${n})${safe.slice(withoutExtension(safe).length)}`;
  if (path !== safe) {
    const message = `There is a second image ${safe}; it is read as ${path}.`;
    report.problem({ severity: 'warning', code: 'image-twice', ...place, message });
  }
  taken.add(path);
  return path;
}
