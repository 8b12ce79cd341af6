import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { imageMatcher } from '../../../../src/core/formats/importMatch';
import { mergeLabels } from '../../../../src/core/formats/importMerge';
import { sizeFit } from '../../../../src/core/formats/importScale';

describe('matching labels with image files', () => {
  const match = imageMatcher([
    'a.jpg',
    'x/b.jpg',
    'y/b.jpg',
    'y/c d.jpg',
    'z/12345678-e.jpg',
    'z/e.jpg',
    'p/q/f.jpg',
  ]);
  const one = (path: string): string | undefined => {
    const found = match(path);
    return found.kind === 'one' ? found.path : found.kind;
  };

  it('takes the same path, then a path that ends alike, then the only one of that name', () => {
    assert.equal(one('x/b.jpg'), 'x/b.jpg');
    assert.equal(one('data/x/b.jpg'), 'x/b.jpg');
    assert.equal(one('q/f.jpg'), 'p/q/f.jpg');
    assert.equal(one('elsewhere/a.jpg'), 'a.jpg');
    assert.deepEqual(match('b.jpg'), { kind: 'several', paths: ['x/b.jpg', 'y/b.jpg'] });
    assert.deepEqual(match('other/b.jpg'), { kind: 'several', paths: ['x/b.jpg', 'y/b.jpg'] });
    assert.equal(one('none.jpg'), 'none');
    assert.equal(one('A.jpg'), 'none');
  });

  it("knows Label Studio's local files, uploads and codes, and takes a name as it stands first", () => {
    assert.equal(one('/data/local-files/?d=y/c%20d.jpg'), 'y/c d.jpg');
    assert.equal(one('http://host/data/local-files/?d=x%2Fb.jpg'), 'x/b.jpg');
    assert.equal(one('/data/upload/3/0a1b2c3d-a.jpg'), 'a.jpg');
    assert.equal(one('12345678-e.jpg'), 'z/12345678-e.jpg');
    assert.equal(one('deadbeef-e.jpg'), 'z/e.jpg');
    assert.equal(one('.\\x\\b.jpg'), 'x/b.jpg');
    assert.equal(one('%E0%A4%A'), 'none');
    assert.equal(one(''), 'none');
  });

  it('never throws, and only names files that there are', () => {
    const files = ['a', 'b/a', 'constructor', '__proto__'];
    const find = imageMatcher(files);
    fc.assert(
      fc.property(fc.string(), (path) => {
        const found = find(path);
        if (found.kind === 'one') assert.ok(files.includes(found.path));
      }),
    );
    assert.deepEqual(find('__proto__'), { kind: 'one', path: '__proto__' });
  });
});

const box = (id: string, label: string, x: number): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y: 0, width: 5, height: 5 },
});

function doc(...annotations: readonly Annotation[]): AnnotationDoc {
  return { ...emptyDoc({ file: 'a.jpg', widthPx: 50, heightPx: 50 }), annotations };
}

describe('merging labels', () => {
  it('adds what is not there by class and shape, and leaves the rest as it is', () => {
    const own = doc({ ...box('a', 'car', 1), text: 'mine' }, box('b', 'car', 9));
    const { doc: merged, added, same } = mergeLabels(own, doc(box('c', 'car', 1.001), box('b', 'nut', 1)));
    assert.deepEqual([added, same, merged.annotations.length], [1, 1, 3]);
    assert.deepEqual(
      merged.annotations.filter(({ id }) => id === 'a' || id === 'b'),
      own.annotations,
    );
    assert.equal(merged.annotations.find(({ label }) => label === 'nut')?.shape.kind, 'box');
  });

  it('keeps two like ones as two', () => {
    const twins = doc(box('a', 'car', 1), box('b', 'car', 1));
    assert.equal(mergeLabels(doc(box('z', 'car', 1)), twins).added, 1);
    assert.equal(mergeLabels(twins, twins).added, 0);
    assert.equal(mergeLabels(doc(), twins).added, 2);
  });

  it('changes nothing the second time, and ids stay unique', () => {
    const some = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        label: fc.constantFrom('car', '__proto__'),
        x: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 6 },
    );
    const unique = some.map((all) => {
      const byId = new Map(all.map(({ id, label, x }) => [id, box(id, label, x)]));
      return doc(...[...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)));
    });
    fc.assert(
      fc.property(unique, unique, (own, incoming) => {
        const first = mergeLabels(own, incoming);
        const ids = first.doc.annotations.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.deepEqual(ids, [...ids].sort());
        assert.equal(first.added + first.same, incoming.annotations.length);
        const again = mergeLabels(first.doc, incoming);
        assert.deepEqual([again.doc, again.added], [first.doc, 0]);
      }),
    );
  });

  it('adds tags and unknown fields, and never changes a state that was said', () => {
    const own: AnnotationDoc = { ...doc(), tags: ['x'], state: 'todo', extra: { a: 1 } };
    const { doc: merged } = mergeLabels(own, {
      ...doc(),
      tags: ['x', 'y'],
      state: 'done',
      extra: { a: 2, b: 3 },
    });
    assert.deepEqual([merged.tags, merged.state, merged.extra], [['x', 'y'], 'todo', { a: 1, b: 3 }]);
  });
});

describe('the size labels were made for', () => {
  it('is the same, scaled, turned, another, or unknown', () => {
    const made = (widthPx: number, heightPx: number): AnnotationDoc =>
      emptyDoc({ file: 'a.jpg', widthPx, heightPx });
    const real = { widthPx: 4000, heightPx: 3000 };
    assert.equal(sizeFit(made(4000, 3000), real), 'same');
    assert.equal(sizeFit(made(640, 480), real), 'scaled');
    assert.equal(sizeFit(made(333, 250), real), 'scaled');
    assert.equal(sizeFit(made(3000, 4000), real), 'turned');
    assert.equal(sizeFit(made(640, 640), real), 'different');
    assert.equal(sizeFit(made(0, 0), real), 'unknown');
    assert.equal(sizeFit(made(640, 480), undefined), 'unknown');
  });
});
