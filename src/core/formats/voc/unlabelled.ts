import type { ReadFs } from '../fs';
import type { LabeledImage } from '../labelSet';
import { joined, lastPart, safePath } from '../lib/safePath';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

/*
 * Images that nobody has looked at must not stand in VOC's lists, and have no XML: whoever trains on them would take
 * them for images with nothing on them. What is known of them stands in a list of its own, which no other tool reads:
 * path, width, height, split and state, separated by tabs.
 */
export const UNLABELLED = 'unlabelled.tsv';

export function unlabelledLine({ path, split = '', doc }: LabeledImage): string {
  return `${[path, doc.image.widthPx, doc.image.heightPx, split, doc.state ?? ''].join('\t')}\n`;
}

export function readUnlabelled(fs: ReadFs, root: string, report: Report): readonly LabeledImage[] {
  const path = joined(root, UNLABELLED);
  if (!fs.has(path)) return [];
  return (textOf(fs, path, report) ?? '').split(/\r?\n/).flatMap(imageOfLine);
}

function imageOfLine(line: string): readonly LabeledImage[] {
  const [raw = '', width, height, split = '', state] = line.split('\t');
  const path = safePath(raw);
  if (path === undefined) return [];
  const image = { file: lastPart(path), widthPx: Number(width) || 0, heightPx: Number(height) || 0 };
  const doc = {
    image,
    ...((state === 'todo' || state === 'done') && { state: state as 'todo' | 'done' }),
    tags: [],
    annotations: [],
    kept: [],
  };
  return [{ path, labelled: false, doc, ...(split !== '' && { split }) }];
}
