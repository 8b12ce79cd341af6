import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accepted, rounded, type Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { fingerprint, isJudged } from '../../../../src/core/annotation/fingerprint';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { judge } from '../../../../src/core/edit/review';
import { arbitraryAnnotation } from '../../../helpers/arbitrary';

const bolt: Annotation = {
  id: 'a',
  label: 'bolt',
  shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 },
  attributes: { size: 'M4', worn: true },
};

describe('what a review was given for', () => {
  it('is the labels: each change of them makes another fingerprint', () => {
    const changed: readonly Partial<Annotation>[] = [
      { label: 'nut' },
      { shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4.01 } },
      { shape: { kind: 'ellipse', cx: 1, cy: 2, rx: 3, ry: 4, angle: 0 } },
      { occluded: true },
      { truncated: true },
      { group: 1 },
      { order: 1 },
      { text: 'M4' },
      { links: [{ to: 'b' }] },
      { page: 1 },
      { proposed: true },
      { attributes: { size: 'M5', worn: true } },
      { attributes: { size: 'M4' } },
    ];
    const prints = [{}, ...changed].map((change) => fingerprint({ ...bolt, ...change }));
    assert.equal(new Set(prints).size, prints.length);
    for (const print of prints) assert.match(print, /^[0-9a-f]{16}$/);
  });

  it('is not what is said about them', () => {
    const said: readonly Partial<Annotation>[] = [
      { id: 'b' },
      { score: 0.5, model: 'x@0000' },
      { locked: true, hidden: true },
      { comments: [{ id: 'c', text: 'why?' }] },
      { review: { verdict: 'returned', of: '' } },
      { attributes: { worn: true, size: 'M4' } },
    ];
    for (const more of said) assert.equal(fingerprint({ ...bolt, ...more }), fingerprint(bolt));
  });

  it('is the same after saving and reading, for every annotation', () => {
    fc.assert(
      fc.property(arbitraryAnnotation, (drawn) => {
        const annotation = rounded(drawn);
        const image = { file: 'a.png', widthPx: 5000, heightPx: 5000 };
        const read = parseSidecar(printSidecar({ ...emptyDoc(image), annotations: [annotation] }));
        const [again] = read.ok ? read.doc.annotations : [];
        fc.pre(again !== undefined);
        assert.equal(fingerprint(again ?? bolt), fingerprint(annotation));
      }),
      { numRuns: 200 },
    );
  });

  it('tells a verdict that is out of date', () => {
    const [change] = judge([bolt], 'accepted', 'Anna').updated;
    const judged = change?.[1] ?? bolt;
    assert.deepEqual(judged.review, { verdict: 'accepted', by: 'Anna', of: fingerprint(bolt) });
    assert.ok(isJudged(judged));
    assert.ok(!isJudged({ ...judged, label: 'nut' }));
    assert.ok(!isJudged(accepted({ ...judged, proposed: true, group: 2 })));
    assert.ok(!isJudged(bolt));
  });
});
