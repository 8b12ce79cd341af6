import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AnnotationDoc } from '../../../../src/core/annotation/document';
import { apply } from '../../../../src/core/edit/edit';
import { remove, update } from '../../../../src/core/edit/edits';
import { buildIndex, deriveIndex, sceneIndex } from '../../../../src/core/scene/index';
import { kindOf } from '../../../../src/core/shapes/index';
import { arbitraryBox, arbitraryDoc, arbitraryHistory } from '../../../helpers/arbitrary';
import { boxed } from '../../../helpers/toolScript';

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** By looking at every annotation. */
function searchAll(doc: AnnotationDoc, rect: Rect): number[] {
  return doc.annotations.flatMap(({ shape }, position) => {
    const b = kindOf(shape).bounds(shape);
    const meets =
      b.x <= rect.x + rect.width &&
      rect.x <= b.x + b.width &&
      b.y <= rect.y + rect.height &&
      rect.y <= b.y + b.height;
    return meets ? [position] : [];
  });
}

function grid(count: number): AnnotationDoc {
  const annotations = Array.from({ length: count }, (_, i) =>
    boxed(`b${String(i).padStart(6, '0')}`, (i % 100) * 10, Math.floor(i / 100) * 10, 8, 8),
  );
  return { image: { file: 'a.png', widthPx: 1000, heightPx: 1000 }, tags: [], annotations, kept: [] };
}

const everywhere = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };

describe('the index of a scene', () => {
  it('finds what a look at every annotation finds, in order', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryBox, (doc, rect) => {
        assert.deepEqual([...buildIndex(doc).search(rect)], searchAll(doc, rect));
      }),
    );
  });

  it('derived from any other document is as one built anew', () => {
    fc.assert(
      fc.property(arbitraryHistory(3), arbitraryBox, ({ docs, edits }, rect) => {
        let doc = docs[0];
        assert.ok(doc);
        let index = buildIndex(doc);
        for (const edit of edits) {
          doc = apply(doc, edit).doc;
          index = deriveIndex(index, doc);
          assert.equal(index.doc, doc);
          assert.deepEqual([...index.search(rect)], searchAll(doc, rect));
          assert.deepEqual(
            [...index.search(everywhere)],
            doc.annotations.map((_, i) => i),
          );
        }
      }),
    );
  });

  it('keeps its tree over small edits and builds a new one after many', () => {
    const doc = grid(1000);
    const first = sceneIndex(doc);
    assert.equal(sceneIndex(doc), first);
    const shift = (count: number, from: AnnotationDoc) =>
      apply(
        from,
        update('Move', from.annotations.slice(0, count), (a) => ({
          ...a,
          shape: kindOf(a.shape).translate(a.shape, 500, 500),
        })),
      ).doc;
    const little = shift(5, doc);
    assert.equal(sceneIndex(little).base, first.base);
    assert.equal(sceneIndex(little).changed, 5);
    assert.deepEqual(
      [...sceneIndex(little).search({ x: 505, y: 505, width: 1, height: 1 })],
      searchAll(little, { x: 505, y: 505, width: 1, height: 1 }),
    );
    const much = shift(500, little);
    assert.notEqual(sceneIndex(much).base, first.base);
    assert.equal(sceneIndex(much).changed, 0);
  });

  it('follows positions past what was removed', () => {
    const doc = grid(300);
    sceneIndex(doc);
    const gone = doc.annotations.filter((_, i) => i % 5 === 0);
    const after = apply(doc, remove('Delete', gone)).doc;
    const rect = { x: 100, y: 0, width: 300, height: 25 };
    assert.equal(sceneIndex(after).changed, 60);
    assert.deepEqual([...sceneIndex(after).search(rect)], searchAll(after, rect));
  });

  it('holds no shape, shapes without size, and shapes that are not numbers', () => {
    const empty = grid(0);
    assert.deepEqual([...buildIndex(empty).search(everywhere)], []);
    const odd: AnnotationDoc = {
      ...grid(40),
      annotations: [
        ...grid(40).annotations,
        boxed('c-point', 333, 5, 0, 0),
        boxed('d-nan', NaN, 5, 1, 1),
        boxed('e-far', 1e308, 1e308, 1e308, 1e308),
      ],
    };
    assert.deepEqual([...buildIndex(odd).search({ x: 333, y: 5, width: 0, height: 0 })], [33, 40]);
    assert.deepEqual([...buildIndex(odd).search({ x: 350, y: 100, width: 10, height: 10 })], []);
  });
});
