import type { Source } from '../format';
import { headText } from '../xml/headText';
import { walkFiles } from '../lib/walkFiles';

/** Other files looked into at most: any folder may be full of XML. */
const MOST_OTHERS = 20;

/** The CVAT files of a source: the one that is named, or all that are among its first XML files. */
export function cvatFiles({ fs, file }: Pick<Source, 'fs' | 'file'>): readonly string[] {
  if (file !== undefined) return isCvat(headText(fs, file)) ? [file] : [];
  const found: string[] = [];
  let others = 0;
  for (const path of walkFiles(fs, '', (name) => /\.xml$/i.test(name))) {
    if (isCvat(headText(fs, path))) found.push(path);
    else if (++others >= MOST_OTHERS) break;
  }
  return found;
}

/** True when the head of a text is that of a CVAT file. */
function isCvat(head: string): boolean {
  return (
    /<annotations[\s>]/.test(head) && (/<version>\s*1\./.test(head) || /<(meta|image|track)[\s>]/.test(head))
  );
}
