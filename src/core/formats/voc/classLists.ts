import type { ReadFs } from '../fs';
import { joined } from '../lib/safePath';
import { textOf } from '../lib/readText';
import type { Report } from '../report';
import { listName } from './imageSets';

/*
 * `ImageSets/Main/<class>_<split>.txt`: for every image of the split whether it has the class: 1 yes, -1 no, 0 only
 * objects that are difficult (devkit_doc.pdf, 8.1). They repeat what the XML files say; images without one have
 * nothing else.
 */

/** Classes by stem, of images that have them; `wanted` says of which images. */
export function classesOfLists(
  fs: ReadFs,
  root: string,
  classes: readonly string[],
  wanted: (stem: string) => boolean,
  report: Report,
): ReadonlyMap<string, readonly string[]> {
  const folder = joined(root, 'ImageSets/Main');
  const found = new Map<string, string[]>();
  for (const { name, kind } of fs.list(folder)) {
    const label = kind === 'file' ? classOf(name, classes) : undefined;
    if (label === undefined) continue;
    for (const line of (textOf(fs, joined(folder, name), report) ?? '').split(/\r?\n|\r/)) {
      const stem = /^\s*(.*?)\s+1\s*$/.exec(line)?.[1];
      if (stem === undefined || !wanted(stem)) continue;
      const labels = found.get(stem) ?? [];
      if (!labels.includes(label)) labels.push(label);
      found.set(stem, labels);
    }
  }
  return found;
}

/** `cat` of `cat_train.txt`; names may have `_` themselves, so that known ones are tried first. */
function classOf(name: string, classes: readonly string[]): string | undefined {
  const base = /^(.+)\.txt$/i.exec(name)?.[1];
  if (base === undefined || !base.includes('_')) return undefined;
  const known = classes.filter((each) => base.startsWith(`${each}_`)).sort((a, b) => b.length - a.length);
  return known[0] ?? base.slice(0, base.lastIndexOf('_'));
}

/** Collects what an image has, for lists of every class in every split. */
export class ClassLists {
  readonly #splits = new Map<
    string,
    { readonly stem: string; readonly labels: ReadonlyMap<string, boolean> }[]
  >();

  /** @param objects label and whether it is difficult, of every object */
  add(
    split: string | undefined,
    stem: string,
    objects: Iterable<readonly [label: string, isDifficult: boolean]>,
  ): void {
    const labels = new Map<string, boolean>();
    for (const [label, isDifficult] of objects) labels.set(label, (labels.get(label) ?? true) && isDifficult);
    const name = listName(split);
    const list = this.#splits.get(name) ?? [];
    list.push({ stem, labels });
    this.#splits.set(name, list);
  }

  /** Path and text of each list. Class names that cannot be in a file's name are left out, and given to `unfit`. */
  *files(
    classes: readonly string[],
    unfit: (label: string) => void,
  ): Generator<readonly [path: string, text: string]> {
    for (const label of classes) {
      if (/[/\\:*?"<>|\u0000-\u001f]/.test(label)) unfit(label);
      else
        for (const [split, images] of this.#splits) {
          const lines = images.map(({ stem, labels }) => `${stem} ${presence(labels.get(label))}\n`);
          yield [`ImageSets/Main/${label}_${split}.txt`, lines.join('')];
        }
    }
  }
}

function presence(isDifficult: boolean | undefined): string {
  return isDifficult === undefined ? '-1' : isDifficult ? ' 0' : ' 1';
}
