import type { Json, JsonObject } from '../../json/json';
import type { TextSink } from '../fs';
import { compactJson } from './compactJson';
import { IdPool, type NewIds } from './ids';

const CHUNK_ROWS = 500;

/** A JSON file of images and annotations. Ids that are new are known only when all others are, so it is written last. */
export class CocoFileWriter {
  readonly #open: () => TextSink;
  readonly #numbersRows: boolean;
  readonly #imageIds: (number | string)[] = [];
  readonly #images: string[] = [];
  readonly #rows: string[] = [];
  readonly #rowIds: (number | string)[] = [];
  readonly #rowImages: number[] = [];
  readonly #imagePool = new IdPool();
  readonly #rowPool = new IdPool();

  /** `numbersRows`: every row has an id of its own. */
  constructor(open: () => TextSink, numbersRows = true) {
    this.#open = open;
    this.#numbersRows = numbersRows;
  }

  get greatest(): { readonly image: number; readonly annotation: number } {
    return { image: this.#imagePool.greatest, annotation: this.#rowPool.greatest };
  }

  /** `members`: those of its row behind the id, up to the closing brace. Returns its place. */
  addImage(id: Json | undefined, members: string): number {
    this.#imageIds.push(this.#imagePool.keep(id, 0) ?? NEW);
    return this.#images.push(members) - 1;
  }

  /** `body`: the members behind `id` and `image_id`. */
  addRow(id: Json | undefined, image: number, body: string): void {
    this.#rowIds.push(this.#rowPool.keep(id, 1) ?? NEW);
    this.#rowImages.push(image);
    this.#rows.push(body);
  }

  /** Writes all and returns the images' ids as text; `rest` are `info`, `licenses` and members nobody knows, which come last. */
  finish(
    fresh: { readonly images: NewIds; readonly annotations: NewIds },
    rest: JsonObject,
    categories: readonly string[],
  ): readonly string[] {
    const { info = {}, licenses = [], images: _i, annotations: _a, ...unknown } = rest;
    const ids = this.#imageIds.map((id) => compactJson(id === NEW ? fresh.images.next() : id));
    const sink = this.#open();
    sink.write(`{\n"info":${compactJson(info)},\n"licenses":${compactJson(licenses)},\n"images":`);
    writeList(sink, this.#images.length, (i) => `{"id":${ids[i] ?? ''},${this.#images[i] ?? ''}`);
    sink.write(',\n"annotations":');
    writeList(sink, this.#rows.length, (i) => {
      const own = this.#rowIds[i] ?? NEW;
      const id = this.#numbersRows
        ? `"id":${compactJson(own === NEW ? fresh.annotations.next() : own)},`
        : '';
      return `{${id}"image_id":${ids[this.#rowImages[i] ?? 0] ?? ''},${this.#rows[i] ?? ''}}`;
    });
    sink.write(',\n"categories":');
    writeList(sink, categories.length, (i) => categories[i] ?? '');
    for (const [key, value] of Object.entries(unknown))
      sink.write(`,\n${JSON.stringify(key)}:${compactJson(value)}`);
    sink.write('\n}\n');
    sink.close();
    return ids;
  }
}

/** No text is empty. */
const NEW = '';

/** One element on each line. */
function writeList(sink: TextSink, count: number, text: (index: number) => string): void {
  if (count === 0) return sink.write('[]');
  sink.write('[\n');
  for (let from = 0; from < count; from += CHUNK_ROWS) {
    const lines: string[] = [];
    for (let i = from; i < Math.min(count, from + CHUNK_ROWS); i++) lines.push(text(i));
    sink.write(`${from > 0 ? ',\n' : ''}${lines.join(',\n')}`);
  }
  sink.write('\n]');
}
