import type { ReadFs } from '../fs';
import { joined } from '../lib/safePath';
import { textOf } from '../lib/readText';
import type { Report } from '../report';

/** The name datumaro and CVAT give to what belongs to no split. */
const UNSPLIT = 'default';
/** First found counts, so that a union (`trainval`) comes after its parts. */
const ORDER = ['train', 'val', 'test'];

/** Splits by stem (path of the annotation below its folder, without `.xml`), in the order of the lists. */
export function splitsOf(
  fs: ReadFs,
  root: string,
  task: 'Main' | 'Segmentation',
  report: Report,
): ReadonlyMap<string, string | undefined> {
  const folder = joined(root, `ImageSets/${task}`);
  const names = fs
    .list(folder)
    .filter(({ name, kind }) => kind === 'file' && /^[^_]+\.txt$/i.test(name))
    .map(({ name }) => name.slice(0, -4));
  const splits = new Map<string, string | undefined>();
  for (const split of names.sort((a, b) => rank(a) - rank(b))) {
    const text = textOf(fs, joined(folder, `${split}.txt`), report) ?? '';
    for (const line of text.split(/\r?\n|\r/)) {
      const stem = line.trim();
      if (stem !== '' && !stem.startsWith('#') && !splits.has(stem))
        splits.set(stem, split === UNSPLIT ? undefined : split);
    }
  }
  return splits;
}

function rank(split: string): number {
  const at = ORDER.indexOf(split);
  return at < 0 ? (split === 'trainval' ? ORDER.length + 1 : ORDER.length) : at;
}

/** Name of a split's list; what datumaro takes for a list must have no `_`. */
export function listName(split: string | undefined): string {
  return (split ?? UNSPLIT).replace(/[_/\\]/g, '-');
}
