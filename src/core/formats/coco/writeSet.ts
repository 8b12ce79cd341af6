import { isObject, type Json, type JsonObject } from '../../json/json';
import type { Target } from '../format';
import type { LabeledImage, LabelSet } from '../labelSet';
import { compactJson } from './compactJson';
import { CocoFileWriter } from './fileWriter';
import { NewIds } from './ids';
import { jointsByLabel } from './jointsByLabel';
import { cocoOf } from './kept';
import { imagePathOf, joined } from './paths';
import { rowBody } from './writeRow';
import { CategoryWriter } from './writeCategories';

/** What a file is called in front of its split, and whether it has keypoints. */
export interface CocoTask {
  readonly prefix: string;
  readonly keypoints: boolean;
}

/** Writes `annotations/<prefix>_<split>.json` for every split. */
export function writeCocoSet(set: LabelSet, target: Target, task: CocoTask): void {
  const foreign = cocoOf({ extra: set.foreign ?? {} });
  const joints = task.keypoints ? jointsByLabel(set) : undefined;
  const writer = new SetWriter(target, task, foreign, new CategoryWriter(set.schema, foreign, joints));
  let done = 0;
  for (const image of set.images) {
    if (image.labelled || image.doc.annotations.length > 0) writer.add(image);
    if (++done % PROGRESS_STEP === 0) target.report.progress(done, set.imageCount, 'images');
  }
  writer.finish();
}

const PROGRESS_STEP = 200;

class SetWriter {
  readonly #target: Target;
  readonly #task: CocoTask;
  readonly #foreign: JsonObject;
  readonly #categories: CategoryWriter;
  readonly #files = new Map<string, CocoFileWriter>();

  constructor(target: Target, task: CocoTask, foreign: JsonObject, categories: CategoryWriter) {
    this.#target = target;
    this.#task = task;
    this.#foreign = foreign;
    this.#categories = categories;
  }

  add(image: LabeledImage): void {
    const { doc, split } = image;
    const file = this.#file(split ?? '');
    const { widthPx, heightPx } = doc.image;
    if (widthPx === 0 || heightPx === 0) this.#tellSizeless(image);
    const place = file.addImage(cocoOf(doc.image)['id'], imageMembers(image));
    for (const annotation of doc.annotations) {
      const { label } = annotation;
      const context = {
        widthPx,
        heightPx,
        categoryId: this.#categories.id(label),
        joints: this.#categories.joints(label),
      };
      file.addRow(cocoOf(annotation)['id'], place, rowBody(annotation, context));
    }
    for (const kept of doc.kept)
      if (isObject(kept) && isObject(kept['coco']))
        file.addRow(kept['coco']['id'], place, keptBody(kept['coco']));
    this.#target.image(image.path, joined('images', split ?? '', fileNameOf(image)));
    this.#target.report.wrote(image.path, doc.annotations.length);
  }

  finish(): void {
    if (this.#files.size === 0) this.#file('');
    const greatest = [...this.#files.values()].map((file) => file.greatest);
    const images = new NewIds(Math.max(...greatest.map((each) => each.image)));
    const annotations = new NewIds(Math.max(...greatest.map((each) => each.annotation)));
    for (const [split, file] of this.#files)
      file.finish({ images, annotations }, this.#restOf(split), this.#categories.lines());
  }

  #file(split: string): CocoFileWriter {
    let file = this.#files.get(split);
    if (!file) {
      const name = fileSafe(split === '' ? 'default' : split);
      file = new CocoFileWriter(() => this.#target.fs.open(`annotations/${this.#task.prefix}_${name}.json`));
      this.#files.set(split, file);
    }
    return file;
  }

  /** `info`, `licenses` and unknown keys of the split's own file. */
  #restOf(split: string): JsonObject {
    const { categories: _, splits, ...first } = this.#foreign;
    const own = isObject(splits) && Object.hasOwn(splits, split) ? splits[split] : undefined;
    return isObject(own) ? own : first;
  }

  #tellSizeless({ path, doc }: LabeledImage): void {
    const message = `The size of ${path} is not known; COCO needs "width" and "height". Keep the images beside the labels, so that they can be looked at.`;
    if (doc.annotations.length > 0)
      this.#target.report.problem({ severity: 'warning', code: 'coco-image-size', message });
  }
}

/** `file_name`: as it was read while it means the same path, else the path. */
export function fileNameOf({ path, doc }: LabeledImage): string {
  const name = cocoOf(doc.image)['file_name'];
  if (typeof name !== 'string' || imagePathOf(name) !== name) return path;
  return path === name || path.endsWith(`/${name}`) ? name : path;
}

/** The members of an image's row behind its id. */
export function imageMembers(image: LabeledImage): string {
  const { widthPx, heightPx } = image.doc.image;
  const { id: _id, file_name: _name, width: _w, height: _h, ...rest } = cocoOf(image.doc.image);
  const all: JsonObject = { width: widthPx, height: heightPx, file_name: fileNameOf(image), ...rest };
  return compactJson(all).slice(1);
}

/** A row that was not understood goes back as it came, but for the ids of its image and its own. */
function keptBody(row: JsonObject): string {
  const { id: _id, image_id: _image, ...rest } = row;
  return compactJson(rest as Json).slice(1, -1);
}

/** Splits are names of files here. */
export function fileSafe(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
}
