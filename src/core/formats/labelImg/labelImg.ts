import type { Detection, Format, Source, Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { walkFiles } from '../lib/walkFiles';
import { withoutExtension } from '../lib/safePath';
import type { Report } from '../report';
import { readVoc } from '../voc/readVoc';
import { BOXES_ONLY } from '../voc/voc';
import { vocRootFolder } from '../voc/vocFiles';
import { freeStem } from '../voc/writeVoc';
import { headText } from '../xml/headText';
import { fitsXml } from '../xml/escapeXml';
import { isCut, labelImgEdges, printLabelImg } from './printLabelImg';

/*
 * What LabelImg saves beside its images: VOC XML in its own hand (HumanSignal/labelImg: libs/pascal_voc_io.py).
 * Pixels: edges from 0, cut to whole pixels, what lies below 1 is 1. `truncated` is its own guess: set where a box
 * touches a border. `verified` is its mark for what was looked through.
 */
export const labelImg: Format = {
  id: 'labelimg',
  title: 'LabelImg (VOC XML beside the images)',
  family: 'voc',
  target: { kind: 'folder' },
  holds: {
    shapes: BOXES_ONLY,
    holes: false,
    parts: false,
    flags: ['difficult', 'truncated'],
    fields: [],
    tags: 'none',
    state: true,
    ids: false,
    classIds: false,
    usedClassesOnly: true,
    splits: false,
    negatives: true,
  },
  detect,
  read: (source, report) => readVoc(source, report, vocRootFolder(source), 0),
  write,
};

/** Beside the images, in their folders; classes in the list that LabelImg offers. */
function write(set: LabelSet, target: Target): void {
  const { fs, report } = target;
  const stems = new Set<string>();
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    target.image(image.path, image.path);
    tellLosses(image, report);
    if (image.labelled) {
      fs.writeText(`${freeStem(image.path, stems)}.xml`, printLabelImg(image.path, image.doc));
    }
    report.wrote(image.path, image.doc.annotations.length);
  }
}

function tellLosses({ path, doc }: LabeledImage, report: Report): void {
  const moved = doc.annotations.filter(({ shape }) => {
    if (shape.kind !== 'box') return false;
    const [xmin, ymin, xmax, ymax] = labelImgEdges(shape);
    const { x, y, width, height } = shape;
    return xmin !== x || ymin !== y || xmax !== x + width || ymax !== y + height;
  }).length;
  const guessed = doc.annotations.filter(
    (each) => isCut(each, doc.image) !== (each.truncated ?? false),
  ).length;
  if (moved > 0) report.loss(path, MOVED, moved);
  if (guessed > 0) report.loss(path, GUESSED, guessed);
  if (doc.state === 'todo') report.loss(path, TODO);
  if (doc.annotations.some(({ label }) => !fitsXml(label))) report.loss(path, CHARACTERS);
}

const MOVED = { code: 'labelimg-pixels', message: 'boxes are cut to whole pixels from 1 on' };
const GUESSED = {
  code: 'labelimg-truncated',
  message: 'annotations are truncated when they touch a border, and not else',
};
const TODO = { code: 'state-dropped', message: 'images lose their mark "to do"' };
const CHARACTERS = { code: 'characters-replaced', message: 'characters that XML cannot hold are replaced' };

/** Its own hand: no XML declaration, tabs, a `path` after the file name. */
function detect(source: Source): Detection | undefined {
  const root = vocRootFolder(source);
  if (root.hasFolders) return undefined;
  const first =
    source.file ?? walkFiles(source.fs, root.path, (name) => /\.xml$/i.test(name)).next().value ?? undefined;
  if (first === undefined) return undefined;
  const head = headText(source.fs, first);
  const isItsHand = /^<annotation(?: verified="yes")?>\r?\n\t<folder[\s\S]*?\n\t<path/.test(head);
  return isItsHand
    ? { confidence: 0.9, reason: `${withoutExtension(first)}.xml is written as LabelImg writes it` }
    : undefined;
}
