import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { changeWords } from '../../../../src/core/diff/changeWords';
import { diffDocs } from '../../../../src/core/diff/docDiff';
import { boxOf } from '../../../../src/core/shapes/box';
import type { Shape } from '../../../../src/core/shapes/index';
import { arbitraryDoc } from '../../../helpers/arbitrary';
import { EVERY_SHAPE } from '../../../helpers/everyKind';

const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
const car: Annotation = {
  id: 'k3v9q2',
  label: 'car',
  shape: boxOf({ x: 10, y: 10, width: 100, height: 50 }),
};

function words(before: Annotation | undefined, after: Annotation | undefined): string | undefined {
  const docOf = (annotation?: Annotation) => ({
    ...emptyDoc(image),
    annotations: annotation ? [annotation] : [],
  });
  const [change] = diffDocs(docOf(before), docOf(after)).instances;
  return change && changeWords(change);
}

const withShape = (shape: Shape): Annotation => ({ ...car, shape });

describe('changeWords', function () {
  this.timeout(20_000);
  it('says where an instance went', () => {
    const moved = (x: number, y: number) => words(car, withShape(boxOf({ x, y, width: 100, height: 50 })));
    assert.equal(moved(22, 10), 'car k3v9q2 moved 12 px right, IoU 0.79');
    assert.equal(moved(9.5, 7), 'car k3v9q2 moved 0.5 px left and 3 px up, IoU 0.88');
    assert.equal(moved(10, 310), 'car k3v9q2 moved 300 px down, IoU 0.00');
    assert.equal(words(car, { ...car, page: 2 }), 'car k3v9q2 moved from page 1 to page 3');
  });

  it('says how a shape changed', () => {
    const wide = withShape(boxOf({ x: 10, y: 10, width: 120, height: 40 }));
    assert.equal(words(car, wide), 'car k3v9q2 reshaped +20 px wide and -10 px high, IoU 0.69');
    assert.match(
      words(car, withShape(EVERY_SHAPE.rotatedBox)) ?? '',
      /^car k3v9q2 reshaped from box to rotated box, IoU /,
    );
    const [from, to] = [withShape(EVERY_SHAPE.point), withShape({ kind: 'point', x: 323.5, y: 244.25 })];
    assert.equal(words(from, to), 'car k3v9q2 moved 3 px right and 4 px down, 5 px apart on average');
    assert.equal(words(car, withShape(EVERY_SHAPE.point)), 'car k3v9q2 reshaped from box to point');
  });

  it('says the class it had and the one it has', () => {
    assert.equal(
      words({ ...car, label: 'person' }, { ...car, label: 'cyclist' }),
      'person k3v9q2 relabelled cyclist',
    );
  });

  it('says what became of a proposal', () => {
    const proposal: Annotation = { ...car, proposed: true };
    assert.equal(words(proposal, car), 'car k3v9q2 accepted');
    assert.equal(words(undefined, proposal), 'car k3v9q2 proposed');
    assert.equal(words(proposal, undefined), 'car k3v9q2 declined');
  });

  it('says what is described otherwise, and remarks', () => {
    const after: Annotation = {
      ...car,
      occluded: true,
      text: 'EXIT 2',
      attributes: { side: 'left' },
      locked: true,
      comments: [{ id: 'c1', text: 'really?' }],
    };
    assert.equal(
      words(car, after),
      'car k3v9q2 occluded, text none → "EXIT 2", side none → left, locked, comments added',
    );
    assert.equal(words({ ...car, occluded: true }, car), 'car k3v9q2 not occluded');
  });

  it('says something of every change, in one line of bounded length for each fact', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        for (const change of diffDocs(a, b).instances) {
          const text = changeWords(change);
          assert.ok(text.length > change.id.length + 3 && text.length < 1500, text);
          assert.ok(!text.includes('NaN') && !text.includes('undefined'), text);
        }
      }),
    );
  });
});
