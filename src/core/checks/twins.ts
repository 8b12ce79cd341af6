import { twins as twinsOf, type Twins } from '../annotation/twins';
import { mergeTwins } from '../edit/mergeTwins';
import { remove } from '../edit/edits';
import { keepApart } from '../edit/keepApart';
import type { AnnotationDoc } from '../annotation/document';
import type { Check, Finding } from './check';
import { about, lazyFix, named } from './lib/about';
import { coincide } from './lib/coincide';

/** What coincides is a duplicate, and told as that. */
export const twins: Check = {
  id: 'twins',
  severity: 'info',
  about: 'Two annotations of one class cover nearly the same: two people may have drawn one thing.',
  run: ({ doc }) =>
    twinsOf(doc)
      .filter(({ first, second }) => !coincide(first.shape, second.shape))
      .map((pair) => finding(doc, pair)),
};

function finding(doc: AnnotationDoc, { first, second, iou }: Twins): Finding {
  const percent = Math.round(iou * 100);
  const message = `The ${named(second)} and ${first.id} overlap by ${percent} %: they may be one thing drawn twice. If they are two, a sidecar says so: "apart": ["${first.id}"] in ${second.id}.`;
  return about(twins.id, twins.severity, second, message, [
    lazyFix(`Make one of both, with the shape of ${first.id}`, () => mergeTwins(doc, first, second)),
    lazyFix(`Make one of both, with the shape of ${second.id}`, () => mergeTwins(doc, second, first)),
    lazyFix(`Delete, keep ${first.id}`, () => remove('Delete twin', [second])),
    lazyFix('Keep both: they are two things', () => keepApart(first, second)),
  ]);
}
