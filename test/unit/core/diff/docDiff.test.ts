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

describe('diffDocs', function () {
  this.timeout(20_000);
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

  it('pairs the same instances from either side when ids say nothing', () => {
    fc.assert(
      fc.property(arbitraryDoc, arbitraryDoc, fc.integer({ min: 0, max: 12 }), (a, b, kept) => {
        const copies = a.annotations.slice(0, kept).map((own) => ({ ...own, links: [] }));
        const others = [...copies, ...b.annotations].map((own, i) => ({ ...own, id: `zz${1000 + i}` }));
        const foreign = { ...b, annotations: others };
        const diff = diffDocs(a, foreign);
        assert.deepEqual(mirrored(diff), diffDocs(foreign, a));
        assert.deepEqual(apply(a, editOf('Restore', diff)), { doc: foreign, skipped: 0 });
        const paired = diff.instances.filter(({ kinds }) => kinds.includes('renumbered'));
        assert.ok(paired.length >= copies.length);
      }),
    );
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

  it('tells conflicts that arose and were decided, and what is said of the whole image', () => {
    const own = car('aaaaaa', 0, 0);
    const open = { ...own, conflict: [{ side: 'theirs', as: null }] } as const satisfies Annotation;
    assert.deepEqual(kinds(docOf(own), docOf(open)), { aaaaaa: ['conflict'] });
    assert.deepEqual(kinds(docOf(open), docOf({ ...own, label: 'bus' })), {
      aaaaaa: ['relabelled', 'resolved'],
    });
    assert.deepEqual(kinds(docOf(own), docOf({ ...own, locked: true, hidden: true })), { aaaaaa: ['noted'] });
    const diff = diffDocs(docOf(), { ...docOf(), tags: ['wood'], state: 'done' });
    assert.deepEqual([diff.tags, diff.state], [{ added: ['wood'], removed: [] }, [null, 'done']]);
    assert.equal(diffDocs(undefined, docOf()).existence, 'added');
  });

  it('pairs the most alike ones, of one class and page only', () => {
    const before = docOf(
      car('aaaaaa', 0, 0),
      car('bbbbbb', 20, 0),
      car('cccccc', 0, 200),
      car('dddddd', 0, 300),
    );
    const after = docOf(
      car('uuuuuu', 18, 0),
      car('vvvvvv', 2, 0),
      car('wwwwww', 0, 200, { label: 'bus' }),
      car('xxxxxx', 0, 300, { page: 1 }),
    );
    const pairs = diffDocs(before, after).instances.map((change) => [change.before?.id, change.after?.id]);
    assert.deepEqual(pairs, [
      ['cccccc', undefined],
      ['dddddd', undefined],
      ['bbbbbb', 'uuuuuu'],
      ['aaaaaa', 'vvvvvv'],
      [undefined, 'wwwwww'],
      [undefined, 'xxxxxx'],
    ]);
  });

  it('needs no square of the time for many instances in one place', function () {
    this.timeout(60_000);
    const heap = (prefix: string, off: number) =>
      docOf(
        ...Array.from({ length: 1500 }, (_, i) => car(`${prefix}${10_000 + i}`, (i % 97) / 100 + off, 0)),
      );
    const spread = (prefix: string, off: number) =>
      docOf(...Array.from({ length: 1500 }, (_, i) => car(`${prefix}${10_000 + i}`, 200 * i + off, 0)));
    const timed = (make: typeof heap) => {
      const [before, after] = [make('a', 0), make('b', 5)];
      const startMs = performance.now();
      assert.equal(diffDocs(before, after).instances.length >= 1500, true);
      return performance.now() - startMs;
    };
    timed(spread);
    const [far, near] = [timed(spread), timed(heap)];
    assert.ok(near < 60 * far + 50, `${near} ms against ${far} ms`);
  });

  it('pairs instances of formats without ids, and lets links follow them', () => {
    const before = docOf(car('aaaaaa', 0, 0), car('bbbbbb', 0, 100, { links: [{ to: 'aaaaaa' }] }));
    const after = docOf(car('xxxxxx', 5, 0), car('yyyyyy', 0, 100, { links: [{ to: 'xxxxxx' }] }));
    assert.deepEqual(kinds(before, after), { xxxxxx: ['moved', 'renumbered'], yyyyyy: ['renumbered'] });
  });
});
