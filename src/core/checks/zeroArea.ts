import { remove } from '../edit/edits';
import type { Check } from './check';
import { about, named } from './lib/about';
import { isThin } from './lib/thin';

export const zeroArea: Check = {
  id: 'zero-area',
  severity: 'error',
  about: 'A shape has no width, no height, or all its points on one line.',
  run: ({ doc }) =>
    doc.annotations
      .filter(({ shape }) => isThin(shape))
      .map((annotation) =>
        about(zeroArea.id, zeroArea.severity, annotation, `The ${named(annotation)} covers no area.`, [
          { title: 'Delete', edit: remove('Delete without area', [annotation]) },
        ]),
      ),
};
