import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { AnnotationDoc, ImageFacts } from '../../../../src/core/annotation/document';
import {
  apply,
  difference,
  emptyEdit,
  invert,
  isEmpty,
  squash,
  type Edit,
} from '../../../../src/core/edit/edit';
import { arbitraryDoc } from '../../../helpers/arbitrary';

const arbitraryImage: fc.Arbitrary<ImageFacts> = fc
  .record(
    {
      file: fc.constantFrom('a.png', 'b.png'),
      widthPx: fc.integer({ min: 1, max: 3 }),
      heightPx: fc.integer({ min: 1, max: 3 }),
      extra: fc.constantFrom('', 'a').map((sha) => ({ sha })),
    },
    { requiredKeys: ['file', 'widthPx', 'heightPx'], noNullPrototype: true },
  )
  .map((made) => made as ImageFacts);

const docs: fc.Arbitrary<AnnotationDoc> = fc
  .tuple(arbitraryDoc, arbitraryImage)
  .map(([doc, image]) => ({ ...doc, image }));

describe('edits of the image facts', () => {
  it('lead from any document to any other and back', () => {
    fc.assert(
      fc.property(docs, docs, (from, to) => {
        const edit = difference('x', from, to);
        assert.deepEqual(apply(from, edit).doc, to);
        assert.deepEqual(apply(to, invert(edit)).doc, from);
        assert.equal('image' in edit, !isDeepStrictEqual(from.image, to.image));
      }),
    );
  });

  it('squash to the one change from first to last', () => {
    fc.assert(
      fc.property(docs, docs, docs, (a, b, c) => {
        const [first, second] = [difference('x', a, b), difference('y', b, c)];
        const both = squash(first, second, 'z');
        assert.deepEqual(apply(a, both).doc, c);
        assert.ok(isEmpty(squash(first, invert(first))));
      }),
    );
  });

  it('are not empty, and leave other edits without an image', () => {
    const image: ImageFacts = { file: 'a.png', widthPx: 1, heightPx: 2 };
    const edit: Edit = { ...emptyEdit('Rename'), image: [image, { ...image, file: 'b.png' }] };
    assert.equal(isEmpty(edit), false);
    assert.equal('image' in invert(emptyEdit('x')), false);
    assert.equal('image' in squash(emptyEdit('x'), emptyEdit('y')), false);
  });
});
