import type { LabeledImage, LabelSet } from '../../core/formats/labelSet';
import { splitImages } from '../../core/formats/split';
import type { SplitItem, SplitPlan } from '../../core/formats/splitParts';
import { ConversionError } from './conversionError';
import type { SplitRequest } from './conversion';

/** The set with its images in the parts that were asked for, in place of those they had. Walks it once. */
export function assignSplits(set: LabelSet, request: SplitRequest): LabelSet {
  const plan = planSplits(set, request);
  function* images(): Generator<LabeledImage> {
    for (const image of set.images) {
      const split = plan.get(image.path);
      yield split === undefined ? image : { ...image, split };
    }
  }
  return { ...set, images: { [Symbol.iterator]: images } };
}

/** Throws `ConversionError` for a pattern that is none. */
export function planSplits(set: LabelSet, request: SplitRequest): SplitPlan {
  const pattern = patternOf(request.groupPattern);
  const items = [...mapped(set.images, (image) => itemOf(image, pattern, request.groupAttribute))];
  return splitImages(items, request.parts, request.way, request.seed);
}

function* mapped<T, R>(items: Iterable<T>, map: (item: T) => R): Generator<R> {
  for (const item of items) yield map(item);
}

function patternOf(text: string | undefined): RegExp | undefined {
  try {
    return text === undefined ? undefined : new RegExp(text, 'u');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConversionError(`The pattern of groups cannot be understood: ${why}`);
  }
}

/** Tags count as classes: an image folder has nothing else. */
function itemOf({ path, doc }: LabeledImage, pattern: RegExp | undefined, attribute?: string): SplitItem {
  const classes = [...new Set([...doc.annotations.map(({ label }) => label), ...doc.tags])];
  const match = pattern?.exec(path);
  const value = attribute === undefined ? undefined : attributeOf(doc.annotations, attribute);
  return { path, classes, group: value ?? match?.[1] ?? match?.[0] ?? `\0${path}` };
}

function attributeOf(annotations: LabeledImage['doc']['annotations'], name: string): string | undefined {
  for (const { attributes } of annotations)
    if (attributes && Object.hasOwn(attributes, name)) return JSON.stringify(attributes[name]);
  return undefined;
}
