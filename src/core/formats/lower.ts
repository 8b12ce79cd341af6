import type { Holds } from './holds';
import type { LabeledImage, LabelSet } from './labelSet';
import { loweredImage } from './lower/image';
import { countForeign } from './lower/facts';
import { planOf, type LowerOptions, type Plan } from './lower/plan';
import { Tally } from './lower/tally';
import { UsedClasses } from './lower/usedClasses';
import type { Report } from './report';

export type { LowerOptions } from './lower/plan';

/**
 * The labels brought down to what a format holds: shapes become others, facts without a place go, areas that may not
 * overlap are cut, and every loss is reported with its image, once however often the images are walked. What loses
 * nothing passes as the same object. Images are made while they are walked, as in the set that is given.
 *
 * Told per image and loss with a count of annotations; losses of the whole set have the image ''. The ids that
 * annotations have here, and a number (`id`) that another format counts them by, may go without a word.
 */
export function lowered(set: LabelSet, holds: Holds, report: Report, options: LowerOptions = {}): LabelSet {
  const plan = planOf(holds, options);
  let told = 0;
  tellOfSet(set, plan, report);
  const used = new UsedClasses(set, plan);
  function* images(): Generator<LabeledImage> {
    let index = 0;
    for (const image of set.images) {
      const tally = new Tally();
      const made = loweredImage(image, plan, tally);
      if (index++ >= told) {
        tally.tell(image.path, report);
        used.add(made.doc);
        told = index;
      }
      yield made;
    }
    used.tell(report);
  }
  return { ...set, images: { [Symbol.iterator]: images } };
}

function tellOfSet(set: LabelSet, plan: Plan, report: Report): void {
  const tally = new Tally();
  if (set.foreign && plan.options.family !== undefined) countForeign(set.foreign, plan, tally, 'sets');
  const numbered = set.schema.classes.filter(({ id }, i) => id !== undefined && id !== i).length;
  if (!plan.holds.classIds && numbered > 0)
    tally.add('class-ids-dropped', 'classes get other numbers, counted in their order', numbered);
  tally.tell('', report);
}
