import type { Source } from '../format';
import { lastPart } from '../lib/safePath';

const FOLDER = 'annotations';
const EXTENSION = '.json';

/** The file that was named, or all of `annotations/`, or JSON files of the root where there is no such folder. */
export function subsetFiles({ fs, file }: Source): readonly string[] {
  if (file !== undefined) return file.endsWith(EXTENSION) ? [file] : [];
  const inside = fs.list(FOLDER).flatMap(({ name, kind }) => (kind === 'file' ? [`${FOLDER}/${name}`] : []));
  const beside = fs.list('').flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  return (inside.length > 0 ? inside : beside).filter((path) => path.endsWith(EXTENSION));
}

export function subsetOf(path: string): string {
  return lastPart(path).slice(0, -EXTENSION.length);
}

export function fileOfSubset(subset: string): string {
  return `${FOLDER}/${subset}${EXTENSION}`;
}
