import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import type { Mask } from '../../shapes/shapeData';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { compactJson, moreMembers } from './compactJson';
import { CocoFileWriter } from './fileWriter';
import { NewIds } from './ids';
import { jointsByLabel } from './jointsByLabel';
import { cocoOf } from './kept';
import { joined } from './paths';
import { rleOfMask } from './rle';
import { statedOf, type Stated } from './stated';
import { CategoryWriter } from './writeCategories';
import { keypointsText } from './writeSkeleton';
import { fileNameOf, fileSafe, imageMembers } from './writeSet';

/**
 * Writes `results_<split>.json`, and `image_info_<split>.json` with the images and categories that its ids mean, as
 * the official test sets come.
 */
export function writeResults(set: LabelSet, target: Target): void {
  const foreign = cocoOf({ extra: set.foreign ?? {} });
  const categories = new CategoryWriter(set.schema, foreign, jointsByLabel(set));
  const splits = new Map<string, SplitResults>();
  let done = 0;
  for (const image of set.images) {
    if (!image.labelled && image.doc.annotations.length === 0) continue;
    const split = image.split ?? '';
    const results = splits.get(split) ?? new SplitResults(target, split, categories);
    splits.set(split, results);
    results.add(image);
    if (++done % PROGRESS_STEP === 0) target.report.progress(done, set.imageCount, 'images');
  }
  if (splits.size === 0) splits.set('', new SplitResults(target, '', categories));
  const { categories: _, splits: _splits, ...rest } = foreign;
  const images = new NewIds(Math.max(...[...splits.values()].map(({ info }) => info.greatest.image)));
  for (const results of splits.values()) results.finish(images, rest, categories);
}

const PROGRESS_STEP = 200;
const CHUNK_ROWS = 500;
const UNSCORED = {
  code: 'score-missing',
  message: 'annotations without a score get the score 1: results always have one',
};

class SplitResults {
  readonly info: CocoFileWriter;
  readonly #target: Target;
  readonly #split: string;
  readonly #name: string;
  readonly #categories: CategoryWriter;
  readonly #rows: ResultRow[] = [];
  readonly #kinds = new Set<string>();
  readonly #rowImages: number[] = [];

  constructor(target: Target, split: string, categories: CategoryWriter) {
    this.#target = target;
    this.#split = split;
    this.#name = fileSafe(split === '' ? 'default' : split);
    this.#categories = categories;
    this.info = new CocoFileWriter(() => target.fs.open(`image_info_${this.#name}.json`));
  }

  add(image: LabeledImage): void {
    const { path, doc } = image;
    const place = this.info.addImage(cocoOf(doc.image)['id'], imageMembers(image));
    const unscored = doc.annotations.filter(({ score }) => score === undefined).length;
    if (unscored > 0) this.#target.report.loss(path, UNSCORED, unscored);
    for (const annotation of doc.annotations) {
      this.#rows.push(this.#row(annotation, image));
      this.#kinds.add(annotation.shape.kind);
      this.#rowImages.push(place);
    }
    this.#target.image(path, joined('images', this.#split, fileNameOf(image)));
    this.#target.report.wrote(path, doc.annotations.length);
  }

  finish(images: NewIds, rest: Parameters<CocoFileWriter['finish']>[1], categories: CategoryWriter): void {
    const ids = this.info.finish({ images, annotations: new NewIds(0) }, rest, categories.lines());
    const sink = this.#target.fs.open(`results_${this.#name}.json`);
    sink.write('[');
    for (let from = 0; from < this.#rows.length; from += CHUNK_ROWS) {
      const rows = this.#rows.slice(from, from + CHUNK_ROWS);
      const lines = rows.map((row, i) => this.#line(row, ids[this.#rowImages[from + i] ?? 0] ?? ''));
      sink.write(`${from > 0 ? ',' : ''}\n${lines.join(',\n')}`);
    }
    sink.write('\n]\n');
    sink.close();
  }

  /**
   * The loader decides by the first row what a file holds, and with a box in it takes the box's area for the mask's.
   * So masks and keypoints have none while they are by themselves; in a mixed file every row has one.
   */
  #line({ category, box, shape, rest }: ResultRow, imageId: string): string {
    const isMixed = this.#kinds.size > 1 || this.#kinds.has('box');
    return `{"image_id":${imageId},"category_id":${category}${isMixed ? `,"bbox":${box}` : ''}${shape}${rest}}`;
  }

  #row(annotation: Annotation, { doc }: LabeledImage): ResultRow {
    const { label, shape, score = 1 } = annotation;
    const stated = statedOf(annotation);
    const rest = Object.entries(cocoOf(annotation)).filter(([key]) => !OWN.has(key));
    const box = shape.kind === 'box' ? [shape.x, shape.y, shape.width, shape.height] : stated.bbox;
    return {
      category: this.#categories.id(label),
      box: compactJson(box),
      shape: shape.kind === 'mask' ? maskText(shape, doc.image) : this.#keypoints(annotation, stated),
      rest: `,"score":${compactJson(score)}${moreMembers(rest)}`,
    };
  }

  #keypoints(annotation: Annotation, stated: Stated): string {
    if (annotation.shape.kind !== 'skeleton') return '';
    return keypointsText(annotation, stated, this.#categories.joints(annotation.label));
  }
}

/** The parts of a row: whether its box is written is known last. */
interface ResultRow {
  readonly category: number;
  readonly box: string;
  readonly shape: string;
  readonly rest: string;
}

const OWN = new Set([
  'score',
  'id',
  'area',
  'bbox',
  'asRead',
  'counts',
  'segmentation',
  'keypoints',
  'attributes',
]);

function maskText(mask: Mask, { widthPx, heightPx }: AnnotationDoc['image']): string {
  const [width, height] = [widthPx || mask.x + mask.widthPx, heightPx || mask.y + mask.heightPx];
  return `,"segmentation":${compactJson(rleOfMask(mask, width, height, false))}`;
}
