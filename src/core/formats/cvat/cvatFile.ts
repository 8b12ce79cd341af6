import type { Source } from '../format';
import { headText } from '../xml/headText';
import { walkFiles } from '../lib/walkFiles';

/** Files looked into at most: any folder may be full of XML. */
const MOST_FILES = 20;

/** The CVAT file of a source: the one that is named, `annotations.xml`, or the first XML file that is one. */
export function cvatFile({ fs, file }: Source): string | undefined {
  if (file !== undefined) return isCvat(headText(fs, file)) ? file : undefined;
  let looked = 0;
  for (const path of walkFiles(fs, '', (name) => /\.xml$/i.test(name))) {
    if (isCvat(headText(fs, path))) return path;
    if (++looked >= MOST_FILES) return undefined;
  }
  return undefined;
}

/** True when the head of a text is that of a CVAT file. */
function isCvat(head: string): boolean {
  return (
    /<annotations[\s>]/.test(head) && (/<version>\s*1\./.test(head) || /<(meta|image|track)[\s>]/.test(head))
  );
}
