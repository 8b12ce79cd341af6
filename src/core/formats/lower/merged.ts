import type { Annotation } from '../../annotation/annotation';
import { uniteAll } from '../../mask/combine';
import { maskOfSpans, spansOfMask } from '../../mask/rle';
import type { Tally } from './tally';

/** One mask for each class: the first annotation of a class takes in the pixels of the others, which must be masks. */
export function merged(annotations: readonly Annotation[], tally: Tally): readonly Annotation[] {
  const byClass = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const known = byClass.get(annotation.label);
    if (known) known.push(annotation);
    else byClass.set(annotation.label, [annotation]);
  }
  return [...byClass.values()].flatMap((all) => united(all, tally));
}

function united(all: readonly Annotation[], tally: Tally): readonly Annotation[] {
  const [first] = all;
  if (!first || all.length < 2) return all;
  const masks = all.flatMap(({ shape }) => (shape.kind === 'mask' ? [spansOfMask(shape)] : []));
  const shape = maskOfSpans(uniteAll(masks));
  if (!shape) return all;
  tally.add('instances-merged', 'annotations become one area with others of their class', all.length);
  return [{ ...first, shape }];
}
