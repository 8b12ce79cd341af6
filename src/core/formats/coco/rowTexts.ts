import type { CocoPart } from './part';

/** The texts of an image's annotations, in the file's order. */
export interface ImageRows {
  readonly image: number;
  readonly texts: readonly string[];
}

/** Texts that are held at once when a file is read in ranges, in its units. */
const BATCH_UNITS = 32 * 1024 * 1024;
const BATCH_ROWS = 200_000;

/**
 * The annotations' texts, image by image. Annotations of one image may stand anywhere in a file: of one that does not
 * lie in memory many images are read at once, in one pass through the file.
 */
export function* rowTexts(part: CocoPart): Generator<ImageRows> {
  const { images, file } = part;
  if (!file.text.isWhole) return yield* batched(part);
  const { starts, ends } = file.annotations;
  for (let image = 0; image < images.count; image++) {
    const texts: string[] = [];
    for (const i of part.grouping.of(image)) texts.push(file.text.slice(starts.at(i), ends.at(i)));
    yield { image, texts };
  }
}

function* batched(part: CocoPart): Generator<ImageRows> {
  const { images, grouping } = part;
  for (let from = 0; from < images.count;) {
    const to = batchEnd(part, from);
    const rows: number[] = [];
    for (let image = from; image < to; image++) rows.push(...grouping.of(image));
    const texts = textsOf(part, rows);
    let at = 0;
    for (let image = from; image < to; image++) {
      const count = grouping.count(image);
      yield { image, texts: texts.slice(at, at + count) };
      at += count;
    }
    from = to;
  }
}

/** The image after the last one that is read together with `from`. */
function batchEnd({ images, grouping, file }: CocoPart, from: number): number {
  const { starts, ends } = file.annotations;
  let units = 0;
  let rows = 0;
  let to = from;
  for (; to < images.count && (to === from || (units < BATCH_UNITS && rows < BATCH_ROWS)); to++)
    for (const i of grouping.of(to)) {
      units += ends.at(i) - starts.at(i);
      rows++;
    }
  return to;
}

/** Texts of these annotations, read in the order in which they stand in the file. */
function textsOf({ file }: CocoPart, rows: readonly number[]): readonly string[] {
  const { starts, ends } = file.annotations;
  const sorted = rows.map((_, place) => place).sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0));
  const read = file.text.slices(
    sorted.map((place) => ({ start: starts.at(rows[place] ?? 0), end: ends.at(rows[place] ?? 0) })),
  );
  const texts = new Array<string>(rows.length);
  sorted.forEach((place, i) => (texts[place] = read[i] ?? ''));
  return texts;
}
