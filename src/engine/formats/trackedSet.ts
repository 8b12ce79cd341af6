import type { LabeledImage, LabelSet } from '../../core/formats/labelSet';

/** The set, telling `hear` of each image once, however often the images are walked. */
export function trackedSet(set: LabelSet, hear: (image: LabeledImage, index: number) => void): LabelSet {
  let told = 0;
  function* images(): Generator<LabeledImage> {
    let index = 0;
    for (const image of set.images) {
      if (index++ >= told) {
        told = index;
        hear(image, index - 1);
      }
      yield image;
    }
  }
  return { ...set, images: { [Symbol.iterator]: images } };
}
