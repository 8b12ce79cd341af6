import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { diffDocs, findChange, isSameDoc } from '../../../../src/core/diff/docDiff';
import { editOf } from '../../../../src/core/diff/editOf';
import { mirrored } from '../../../../src/core/diff/mirrored';
import { apply, invert } from '../../../../src/core/edit/edit';
import { boxOf } from '../../../../src/core/shapes/box';
import { arbitraryDoc } from '../../../helpers/arbitrary';

const image = { file: 'a.png', widthPx: 640, heightPx: 480 };

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc(image), annotations };
}

function car(id: string, x: number, y: number, more: Partial<Annotation> = {}): Annotation {
  return { id, label: 'car', shape: boxOf({ x, y, width: 100, height: 50 }), ...more };
}

function plain(doc: AnnotationDoc | undefined): AnnotationDoc | undefined {
  return doc && (JSON.parse(JSON.stringify(doc)) as AnnotationDoc);
}

function kinds(before: AnnotationDoc, after: AnnotationDoc): unknown {
  return Object.fromEntries(diffDocs(before, after).instances.map((change) => [change.id, change.kinds]));
}

describe('diffDocs', () => {
  const any = fc.option(arbitraryDoc, { nil: undefined });

  it('finds nothing between a document and itself', () => {
    fc.assert(
      fc.property(any, (doc) => {
        const diff = diffDocs(doc, structuredClone(doc));
        assert.ok(isSameDoc(diff));
        assert.equal(diff.unchanged, doc?.annotations.length ?? 0);
      }),
    );
  });

  it('is the mirror of the difference the other way round', () => {
    fc.assert(fc.property(any, any, (a, b) => assert.deepEqual(mirrored(diffDocs(a, b)), diffDocs(b, a))));
  });

  it('makes an edit that leads from one document to the other and back', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, (a, b) => {
        const edit = editOf('Restore', diffDocs(a, b));
        assert.deepEqual(apply(a, edit), { doc: b, skipped: 0 });
        assert.deepEqual(apply(b, invert(edit)), { doc: a, skipped: 0 });
      }),
    );
  });

  it('is plain JSON', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const diff = diffDocs(plain(a), plain(b));
        assert.deepEqual(JSON.parse(JSON.stringify(diff)), diff);
      }),
    );
  });

  it('tells added, removed, moved, reshaped and relabelled apart', () => {
    const before = docOf(
      car('aaaaaa', 0, 0),
      car('bbbbbb', 0, 100),
      car('cccccc', 0, 200),
      car('dddddd', 0, 300),
    );
    const wide = boxOf({ x: 0, y: 200, width: 120, height: 50 });
    const after = docOf(
      car('bbbbbb', 12, 100),
      car('cccccc', 0, 0, { shape: wide }),
      car('dddddd', 0, 300, { label: 'bus' }),
      car('eeeeee', 400, 0),
    );
    assert.deepEqual(kinds(before, after), {
      aaaaaa: ['removed'],
      bbbbbb: ['moved'],
      cccccc: ['reshaped'],
      dddddd: ['relabelled'],
      eeeeee: ['added'],
    });
    const moved = findChange(diffDocs(before, after), 'bbbbbb');
    assert.deepEqual(moved?.shiftPx, { x: 12, y: 0 });
    assert.equal(moved.iou, 88 / 112);
  });

  it('counts an accepted proposal for itself, and a proposal as no label', () => {
    const before = docOf(car('aaaaaa', 0, 0, { proposed: true }), car('bbbbbb', 0, 100, { proposed: true }));
    const after = docOf(car('aaaaaa', 0, 0), car('cccccc', 0, 300, { proposed: true }));
    assert.deepEqual(kinds(before, after), {
      aaaaaa: ['accepted'],
      bbbbbb: ['declined'],
      cccccc: ['proposed'],
    });
  });

  it('pairs instances of formats without ids, and lets links follow them', () => {
    const before = docOf(car('aaaaaa', 0, 0), car('bbbbbb', 0, 100, { links: [{ to: 'aaaaaa' }] }));
    const after = docOf(car('xxxxxx', 5, 0), car('yyyyyy', 0, 100, { links: [{ to: 'xxxxxx' }] }));
    assert.deepEqual(kinds(before, after), { xxxxxx: ['moved', 'renumbered'], yyyyyy: ['renumbered'] });
  });
});
