import type { Annotation } from '../../annotation/annotation';
import type { AnnotationDoc } from '../../annotation/document';
import { isObject, type Json, type JsonObject } from '../../json/json';
import type { LabeledImage } from '../labelSet';
import { importedIds } from '../lib/importedIds';
import type { Report } from '../report';
import { nameOf } from './paths';
import { annotationOfRow } from './readAnnotation';
import type { Tell } from './segmentation';
import type { CocoPart, CocoReading } from './part';
import { rowTexts } from './rowTexts';

/** The images of one file, made one after the other. `tells`: whether what is wrong is to be reported this time. */
export function* walkImages(
  part: CocoPart,
  reading: CocoReading,
  report: Report,
  tells: () => boolean,
): Generator<LabeledImage> {
  for (const { image, texts } of rowTexts(part)) {
    const walk = new ImageWalk(part, reading, image, tells());
    const made = walk.image(texts);
    if (tells()) report.read(made.path, made.doc.annotations.length);
    yield made;
  }
}

class ImageWalk {
  readonly #part: CocoPart;
  readonly #reading: CocoReading;
  readonly #image: number;
  readonly #tells: boolean;
  readonly #size: { readonly widthPx: number; readonly heightPx: number };
  readonly #row: JsonObject;
  readonly #path: string;
  readonly #found: string | undefined;

  constructor(part: CocoPart, reading: CocoReading, image: number, tells: boolean) {
    this.#part = part;
    this.#reading = reading;
    this.#image = image;
    this.#tells = tells;
    this.#row = part.images.row(image);
    this.#path = part.images.path(image);
    this.#found = part.places.find(this.#path, this.#row['file_name']);
    this.#size = part.places.sizeOf(
      this.#row,
      this.#found,
      (message) => this.#tell('warning', 'coco-image-size', message),
      tells,
    );
  }

  image(texts: readonly string[]): LabeledImage {
    const annotations: Annotation[] = [];
    const kept: Json[] = [];
    const idOf = importedIds(this.#path);
    const elements = this.#part.grouping.of(this.#image);
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i] ?? '';
      const { file } = this.#part;
      const element = elements[i] ?? 0;
      const offset = file.annotations.starts.at(element);
      const row = file.parse(text, offset, file.annotations.isOdd(element), this.#tells);
      if (row === undefined) continue;
      const made = this.#annotations(row, (place) => idOf(annotations.length + place), offset);
      if (made) annotations.push(...made);
      else kept.push({ coco: row });
    }
    const isLabelled =
      !this.#reading.segments || texts.length > 0 || this.#readsTwoChannels(annotations, idOf);
    const { split } = this.#part;
    const doc: AnnotationDoc = { image: this.#facts(), tags: [], annotations, kept };
    return {
      path: this.#path,
      ...(this.#found !== undefined && { source: this.#found }),
      ...(split !== undefined && { split }),
      labelled: isLabelled,
      doc,
    };
  }

  /** PNGs of two channels need no rows. */
  #readsTwoChannels(annotations: Annotation[], idOf: (place: number) => string): boolean {
    const tell: Tell = (severity, code, message) => this.#tell(severity, code, message);
    const { segments } = this.#reading;
    const context = { categories: this.#part.categories, image: this.#size, checks: this.#tells, tell };
    const made = segments?.ofTwoChannels(this.#part.file.path, this.#path, idOf, context);
    annotations.push(...(made ?? []));
    return made !== undefined;
  }

  /** One annotation for each row, but all segments of a panoptic one; undefined where the row has none. */
  #annotations(
    row: Json,
    idOf: (place: number) => string,
    offset: number,
  ): readonly Annotation[] | undefined {
    const tell: Tell = (severity, code, message) => this.#tell(severity, code, message, offset);
    const { segments } = this.#reading;
    if (!segments) {
      const made = this.#annotation(row, idOf(0), tell);
      return made && [made];
    }
    const context = { categories: this.#part.categories, image: this.#size, checks: this.#tells, tell };
    return isObject(row) ? segments.ofRow(this.#part.file.path, row, idOf, context) : undefined;
  }

  #annotation(row: Json, id: string, tell: Tell): Annotation | undefined {
    if (!isObject(row))
      return void tell(
        'error',
        'coco-annotation',
        'This element of "annotations" is no object; it is kept as it stands.',
      );
    const category = this.#part.categories.get(row['category_id'] ?? null);
    if (!category) {
      const id = row['category_id'];
      const what =
        id === undefined ? 'There is no "category_id"' : `No category has the id ${JSON.stringify(id)}`;
      return void tell('error', 'coco-dangling-category', `${what}; the annotation is kept as it stands.`);
    }
    const reading = {
      image: this.#size,
      keypoints: this.#reading.keypoints,
      checks: this.#tells && !this.#reading.results,
      tell,
    };
    return annotationOfRow(row, id, category, reading);
  }

  #tell(severity: 'error' | 'warning' | 'info', code: string, message: string, offset?: number): void {
    const start = offset ?? this.#part.images.offset(this.#image);
    if (this.#tells) this.#part.file.problem(severity, code, message, start);
  }

  #facts(): AnnotationDoc['image'] {
    const { file_name: name, width: _w, height: _h, ...rest } = this.#row;
    const isOther = typeof name === 'string' && name !== this.#path;
    const coco = { ...rest, ...(isOther && { file_name: name }) };
    return { file: nameOf(this.#path), ...this.#size, extra: { coco } };
  }
}
