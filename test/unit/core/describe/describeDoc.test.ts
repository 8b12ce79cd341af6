import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyDoc, sameValue } from '../../../../src/core/annotation/document';
import { printSidecar } from '../../../../src/core/annotation/sidecar';
import { describeAnnotation, describeDoc } from '../../../../src/core/describe/describeDoc';
import { arbitraryDoc } from '../../../helpers/arbitrary';

describe('labels in words', function () {
  this.timeout(20_000);

  it('says class, id, shape and whatever else is said', () => {
    const shape = { kind: 'box', x: 100, y: 50, width: 300.25, height: 120 } as const;
    assert.equal(
      describeAnnotation({ id: 'k3v9q2', label: 'car', shape, occluded: true, attributes: { color: 'red' } }),
      'car k3v9q2 box at 100, 50, 300.25 x 120; occluded; attributes {"color": "red"}',
    );
    assert.equal(
      describeAnnotation({
        id: 'a',
        label: 'a, "b"',
        shape: { kind: 'polygon', rings: [[0, 0, 9, 0, 9, 9]] },
      }),
      '"a, \\"b\\"" a polygon of 3 points: 0,0 9,0 9,9',
    );
    const doc = {
      ...emptyDoc({ file: 'my cat.jpg', widthPx: 640, heightPx: 480 }),
      state: 'done',
      tags: ['b'],
    } as const;
    assert.equal(describeDoc(doc), 'image "my cat.jpg" 640 x 480\nstate done\ntags b\n');
  });

  it('shows both versions of what is in conflict', () => {
    const shape = { kind: 'point', x: 1, y: 2 } as const;
    const car = { id: 'a', label: 'car', shape };
    const text = describeAnnotation({
      ...car,
      conflict: [
        { side: 'ours', as: car },
        { side: 'theirs', as: null },
      ],
    });
    assert.equal(
      text,
      'car a point [1, 2]; IN CONFLICT, ours: car a point [1, 2]; IN CONFLICT, theirs: not there',
    );
  });

  it('differs where documents differ, and has a line per annotation', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        assert.equal(
          describeDoc(a) === describeDoc(b),
          printSidecar(a) === printSidecar(b) || sameValue(a, b),
        );
        const lines = describeDoc(a).split('\n');
        for (const { id, label } of a.annotations)
          assert.equal(lines.filter((line) => line.startsWith(`${label} ${id} `)).length, 1);
      }),
    );
  });
});
