import { EMPTY_SCHEMA } from '../../schema/labelSchema';
import type { LabeledImage, LabelSet } from '../labelSet';
import type { Report } from '../report';

/** A set of one label file for each image and no list of classes; `read` reads one of them as the set is walked. */
export function pairedSet<T>(
  items: readonly T[],
  classNames: Iterable<string>,
  read: (item: T, index: number) => LabeledImage,
  report: Report,
): LabelSet {
  return {
    schema: { ...EMPTY_SCHEMA, classes: [...classNames].map((name) => ({ name, attributes: [] })) },
    imageCount: items.length,
    images: {
      *[Symbol.iterator]() {
        for (const [i, item] of items.entries()) {
          yield read(item, i);
          report.progress(i + 1, items.length, 'labels read');
        }
      },
    },
  };
}
