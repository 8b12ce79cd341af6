import type { LabelSet, LabeledImage } from '../labelSet';
import type { Target } from '../format';
import { plainLabels } from '../xml/plainLabels';
import { withoutExtension } from '../lib/safePath';
import type { LabelClass } from '../../schema/labelSchema';
import { ClassLists } from './classLists';
import { listName } from './imageSets';
import { fitsLabelMap, LABEL_MAP, META_FILE, printLabelMap, printMetaFile } from './labelMap';
import { printVoc, type VocPrinting } from './printVoc';
import { UNLABELLED, unlabelledLine } from './unlabelled';

/** Writes `Annotations`, `ImageSets/Main` and the list of classes; images belong into `JPEGImages`. */
export function writeVoc(set: LabelSet, target: Target): void {
  const { fs, report, options } = target;
  const printing: VocPrinting = {
    label: plainLabels(report),
    origin: options['box-origin'] === '1' ? 1 : 0,
    integers: options['numbers'] === 'integers',
  };
  const stems = new Set<string>();
  const classLists = options['class-lists'] === 'yes' ? new ClassLists() : undefined;
  const lists = new Map<string, string[]>();
  let unlabelled = '';
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    target.image(image.path, `JPEGImages/${image.path}`);
    if (image.labelled) {
      const stem = freeStem(image.path, stems);
      fs.writeText(`Annotations/${stem}.xml`, printVoc(image.path, image.doc, printing));
      addTo(lists, listOf(image, target), stem);
      classLists?.add(image.split, stem, objectsOf(image));
    } else unlabelled += unlabelledLine(image);
    report.wrote(image.path, image.doc.annotations.length);
  }
  for (const [name, stemsOfList] of lists)
    fs.writeText(`ImageSets/Main/${name}.txt`, `${stemsOfList.join('\n')}\n`);
  if (unlabelled !== '') fs.writeText(UNLABELLED, unlabelled);
  const { classes } = set.schema;
  if (classLists) writeClassLists(classLists, classes, target);
  if (fitsLabelMap(classes)) fs.writeText(LABEL_MAP, printLabelMap(classes));
  else fs.writeText(META_FILE, printMetaFile(classes));
}

function* objectsOf({ doc }: LabeledImage): Generator<readonly [label: string, isDifficult: boolean]> {
  for (const { label, difficult } of doc.annotations) yield [label, difficult ?? false];
}

function writeClassLists(lists: ClassLists, classes: readonly LabelClass[], { fs, report }: Target): void {
  const message = 'classes have no lists of images: their names cannot be those of files';
  const unfit = (): void => report.loss('', { code: 'voc-class-list', message });
  const names = classes.map(({ name }) => name);
  for (const [path, text] of lists.files(names, unfit)) fs.writeText(path, text);
}

/** Images that differ in their extension alone need XML files of different names. */
export function freeStem(path: string, taken: Set<string>): string {
  let stem = withoutExtension(path);
  if (taken.has(stem)) stem = path;
  while (taken.has(stem)) stem += '_';
  taken.add(stem);
  return stem;
}

export function addTo(lists: Map<string, string[]>, name: string, stem: string): void {
  const list = lists.get(name);
  if (list) list.push(stem);
  else lists.set(name, [stem]);
}

export function listOf({ path, split }: LabeledImage, { report }: Target): string {
  const name = listName(split);
  if (split !== undefined && name !== split)
    report.loss(path, {
      code: 'split-renamed',
      message: 'images are in a split whose name has other characters',
    });
  return name;
}
