import type { Source } from '../format';
import { UnreadableFile, type ReadFs } from '../fs';
import { walkFiles } from '../lib/walkFiles';
import { headText } from '../xml/headText';

/** Roboflow's name for it, one in each split's folder. */
const USUAL = /(^|[._])createml\.json$/i;
/** Files looked into at most. */
const MOST_FILES = 20;

/** The CreateML lists of a source: all with the usual name, else the first JSON that is one. */
export function createMlFiles({ fs, file }: Pick<Source, 'fs' | 'file'>): readonly string[] {
  if (file !== undefined) return [file];
  const files = [...jsonFiles(fs)];
  const usual = files.filter((path) => USUAL.test(path) && looksLikeCreateMl(fs, path));
  if (usual.length > 0) return usual;
  const found = files.slice(0, MOST_FILES).find((path) => looksLikeCreateMl(fs, path));
  return found === undefined ? [] : [found];
}

function* jsonFiles(fs: ReadFs): Generator<string> {
  let count = 0;
  for (const path of walkFiles(fs, '', (name) => /\.json$/i.test(name))) {
    if (++count > 1000) return;
    yield path;
  }
}

/** A list of objects with an image's name and annotations that have coordinates; an empty list says nothing. */
export function looksLikeCreateMl(fs: ReadFs, path: string): boolean {
  try {
    const head = headText(fs, path, 65_536);
    return (
      /^\s*\[\s*\{/.test(head) &&
      /"(image|imagefilename)"\s*:\s*"/.test(head) &&
      // Label Studio's tasks have their image in there.
      !/"data"\s*:\s*\{/.test(head) &&
      (/"coordinates"\s*:\s*\{/.test(head) || /"annotations?"\s*:\s*\[\s*\]/.test(head))
    );
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return false;
  }
}
