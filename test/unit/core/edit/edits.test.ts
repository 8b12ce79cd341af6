import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { isEmpty } from '../../../../src/core/edit/edit';
import { accept } from '../../../../src/core/edit/attributes';
import { EMPTY_SCHEMA } from '../../../../src/core/schema/labelSchema';
import { add, relabel, reshaped, setFacts, update } from '../../../../src/core/edit/edits';
import type { Box } from '../../../../src/core/shapes/box';
import { arbitraryAnnotation } from '../../../helpers/arbitrary';

const box: Box = { kind: 'box', x: 1, y: 2, width: 3, height: 4 };
const proposal: Annotation = {
  id: 'p',
  label: 'nut',
  shape: box,
  score: 0.9,
  model: 'parts-nano@3f2a',
  proposed: true,
};

describe('edits', () => {
  it('rounds what it adds to the grid of the sidecar', () => {
    const shape = { kind: 'box', x: 1.23456, y: 2, width: 3.999, height: 4 } as const;
    const [added] = add('Draw', [{ ...proposal, shape }]).added;
    assert.deepEqual(added?.shape, { kind: 'box', x: 1.23, y: 2, width: 4, height: 4 });
  });

  it('leaves out what does not change', () => {
    fc.assert(
      fc.property(fc.array(arbitraryAnnotation), (annotations) => {
        assert.ok(isEmpty(update('Nothing', annotations, (annotation) => annotation)));
        const edit = relabel(annotations, 'bolt');
        assert.deepEqual(
          edit.updated.map(([from]) => from),
          annotations.filter(({ label }) => label !== 'bolt'),
        );
        assert.ok(edit.updated.every(([, to]) => to.label === 'bolt'));
      }),
    );
  });

  it('accepts proposals only, which remember their model and score', () => {
    const { proposed: _, ...own } = proposal;
    const edit = accept([proposal, { ...own, id: 'q' }], EMPTY_SCHEMA);
    assert.deepEqual(edit.updated, [[proposal, own]]);
  });

  it('gives accepted proposals the attributes of their class, unless they have them', () => {
    const attributes = [
      { name: 'rusty', type: 'checkbox', default: false },
      { name: 'size', type: 'number', default: 1 },
    ] as const;
    const schema = { ...EMPTY_SCHEMA, classes: [{ name: proposal.label, attributes }] };
    const [change] = accept([{ ...proposal, attributes: { size: 3 } }], schema).updated;
    assert.deepEqual(change?.[1].attributes, { rusty: false, size: 3 });
  });

  it('makes a reshaped proposal the own of who reshaped it, but not one that only stayed', () => {
    const moved = { ...box, x: 7 };
    const { proposed: _, ...own } = proposal;
    assert.deepEqual(reshaped(proposal, moved), { ...own, shape: moved });
    assert.equal(reshaped(proposal, { ...box }), proposal);
    const offGrid = { ...proposal, shape: { ...moved, x: 7.0012 } };
    assert.equal(reshaped(offGrid, { ...moved, x: 7.0013 }), offGrid);
  });

  it('sets tags and state, or does nothing', () => {
    const doc = emptyDoc({ file: 'a.png', widthPx: 1, heightPx: 1 });
    assert.ok(isEmpty(setFacts('Tags', doc, { tags: [] })));
    assert.deepEqual(setFacts('Tags', doc, { tags: ['a'] }).facts, [{ tags: [] }, { tags: ['a'] }]);
  });
});
