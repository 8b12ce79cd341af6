import type { Annotation } from '../../annotation/annotation';
import { spansOfMask } from '../../mask/rle';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { encodeRgbPng } from '../png/encodePng';
import { paintRegion, rgbOfMap } from '../png/labelMap';
import { compactJson, moreMembers } from './compactJson';
import { CocoFileWriter } from './fileWriter';
import { NewIds } from './ids';
import { cocoOf } from './kept';
import { joined } from './paths';
import { statedOf } from './stated';
import { CategoryWriter } from './writeCategories';
import { fileNameOf, fileSafe, imageMembers } from './writeSet';

/** Writes `annotations/panoptic_<split>.json` and a folder of PNGs of that name, for every split. */
export function writePanoptic(set: LabelSet, target: Target): void {
  const foreign = cocoOf({ extra: set.foreign ?? {} });
  const categories = new CategoryWriter(set.schema, foreign, undefined, true);
  const splits = new Map<string, SplitWriter>();
  let done = 0;
  for (const image of set.images) {
    const split = image.split ?? '';
    const writer = splits.get(split) ?? new SplitWriter(target, split, categories);
    splits.set(split, writer);
    writer.add(image);
    if (++done % PROGRESS_STEP === 0) target.report.progress(done, set.imageCount, 'images');
  }
  if (splits.size === 0) splits.set('', new SplitWriter(target, '', categories));
  const { categories: _, splits: _splits, ...rest } = foreign;
  const images = new NewIds(Math.max(...[...splits.values()].map(({ file }) => file.greatest.image)));
  const fresh = { images, annotations: new NewIds(0) };
  for (const { file } of splits.values()) file.finish(fresh, rest, categories.lines());
}

const PROGRESS_STEP = 50;

class SplitWriter {
  readonly file: CocoFileWriter;
  readonly #target: Target;
  readonly #split: string;
  readonly #folder: string;
  readonly #categories: CategoryWriter;
  readonly #names = new Set<string>();

  constructor(target: Target, split: string, categories: CategoryWriter) {
    this.#target = target;
    this.#split = split;
    this.#categories = categories;
    this.#folder = `annotations/panoptic_${fileSafe(split === '' ? 'default' : split)}`;
    this.file = new CocoFileWriter(() => target.fs.open(`${this.#folder}.json`), false);
  }

  add(image: LabeledImage): void {
    const { path, doc, labelled } = image;
    const place = this.file.addImage(cocoOf(doc.image)['id'], imageMembers(image));
    this.#target.image(path, joined('images', this.#split, fileNameOf(image)));
    const isSized = doc.image.widthPx > 0 && doc.image.heightPx > 0;
    if (!isSized && doc.annotations.length > 0)
      this.#target.report.loss(path, SIZELESS, doc.annotations.length);
    if (isSized && (labelled || doc.annotations.length > 0)) this.#addRow(image, place);
    this.#target.report.wrote(path, isSized ? doc.annotations.length : 0);
  }

  #addRow(image: LabeledImage, place: number): void {
    const { widthPx, heightPx } = image.doc.image;
    const map = new Uint32Array(widthPx * heightPx);
    const ids = segmentIds(image.doc.annotations);
    const segments = image.doc.annotations.map((annotation, i) => {
      const { shape } = annotation;
      if (shape.kind === 'mask') paintRegion(map, widthPx, heightPx, spansOfMask(shape), ids[i] ?? 0);
      return segmentText(annotation, ids[i] ?? 0, this.#categories.id(annotation.label));
    });
    const name = this.#pngName(fileNameOf(image));
    this.#target.fs.writeBytes(`${this.#folder}/${name}`, encodeRgbPng(widthPx, heightPx, rgbOfMap(map)));
    this.file.addRow(
      undefined,
      place,
      `"file_name":${compactJson(name)},"segments_info":[${segments.join(',')}]`,
    );
  }

  /** The image's name with another ending; with both where two images differ in the ending alone. */
  #pngName(fileName: string): string {
    const usual = fileName.replace(/\.[^./]*$/, '.png');
    const name = this.#names.has(usual) ? `${fileName}.png` : usual;
    this.#names.add(name);
    return name;
  }
}

const SIZELESS = {
  code: 'size-unknown',
  message: 'areas are dropped because the size of their image is not known',
};
const OWN = new Set([
  'id',
  'category_id',
  'area',
  'bbox',
  'iscrowd',
  'asRead',
  'counts',
  'segmentation',
  'keypoints',
  'score',
  'attributes',
]);

function segmentText(annotation: Annotation, id: number, categoryId: number): string {
  const { area, bbox } = statedOf(annotation);
  const rest = Object.entries(cocoOf(annotation)).filter(([key]) => !OWN.has(key));
  return `{"id":${id},"category_id":${categoryId},"area":${area},"bbox":${compactJson(bbox)},"iscrowd":${annotation.crowd ? 1 : 0}${moreMembers(rest)}}`;
}

/** 24 bits, and 0 is no segment. */
const MOST_IDS = 2 ** 24;

/** The segments' own ids where they have some; new ones lie far apart, so that neighbours differ in colour. */
function segmentIds(annotations: readonly Annotation[]): readonly number[] {
  const taken = new Set<number>();
  const own = annotations.map((annotation) => {
    const { id } = cocoOf(annotation);
    const isFree =
      typeof id === 'number' && Number.isInteger(id) && id > 0 && id < MOST_IDS && !taken.has(id);
    if (isFree) taken.add(id);
    return isFree ? id : undefined;
  });
  let next = 0;
  return own.map((id) => {
    if (id !== undefined) return id;
    do next = (next + 0x5f1d37) % MOST_IDS;
    while (next === 0 || taken.has(next));
    taken.add(next);
    return next;
  });
}
