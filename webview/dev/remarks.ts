import type { Annotation, ConflictSide } from '../../src/core/annotation/annotation';
import type { DocFacts } from '../../src/core/annotation/document';
import { kindOf } from '../../src/core/shapes/index';

/** Labels after a merge and a review: two clashes, a pair of twins, comments, a return. */
export function remarked(annotations: readonly Annotation[]): readonly Annotation[] {
  const [moved, relabelled, removed, twin, asked, returned, ...rest] = annotations;
  if (!moved || !relabelled || !removed || !twin || !asked || !returned) return annotations;
  return [
    inConflict(moved, shifted(moved, -30, 10), shifted(moved, 40, 24)),
    inConflict(relabelled, { ...relabelled, label: 'gear' }, { ...relabelled, label: 'spring' }),
    inConflict(removed, { ...removed, occluded: true }, null),
    twin,
    { ...shifted(twin, 3, 2), id: 'twin00' },
    {
      ...asked,
      comments: [
        {
          id: 'c1',
          text: 'Is this one a nut?\nThe thread is inside.',
          by: 'Ben Example',
          at: '2026-05-12T09:30:00Z',
        },
        {
          id: 'c2',
          text: 'It is: see the drawing.',
          by: 'Anna Example',
          at: '2026-05-12T10:05:00Z',
          resolved: true,
        },
      ],
    },
    { ...returned, review: { verdict: 'returned', by: 'Ben Example', of: 'an older one' } },
    ...rest,
  ];
}

export const REMARKED_FACTS: Pick<DocFacts, 'comments' | 'conflict'> = {
  comments: [{ id: 'c3', text: 'Too dark at the left.', by: 'Ben Example', at: '2026-05-12T09:31:00Z' }],
  conflict: [
    { side: 'base', as: {} },
    { side: 'ours', as: { state: 'done' } },
    { side: 'theirs', as: { state: 'todo' } },
  ],
};

function inConflict(base: Annotation, ours: Annotation, theirs: Annotation | null): Annotation {
  const conflict: readonly ConflictSide[] = [
    { side: 'base', as: base },
    { side: 'ours', as: ours },
    { side: 'theirs', as: theirs },
  ];
  return { ...ours, conflict };
}

function shifted(annotation: Annotation, dx: number, dy: number): Annotation {
  return { ...annotation, shape: kindOf(annotation.shape).translate(annotation.shape, dx, dy) };
}
