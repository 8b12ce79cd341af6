import { pairedSet } from '../lib/pairedSet';
import type { Annotation } from '../../annotation/annotation';
import { isArray, isObject, type Json } from '../../json/json';
import type { Detection, Format, Source, Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import { PairPlaces, pairedFiles, RENAMED_PAIR, uniquePairPaths, type Pair } from '../lib/pairedFiles';
import { headOf, readTextOr } from '../lib/readTextOr';
import { joined, lastPart } from '../lib/safePath';
import { folderOfSplit, foldersWith, splitOf } from '../lib/splitFolders';
import { walkFiles } from '../lib/walkFiles';
import { wordRows, type WordRow } from '../lib/wordRows';
import type { Report } from '../report';
import { obbTask } from '../yolo/obbTask';
import { isYoloImage } from '../yolo/labelPath';
import { parseDotaRow, printDotaRow } from './row';

const IMAGES = 'images';
const LABEL_FOLDERS = ['labelTxt', 'labelTxt-v1.0', 'labelTxt-v1.5', 'labelTxt-v2.0'] as const;

/** DOTA: `<split>/images` and `<split>/labelTxt`. */
export const dota: Format = {
  id: 'dota',
  title: 'DOTA rotated boxes',
  family: 'dota',
  target: { kind: 'folder' },
  holds: {
    shapes: obbTask.holds.shapes,
    holes: false,
    parts: false,
    flags: ['difficult'],
    fields: [],
    attributes: ['difficulty'],
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

function items({ fs }: Source): readonly Item[] {
  return foldersWith(fs, LABEL_FOLDERS).flatMap((folder) => {
    const names = fs.list(folder).map(({ name }) => name);
    const labels = LABEL_FOLDERS.filter((name) => names.includes(name)).at(-1) ?? LABEL_FOLDERS[0];
    const pairs = pairedFiles(fs, joined(folder, IMAGES), joined(folder, labels), isYoloImage, 'png');
    return pairs.map((pair) => ({ ...pair, split: splitOf(folder) }));
  });
}

/** `imagesource:GoogleEarth`, `gsd:0.146`: facts of the image before its rows. */
function isHeader({ words }: WordRow): boolean {
  return /^[A-Za-z_]+:/.test(words[0] ?? '') && words.length < 9;
}

function detect({ fs, file }: Source): Detection | undefined {
  if (file !== undefined) return undefined;
  for (const folder of foldersWith(fs, LABEL_FOLDERS))
    for (const name of LABEL_FOLDERS)
      for (const path of walkFiles(fs, joined(folder, name), (each) => each.endsWith('.txt'))) {
        const row = [...wordRows(headOf(fs, path, 4096))].find((each) => !isHeader(each));
        if (!row) continue;
        const isRow = parseDotaRow(row, '').annotation !== undefined;
        return isRow
          ? { confidence: 0.97, reason: `${path} has rows of four corners and a class` }
          : undefined;
      }
  return undefined;
}

function read(source: Source, report: Report): LabelSet {
  const all = items(source);
  const paths = uniquePairPaths(all);
  const names = new Set<string>();
  for (const { labels } of all)
    if (labels !== undefined)
      for (const row of wordRows(readTextOr(source.fs, labels, report) ?? ''))
        if (!isHeader(row) && row.words.length >= 9) names.add(row.words[8] ?? '');
  const read = (item: Item, i: number): LabeledImage => imageOf(item, paths[i] ?? item.path, source, report);
  return pairedSet(all, names, read, report);
}

function imageOf(
  { source: at, labels, split }: Item,
  path: string,
  source: Source,
  report: Report,
): LabeledImage {
  const size = source.imageSize(at ?? path) ?? { widthPx: 0, heightPx: 0 };
  const { annotations, header } = labels === undefined ? NOTHING : contentOf(labels, path, source, report);
  report.read(path, annotations.length);
  const image = { file: lastPart(path), ...size };
  return {
    path,
    ...(at !== undefined && { source: at }),
    ...(split !== undefined && { split }),
    labelled: labels !== undefined,
    doc: {
      image,
      tags: [],
      annotations,
      kept: [],
      ...(header.length > 0 && { extra: { dota: { header } } }),
    },
  };
}

interface Content {
  readonly annotations: readonly Annotation[];
  readonly header: readonly string[];
}

const NOTHING: Content = { annotations: [], header: [] };

function contentOf(labels: string, imagePath: string, source: Source, report: Report): Content {
  const ids = importedIds(imagePath);
  const annotations: Annotation[] = [];
  const header: string[] = [];
  for (const row of wordRows(readTextOr(source.fs, labels, report) ?? '')) {
    if (annotations.length === 0 && isHeader(row)) {
      header.push(row.text);
      continue;
    }
    const { annotation, problem } = parseDotaRow(row, ids(annotations.length));
    if (problem) report.problem({ ...problem, path: labels });
    if (annotation) annotations.push(annotation);
  }
  return { annotations, header };
}

const RENAMED_CLASS = { code: 'class-renamed', message: 'white space in class names becomes -' };

function write(set: LabelSet, { fs, image: place, report }: Target): void {
  const places = new PairPlaces();
  let done = 0;
  for (const { path, split, labelled, doc } of set.images) {
    const folder = folderOfSplit(split, 'default');
    const { at, labels, isRenamed } = places.of(path, folder, IMAGES, LABEL_FOLDERS[0]);
    if (isRenamed) report.loss(path, RENAMED_PAIR);
    place(path, at);
    const rows = doc.annotations.map((each) => `${printDotaRow(each, nameOf(each.label, path, report))}\n`);
    const header = headerOf(doc.extra?.['dota']).map((line) => `${line}\n`);
    if (labelled || rows.length > 0) fs.writeText(labels, [...header, ...rows].join(''));
    report.wrote(path, rows.length);
    report.progress(++done, set.imageCount, 'label files written');
  }
}

function headerOf(kept: Json | undefined): readonly string[] {
  const header = isObject(kept) ? kept['header'] : undefined;
  return isArray(header)
    ? header.filter((line): line is string => typeof line === 'string' && !/[\r\n]/.test(line))
    : [];
}

function nameOf(label: string, path: string, report: Report): string {
  const name = label.replace(/\s/g, '-');
  if (name !== label || label === '') report.loss(path, RENAMED_CLASS);
  return name === '' ? '-' : name;
}
