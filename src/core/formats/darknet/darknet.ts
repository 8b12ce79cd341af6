import type { Detection, Format, Source, Target } from '../format';
import type { LabelSet } from '../labelSet';
import { headOf } from '../lib/readTextOr';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { listed, NAME_FILES, type YoloDataSet } from '../yolo/dataSet';
import { detectTask } from '../yolo/detectTask';
import { LabelReader } from '../yolo/labelReader';
import { LabelWriter } from '../yolo/labelWriter';
import { parseRows } from '../yolo/rows';
import { withoutExtension } from '../lib/safePath';
import { configPath, darknetSet, mayBeLabels, type DarknetSet } from './darknetFiles';
import { keyOfSplit } from './config';

/** Darknet: `obj.data`, `obj.names`, a list of images per split, and a label file beside each image. */
export const darknet: Format = {
  id: 'darknet',
  title: 'YOLO (Darknet: obj.data, obj.names, labels beside images)',
  family: 'darknet',
  target: { kind: 'folder' },
  holds: detectTask.holds,
  writeOptions: [
    {
      name: 'class-ids',
      about:
        'Classes whose ids are not 0, 1, 2 and so on: number them anew, or keep the ids and fill the gaps',
      values: ['renumber', 'keep'],
    },
  ],
  detect,
  read,
  write,
};

function detect(source: Source): Detection | undefined {
  const { fs, file } = source;
  const config = configPath(source);
  if (config !== undefined && /^\s*names\s*=/m.test(headOf(fs, config)))
    return { confidence: 0.96, reason: `${config} names a list of classes and lists of images` };
  return file === undefined ? detectLoose(source) : undefined;
}

const SAMPLE = 20;

/** Label files beside images, with or without a list of names. */
function detectLoose({ fs }: Source): Detection | undefined {
  let rows = 0;
  let looked = 0;
  for (const path of walkFiles(fs, '', mayBeLabels)) {
    if (/(?:^|\/)labels\//.test(path)) continue;
    const found = parseRows(headOf(fs, path, 20_000), () => undefined);
    if (found.some(({ values }) => values.length !== 4 || values.some((value) => value > 1.01)))
      return undefined;
    if (found.length > 0 && !hasImage(fs, path)) continue;
    rows += found.length;
    if (++looked >= SAMPLE) break;
  }
  if (rows === 0) return undefined;
  const names = listed(fs, '').some(({ name }) => NAME_FILES.includes(name));
  return {
    confidence: names ? 0.8 : 0.65,
    reason: `rows of five columns beside images${names ? ', and names' : ''}`,
  };
}

function hasImage(fs: Source['fs'], labels: string): boolean {
  const stem = withoutExtension(labels);
  const other = stem.replace(
    /(^|\/)([Aa])nnotations\//,
    (_, start: string, a: string) => `${start}${a === 'A' ? 'I' : 'i'}mages/`,
  );
  return ['jpg', 'png', 'jpeg', 'JPG', 'bmp', 'webp', 'tif'].some(
    (extension) => fs.has(`${stem}.${extension}`) || fs.has(`${other}.${extension}`),
  );
}

function read(source: Source, report: Report): LabelSet {
  const set = darknetSet(source, report);
  const reader = new LabelReader(detectTask, source, namedSet(set), report);
  return {
    schema: reader.schema,
    imageCount: set.images.length,
    images: {
      *[Symbol.iterator]() {
        for (const [i, image] of set.images.entries()) {
          yield reader.image({ ...image, sizeAt: image.source });
          report.progress(i + 1, set.images.length, 'labels read');
        }
      },
    },
  };
}

function namedSet({ names }: DarknetSet): YoloDataSet {
  return { home: '', yaml: { text: '', splits: [], names: new Map(names.map((name, i) => [i, name])) } };
}

const LINES = { code: 'class-renamed', message: 'class names lose line ends and white space at their ends' };
const RENAMED = {
  code: 'image-renamed',
  message: 'images are renamed: another one with the same name but for the extension has the label file',
};

/** `data/` before the paths is darknet's own habit: it is started from the folder above. */
function write(set: LabelSet, target: Target): void {
  const writer = new LabelWriter(detectTask, set, target);
  const lists = new Map<string, string[]>();
  const taken = new Set<string>();
  let done = 0;
  for (const image of set.images) {
    const key = keyOfSplit(image.split ?? 'train');
    const at = free(`obj_${key}_data/${image.path}`, taken);
    if (!at.endsWith(image.path)) target.report.loss(image.path, RENAMED);
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    list.push(`data/${at}\n`);
    target.image(image.path, at);
    writer.image(image, `${withoutExtension(at)}.txt`);
    target.report.progress(++done, set.imageCount, 'label files written');
  }
  if (!lists.has('train')) lists.set('train', []);
  for (const [key, lines] of lists) target.fs.writeText(`${key}.txt`, lines.join(''));
  const names = writer.facts.classes.map(({ name }) => oneLine(name, target));
  target.fs.writeText('obj.names', names.map((name) => `${name}\n`).join(''));
  target.fs.writeText('obj.data', config(names.length, [...lists.keys()]));
}

function config(count: number, keys: readonly string[]): string {
  const lines = keys.map((key) => `${key} = data/${key}.txt`);
  return [`classes = ${count}`, ...lines, 'names = data/obj.names', 'backup = backup/', ''].join('\n');
}

function oneLine(name: string, { report }: Target): string {
  const line = name.replace(/[\r\n]+/g, ' ').trim();
  if (line !== name) report.loss('', LINES);
  return line === '' ? '_' : line;
}

function free(wanted: string, taken: Set<string>): string {
  const stem = withoutExtension(wanted);
  const extension = wanted.slice(stem.length);
  let name = stem;
  for (let n = 1; taken.has(name); n++) name = `${stem}_${extension.slice(1)}${n === 1 ? '' : n}`;
  taken.add(name);
  return name + extension;
}
