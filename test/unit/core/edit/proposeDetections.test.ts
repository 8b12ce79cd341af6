import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { apply, invert, isEmpty } from '../../../../src/core/edit/edit';
import { proposeDetections, type Found } from '../../../../src/core/edit/proposeDetections';
import { boxOf } from '../../../../src/core/shapes/box';

const MODEL = 'parts-nano@3f2a';
const doc = (...annotations: Annotation[]): AnnotationDoc => ({
  ...emptyDoc({ file: 'a.jpg', widthPx: 100, heightPx: 100 }),
  annotations,
});
const box = (id: string, label: string, x: number, more: Partial<Annotation> = {}): Annotation => ({
  id,
  label,
  shape: boxOf({ x, y: 10, width: 20, height: 20 }),
  ...more,
});
const found = (label: string, x: number, score = 0.9): Found => ({ label, score, box: [x, 10, 20, 20] });

/** Counts up, so that ids differ. */
function counter(): () => number {
  let n = 0;
  return () => (n++ % 36) / 36;
}

describe('proposeDetections', () => {
  it('proposes what it finds, rounded, with score and model', () => {
    const { edit, proposed } = proposeDetections(doc(), [found('bolt', 10.004, 0.912345)], MODEL, counter());
    assert.equal(proposed, 1);
    const [annotation] = edit.added;
    assert.deepEqual(
      { ...annotation, id: '' },
      box('', 'bolt', 10, { score: 0.9123, model: MODEL, proposed: true }),
    );
  });

  it('proposes on the page that was looked at, and leaves the others alone', () => {
    const before = doc(
      box('a', 'bolt', 10, { proposed: true, model: MODEL }),
      box('b', 'bolt', 30),
      box('c', 'bolt', 50, { page: 2, proposed: true, model: MODEL }),
    );
    const { edit, known } = proposeDetections(before, [found('bolt', 30)], MODEL, counter(), 2);
    assert.deepEqual(
      [edit.added.map(({ page }) => page), edit.removed.map(({ id }) => id), known],
      [[2], ['c'], 0],
    );
  });

  it('replaces its own former proposals and nothing else, and can be undone', () => {
    const before = doc(
      box('a', 'bolt', 0),
      box('b', 'bolt', 30, { proposed: true, model: 'parts-nano@0000' }),
      box('c', 'bolt', 50, { proposed: true, model: 'other@3f2a' }),
      box('d', 'bolt', 70, { model: MODEL }),
    );
    const { edit } = proposeDetections(before, [found('nut', 30)], MODEL, counter());
    assert.deepEqual(
      edit.removed.map(({ id }) => id),
      ['b'],
    );
    const after = apply(before, edit).doc;
    assert.equal(after.annotations.filter(({ label }) => label === 'nut').length, 1);
    assert.deepEqual(apply(after, invert(edit)).doc, before);
  });

  it('changes nothing when it finds the same again, and keeps the id when only the score differs', () => {
    const first = apply(
      doc(),
      proposeDetections(doc(), [found('nut', 30), found('nut', 60)], MODEL, counter()).edit,
    ).doc;
    assert.ok(isEmpty(proposeDetections(first, [found('nut', 60), found('nut', 30)], MODEL, counter()).edit));
    const { edit } = proposeDetections(first, [found('nut', 30, 0.5), found('nut', 60)], MODEL, counter());
    assert.deepEqual([edit.added, edit.removed, edit.updated.length], [[], [], 1]);
  });

  it('leaves out what is already labelled with the class, and counts it', () => {
    const before = doc(box('a', 'bolt', 10));
    const result = proposeDetections(
      before,
      [found('bolt', 10.5), found('nut', 10), found('bolt', 16)],
      MODEL,
      counter(),
    );
    assert.equal(result.known, 1);
    assert.deepEqual(
      result.edit.added.map(({ label }) => label),
      ['nut', 'bolt'],
    );
  });

  it('gives two equal detections two proposals', () => {
    const { edit } = proposeDetections(doc(), [found('nut', 30), found('nut', 30)], MODEL, counter());
    assert.equal(new Set(edit.added.map(({ id }) => id)).size, 2);
  });
});
