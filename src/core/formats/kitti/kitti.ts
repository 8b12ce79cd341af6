import { pairedSet } from '../lib/pairedSet';
import type { Annotation } from '../../annotation/annotation';
import type { Detection, Format, Source, Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { PairPlaces, pairedFiles, RENAMED_PAIR, uniquePairPaths, type Pair } from '../lib/pairedFiles';
import { headOf, readTextOr } from '../lib/readTextOr';
import { joined, lastPart } from '../lib/safePath';
import { folderOfSplit, foldersWith, splitOf } from '../lib/splitFolders';
import { walkFiles } from '../lib/walkFiles';
import { wordRows } from '../lib/wordRows';
import type { Report } from '../report';
import { AS_BOXES } from '../yolo/holds';
import { isYoloImage } from '../yolo/labelPath';
import { DONT_CARE, KITTI_ATTRIBUTES, parseKittiRow, printKittiRow } from './row';

const [IMAGES, LABELS] = ['image_2', 'label_2'];

/** KITTI's 2-D boxes: `image_2` and `label_2`, below folders of splits if there are any. */
export const kitti: Format = {
  id: 'kitti',
  title: 'KITTI 2-D boxes',
  family: 'kitti',
  target: { kind: 'folder' },
  holds: {
    shapes: AS_BOXES,
    holes: false,
    parts: false,
    flags: ['occluded', 'truncated', 'crowd'],
    fields: ['score'],
    attributes: KITTI_ATTRIBUTES,
    tags: 'none',
    state: false,
    ids: false,
    classIds: false,
    usedClassesOnly: true,
    splits: true,
    negatives: true,
  },
  detect,
  read,
  write,
};

interface Item extends Pair {
  readonly split: string | undefined;
}

function items(source: Source): readonly Item[] {
  return foldersWith(source.fs, [IMAGES, LABELS]).flatMap((folder) =>
    pairedFiles(source.fs, joined(folder, IMAGES), joined(folder, LABELS), isYoloImage, 'png').map(
      (pair) => ({
        ...pair,
        split: splitOf(folder),
      }),
    ),
  );
}

function detect({ fs, file }: Source): Detection | undefined {
  if (file !== undefined) return undefined;
  for (const folder of foldersWith(fs, [LABELS])) {
    const labels = joined(folder, LABELS);
    for (const path of walkFiles(fs, labels, (name) => name.endsWith('.txt'))) {
      const [row] = wordRows(headOf(fs, path, 4096));
      if (!row) continue;
      const isRow = !('code' in parseKittiRow(row, ''));
      return isRow
        ? { confidence: 0.97, reason: `${path} has rows of ${row.words.length} columns` }
        : undefined;
    }
  }
  return undefined;
}

function read(source: Source, report: Report): LabelSet {
  const all = items(source);
  const paths = uniquePairPaths(all);
  const seen = new Set<string>();
  for (const { labels } of all)
    if (labels !== undefined)
      for (const { words } of wordRows(readTextOr(source.fs, labels, report) ?? '')) seen.add(words[0] ?? '');
  const names = [...seen].filter((name) => name !== DONT_CARE);
  const read = (item: Item, i: number): LabeledImage => imageOf(item, paths[i] ?? item.path, source, report);
  return pairedSet(all, names, read, report);
}

function imageOf(
  { source: at, labels, split }: Item,
  path: string,
  source: Source,
  report: Report,
): LabeledImage {
  const size = (at === undefined ? source.imageSize(path) : source.imageSize(at)) ?? {
    widthPx: 0,
    heightPx: 0,
  };
  const annotations = labels === undefined ? [] : annotationsOf(labels, path, source, report);
  report.read(path, annotations.length);
  return {
    path,
    ...(at !== undefined && { source: at }),
    ...(split !== undefined && { split }),
    labelled: labels !== undefined,
    doc: { image: { file: lastPart(path), ...size }, tags: [], annotations, kept: [] },
  };
}

function annotationsOf(
  labels: string,
  imagePath: string,
  source: Source,
  report: Report,
): readonly Annotation[] {
  const ids = importedIds(imagePath);
  const annotations: Annotation[] = [];
  for (const row of wordRows(readTextOr(source.fs, labels, report) ?? '')) {
    const found = parseKittiRow(row, ids(annotations.length));
    if ('code' in found) report.problem({ ...found, path: labels });
    else annotations.push(found);
  }
  return annotations;
}

const CROWD_CLASS = { code: 'crowd-class', message: 'crowds lose their class: they become DontCare' };
const RENAMED_CLASS = { code: 'class-renamed', message: 'white space in class names becomes _' };

function write(set: LabelSet, { fs, image: place, report }: Target): void {
  const places = new PairPlaces();
  let done = 0;
  for (const { path, split, labelled, doc } of set.images) {
    const { at, labels, isRenamed } = places.of(path, folderOfSplit(split, ''), IMAGES, LABELS);
    if (isRenamed) report.loss(path, RENAMED_PAIR);
    place(path, at);
    const rows = doc.annotations.map((each) => `${printKittiRow(each, typeOf(each, path, report))}\n`);
    if (labelled || rows.length > 0) fs.writeText(labels, rows.join(''));
    report.wrote(path, rows.length);
    report.progress(++done, set.imageCount, 'label files written');
  }
}

function typeOf({ label, crowd }: Annotation, path: string, report: Report): string {
  if (crowd && label !== DONT_CARE) report.loss(path, CROWD_CLASS);
  if (crowd) return DONT_CARE;
  const type = label.replace(/\s/g, '_');
  if (type !== label || label === '') report.loss(path, RENAMED_CLASS);
  return type === '' ? '_' : type;
}
