import { remove } from '../edit/edits';
import type { Check } from './check';
import { about, named } from './lib/about';
import { kindOf } from '../shapes/index';
import { isThin } from './lib/thin';

export const zeroArea: Check = {
  id: 'zero-area',
  severity: 'error',
  about: 'An area has no width, no height, or all its points on one line; or a line has no length.',
  run: ({ doc }) =>
    doc.annotations
      .filter(({ shape }) => isThin(shape))
      .map((annotation) =>
        about(
          zeroArea.id,
          zeroArea.severity,
          annotation,
          `The ${named(annotation)} ${kindOf(annotation.shape).isArea(annotation.shape) ? 'covers no area' : 'has no length'}.`,
          [{ title: 'Delete', edit: remove('Delete without area', [annotation]) }],
        ),
      ),
};
