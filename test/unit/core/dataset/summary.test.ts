import assert from 'node:assert/strict';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { summarise } from '../../../../src/core/dataset/summary';

const box = (id: string, label: string, x = 0): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y: 0, width: 5, height: 5 },
});
const doc = (...annotations: Annotation[]): AnnotationDoc => ({
  ...emptyDoc({ file: 'a.png', widthPx: 9, heightPx: 9 }),
  annotations,
});
const change = (before: AnnotationDoc | undefined, after: AnnotationDoc | undefined) => ({
  path: 'a.png',
  before,
  after,
});

describe('summary of a change', () => {
  it('says images, classes added and removed, and moves', () => {
    const cars = Array.from({ length: 12 }, (_, i) => box(`c${i}`, 'car'));
    const { text } = summarise([
      change(undefined, doc(...cars)),
      change(doc(box('p', 'person'), box('m', 'dog')), doc(box('m', 'dog', 3))),
      change(doc(box('n', 'dog')), doc(box('n', 'dog', 1))),
    ]);
    assert.equal(text, '3 images, +12 car, -1 person, 2 moved');
  });

  it('does not count proposals until they are accepted', () => {
    const proposal = { ...box('a', 'car'), proposed: true as const };
    assert.equal(summarise([change(undefined, doc(proposal))]).text, '1 image');
    assert.equal(summarise([change(doc(proposal), doc(box('a', 'car')))]).text, '1 image, +1 car');
  });

  it('names tags when nothing else changed, and class changes', () => {
    assert.equal(summarise([change(doc(), { ...doc(), tags: ['wood'] })]).text, '1 image, 1 tagged');
    assert.equal(
      summarise([change(doc(box('a', 'car')), doc(box('a', 'bus')))]).text,
      '1 image, 1 relabelled',
    );
  });

  it('counts annotations that say something else, and none that are only hidden or locked', () => {
    const { text } = summarise([
      change(
        doc(box('a', 'car'), box('b', 'car'), box('c', 'car'), box('d', 'car')),
        doc(
          { ...box('a', 'car'), occluded: true },
          { ...box('b', 'car'), attributes: { side: 'left' } },
          { ...box('c', 'car'), hidden: true, locked: true },
          { ...box('d', 'bus'), text: 'x' },
        ),
      ),
    ]);
    assert.equal(text, '1 image, 1 relabelled, 2 described');
  });

  it('folds many classes', () => {
    const many = doc(...Array.from({ length: 9 }, (_, i) => box(`x${i}`, `class${i}`)));
    assert.match(summarise([change(undefined, many)]).text, /\+1 class5, \+3 in 3 other classes$/);
  });
});
