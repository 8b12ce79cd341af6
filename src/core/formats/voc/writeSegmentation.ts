import type { Annotation } from '../../annotation/annotation';
import { spansOfMask } from '../../mask/rle';
import type { LabelClass } from '../../schema/labelSchema';
import { boxOf } from '../../shapes/box';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { encodeIndexedPng } from '../png/encodePng';
import { paintRegion } from '../png/labelMap';
import { vocPalette } from '../png/vocPalette';
import { plainLabels } from '../xml/plainLabels';
import { fitsLabelMap, LABEL_MAP, META_FILE, printLabelMap, printMetaFile } from './labelMap';
import { printVoc, type VocPrinting } from './printVoc';
import { BACKGROUND, isNoClass, VOID } from './segmentClasses';
import { UNLABELLED, unlabelledLine } from './unlabelled';
import { paintVoid } from './voidRegion';
import { addTo, freeStem, listOf } from './writeVoc';

const PALETTE = vocPalette();

/** Writes both kinds of maps, an XML with the boxes of the same objects in the same order, lists and classes. */
export function writeSegmentation(set: LabelSet, target: Target): void {
  const { fs, report } = target;
  const printing: VocPrinting = { origin: 0, integers: false, label: plainLabels(report) };
  const names = set.schema.classes.map(({ name }) => name).filter((name) => !isNoClass(name));
  const indices = new Map(names.slice(0, VOID - 1).map((name, i) => [name, i + 1]));
  const stems = new Set<string>();
  const lists = new Map<string, string[]>();
  let unlabelled = '';
  let done = 0;
  for (const image of set.images) {
    report.progress(done++, set.imageCount, 'writing');
    target.image(image.path, `JPEGImages/${image.path}`);
    if (image.labelled) {
      const stem = freeStem(image.path, stems);
      const fitting = fittingObjects(image, indices, target);
      writeMaps(image, fitting, indices, stem, target);
      const boxes = fitting.map((annotation) => withBox(annotation));
      fs.writeText(
        `Annotations/${stem}.xml`,
        printVoc(image.path, { ...image.doc, annotations: boxes }, printing),
      );
      addTo(lists, listOf(image, target), stem);
      report.wrote(image.path, fitting.length);
    } else {
      unlabelled += unlabelledLine(image);
      report.wrote(image.path, 0);
    }
  }
  for (const [name, list] of lists)
    for (const task of ['Main', 'Segmentation'])
      fs.writeText(`ImageSets/${task}/${name}.txt`, `${list.join('\n')}\n`);
  if (unlabelled !== '') fs.writeText(UNLABELLED, unlabelled);
  writeClasses(names, target);
}

/** Colours are those of VOC's palette, so that readers of colours and readers of indices find the same classes. */
function writeClasses(names: readonly string[], { fs }: Target): void {
  const classes = [BACKGROUND, ...names].map((name, i): LabelClass => ({
    name,
    color: colorAt(i),
    attributes: [],
  }));
  if (fitsLabelMap(classes)) fs.writeText(LABEL_MAP, printLabelMap(classes));
  else fs.writeText(META_FILE, printMetaFile(classes));
}

function colorAt(index: number): string {
  const rgb = [...PALETTE.subarray(3 * (index & 255), 3 * (index & 255) + 3)];
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const TOO_MANY = {
  code: 'voc-too-many',
  message: 'masks are dropped: VOC has room for 254 objects of 254 classes',
};
const NO_SIZE = { code: 'size-unknown', message: 'masks are dropped: the size of their image is not known' };

function fittingObjects(
  { path, doc }: LabeledImage,
  indices: ReadonlyMap<string, number>,
  { report }: Target,
): readonly Annotation[] {
  const { annotations, image } = doc;
  if (!(image.widthPx > 0 && image.heightPx > 0)) {
    if (annotations.length > 0) report.loss(path, NO_SIZE, annotations.length);
    return [];
  }
  const fitting = annotations
    .filter(({ label, shape }) => indices.has(label) && shape.kind === 'mask')
    .slice(0, VOID - 1);
  if (fitting.length < annotations.length) report.loss(path, TOO_MANY, annotations.length - fitting.length);
  return fitting;
}

function writeMaps(
  { doc }: LabeledImage,
  annotations: readonly Annotation[],
  indices: ReadonlyMap<string, number>,
  stem: string,
  { fs }: Target,
): void {
  const { widthPx, heightPx } = doc.image;
  if (!(widthPx > 0 && heightPx > 0)) return;
  const classMap = new Uint8Array(widthPx * heightPx);
  const objectMap = new Uint8Array(widthPx * heightPx);
  for (const [i, { label, shape }] of annotations.entries()) {
    if (shape.kind !== 'mask') continue;
    const spans = spansOfMask(shape);
    paintRegion(classMap, widthPx, heightPx, spans, indices.get(label) ?? 0);
    paintRegion(objectMap, widthPx, heightPx, spans, i + 1);
  }
  paintVoid([classMap, objectMap], widthPx, heightPx, doc.extra);
  fs.writeBytes(`SegmentationClass/${stem}.png`, encodeIndexedPng(widthPx, heightPx, classMap, PALETTE));
  fs.writeBytes(`SegmentationObject/${stem}.png`, encodeIndexedPng(widthPx, heightPx, objectMap, PALETTE));
}

function withBox(annotation: Annotation): Annotation {
  const { shape } = annotation;
  if (shape.kind !== 'mask') return annotation;
  return {
    ...annotation,
    shape: boxOf({ x: shape.x, y: shape.y, width: shape.widthPx, height: shape.heightPx }),
  };
}
