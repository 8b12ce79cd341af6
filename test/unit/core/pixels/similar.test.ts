import assert from 'node:assert/strict';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { findSimilar } from '../../../../src/core/edit/findSimilar';
import { boxIou } from '../../../../src/core/geometry/iou';
import { similar } from '../../../../src/core/pixels/similar';
import { boxOf } from '../../../../src/core/shapes/box';
import { noise, patchOf } from '../../../helpers/patch';

/** Little pictures on noise: an arrow of 30 x 20 pixels at several places, one of them turned by 90 degrees. */
const ARROWS = [
  { x: 40, y: 30 },
  { x: 200, y: 50 },
  { x: 120, y: 160 },
  { x: 250, y: 190 },
];
const TURNED = { x: 30, y: 180 };

function arrow(u: number, v: number): readonly [number, number, number] | undefined {
  if (u < 0 || v < 0 || u >= 30 || v >= 20) return undefined;
  const isRed = Math.abs(v - 10) < (u < 15 ? 3 : 10 - (u - 15) * 0.66);
  return isRed ? [220, 40, 40] : [40, 60, 160];
}

const picture = patchOf(320, 240, (x, y) => {
  for (const at of ARROWS) {
    const color = arrow(x - at.x, y - at.y);
    if (color) return color;
  }
  const turned = arrow(y - TURNED.y, 19 - (x - TURNED.x));
  const value = 100 + 60 * noise(Math.floor(x / 3), Math.floor(y / 3));
  return turned ?? [value, value, value];
});
const example = { x: 40, y: 30, width: 30, height: 20 };

describe('finding what looks alike', () => {
  it('finds the other arrows where they are, and not the example', () => {
    const finds = similar(picture, example);
    assert.equal(finds.length, 3);
    for (const { x, y } of ARROWS.slice(1)) {
      const found = finds.find(({ box }) => boxIou(box, { x, y, width: 30, height: 20 }) > 0.8);
      assert.ok(found && found.score > 0.9, JSON.stringify(finds));
    }
  });

  it('finds turned ones when asked to', () => {
    const [found, ...others] = similar(picture, example, { turns: [90] });
    const [again] = similar(picture, example, { turns: [270] });
    const turned = [found, again].filter(
      (find) => find && boxIou(find.box, { ...TURNED, width: 20, height: 30 }) > 0.8,
    );
    assert.equal(turned.length, 1);
    assert.equal(others.length, 0);
  });

  it('speaks of image pixels, and finds nothing for an example of one colour', () => {
    const twice = { ...picture, imageRect: { x: 10, y: 20, width: 640, height: 480 } };
    const finds = similar(twice, { x: 90, y: 80, width: 60, height: 40 });
    assert.ok(finds.some(({ box }) => boxIou(box, { x: 410, y: 120, width: 60, height: 40 }) > 0.8));
    assert.deepEqual(
      similar(
        patchOf(50, 50, () => [9, 9, 9]),
        { x: 5, y: 5, width: 10, height: 10 },
      ),
      [],
    );
    assert.deepEqual(similar(picture, { x: 300, y: 5, width: 40, height: 10 }), []);
  });

  it('proposes them, but not where the class is labelled already', () => {
    const doc = emptyDoc({ file: 'a.png', widthPx: 320, heightPx: 240 });
    const labelled = { id: 'aaaaaa', label: 'arrow', shape: boxOf(example) };
    const known = { id: 'bbbbbb', label: 'arrow', shape: boxOf({ x: 199, y: 51, width: 30, height: 20 }) };
    let count = 0;
    const newId = () => `new${String(count++).padStart(3, '0')}`;
    const edit = findSimilar({ ...doc, annotations: [labelled, known] }, labelled, picture, newId);
    assert.ok(typeof edit !== 'string');
    assert.equal(edit.added.length, 2);
    assert.ok(
      edit.added.every(({ proposed, score, label }) => proposed && (score ?? 0) > 0.8 && label === 'arrow'),
    );
  });
});
