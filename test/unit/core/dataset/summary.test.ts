import assert from 'node:assert/strict';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { summarise } from '../../../../src/core/dataset/summarise';
import { SummaryTally } from '../../../../src/core/dataset/summaryTally';
import { classLines, summaryBody } from '../../../../src/core/dataset/summaryText';

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

describe('summary in numbers', () => {
  const moved = { ...box('m', 'dog', 40) };
  const wide = { ...box('w', 'dog'), shape: { kind: 'box' as const, x: 0, y: 0, width: 6, height: 5 } };
  const summary = summarise([
    change(undefined, doc(box('n', 'car'), { ...box('p', 'bus'), proposed: true })),
    change(
      doc(box('m', 'dog'), box('w', 'dog'), box('r', 'cat', 100), { ...box('a', 'car', 50), proposed: true }),
      { ...doc(moved, wide, box('r', 'dog', 100), box('a', 'car', 50)), tags: ['wood'], state: 'done' },
    ),
    change(doc(box('x', 'car')), undefined),
  ]);

  it('counts each class', () => {
    const none = {
      added: 0,
      accepted: 0,
      removed: 0,
      moved: 0,
      reshaped: 0,
      described: 0,
      relabelledIn: 0,
      relabelledOut: 0,
    };
    assert.deepEqual(summary.classes, [
      { ...none, label: 'car', added: 2, accepted: 1, removed: 1 },
      { ...none, label: 'dog', moved: 1, reshaped: 1, relabelledIn: 1 },
      { ...none, label: 'cat', relabelledOut: 1 },
    ]);
    assert.deepEqual(summary.relabelled, [{ from: 'cat', to: 'dog', count: 1 }]);
    assert.deepEqual([summary.images, summary.imagesAdded, summary.imagesRemoved], [3, 1, 1]);
    assert.deepEqual(summary.proposals, { added: 1, removed: 0 });
    assert.deepEqual(summary.tags, [{ tag: 'wood', added: 1, removed: 0 }]);
    assert.deepEqual(summary.states, [{ from: null, to: 'done', images: 1 }]);
    assert.deepEqual(classLines(summary), [
      'car: +2 (1 accepted), -1',
      'dog: 1 moved, 1 reshaped',
      'cat: 1 relabelled dog',
    ]);
  });

  it('tells the balance of classes before and after', () => {
    assert.deepEqual(summary.balance, {
      scope: 'changed',
      before: 4,
      after: 5,
      classes: [
        { label: 'dog', before: 2, after: 3, shareBefore: 0.5, shareAfter: 0.6 },
        { label: 'car', before: 1, after: 2, shareBefore: 0.25, shareAfter: 0.4 },
        { label: 'cat', before: 1, after: 0, shareBefore: 0.25, shareAfter: 0 },
      ],
    });
  });

  it('is of all images when their counts are given', () => {
    const tally = new SummaryTally();
    tally.add(change(doc(box('a', 'car')), doc(box('a', 'bus'))));
    const expected = { scope: 'all', before: 10, after: 10 };
    const { classes: ahead, ...totals } = tally.summary({ before: new Map([['car', 10]]) }).balance;
    assert.deepEqual(totals, expected);
    const { classes: back } = tally.summary({
      after: new Map([
        ['car', 9],
        ['bus', 1],
      ]),
    }).balance;
    assert.deepEqual(ahead, back);
    assert.deepEqual(
      back.map(({ label, before, after }) => [label, before, after]),
      [
        ['car', 10, 9],
        ['bus', 0, 1],
      ],
    );
  });

  it('is plain JSON and knows any name of a class', () => {
    const odd = summarise([change(undefined, doc(box('a', '__proto__'), box('b', 'constructor', 70)))]);
    assert.deepEqual(JSON.parse(JSON.stringify(odd)), odd);
    assert.deepEqual(
      odd.classes.map(({ label }) => label),
      ['__proto__', 'constructor'],
    );
  });

  it('has a body for a commit message only when a line is not enough', () => {
    assert.equal(summaryBody(summary), '');
    const many = doc(...Array.from({ length: 9 }, (_, i) => box(`x${i}`, `class${i}`)));
    assert.equal(summaryBody(summarise([change(undefined, many)])).split('\n').length, 9);
  });
});
