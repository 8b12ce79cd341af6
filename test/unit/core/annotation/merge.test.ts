import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { byId, emptyDoc, sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import type { Annotation } from '../../../../src/core/annotation/annotation';

import { EVERY_FACT } from '../../../helpers/everyKind';

const image = { file: 'a.png', widthPx: 100, heightPx: 100 };
const box = (id: string, label = 'car', x = 1): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y: 2, width: 3, height: 4 },
});
const doc = (...annotations: Annotation[]): AnnotationDoc => ({ ...emptyDoc(image), annotations });

const annotation = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.constantFrom('car', 'person'),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([id, label, x]) => box(id, label, x));
const anyDoc = fc
  .record({
    annotations: fc.uniqueArray(annotation, { selector: ({ id }) => id }),
    tags: fc.uniqueArray(fc.constantFrom('wood', 'cloth', 'paper')),
    state: fc.constantFrom('todo' as const, 'done' as const),
  })
  .map((parts): AnnotationDoc => ({
    ...emptyDoc(image),
    ...parts,
    annotations: parts.annotations.sort((a, b) => (a.id < b.id ? -1 : 1)),
  }));

/** True when what `changed` changed against `was` stands in the merged document (a twice-added id may be renamed). */
function keeps(merged: AnnotationDoc, was: Annotation | undefined, changed: Annotation): boolean {
  if (!was) return merged.annotations.some((one) => sameValue({ ...one, id: '' }, { ...changed, id: '' }));
  const now = byId(merged).get(changed.id);
  const labelStands = was.label === changed.label || now?.label === changed.label;
  return labelStands && (sameValue(was.shape, changed.shape) || sameValue(now?.shape, changed.shape));
}

describe('three-way merge', function () {
  this.timeout(20_000);

  it('keeps both sides when they changed different things', () => {
    const base = doc(box('a'), box('b'));
    const { doc: merged, conflicts } = mergeDocs(
      base,
      doc(box('a', 'truck'), box('b'), box('c')),
      doc(box('a', 'car', 9)),
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged.annotations, [box('a', 'truck', 9), box('c')]);
  });

  it('names the property that both changed, lets ours stand and keeps all versions', () => {
    const { doc: merged, conflicts } = mergeDocs(doc(box('a')), doc(box('a', 'bus')), doc(box('a', 'truck')));
    const conflict = [
      { side: 'base', as: box('a') },
      { side: 'ours', as: box('a', 'bus') },
      { side: 'theirs', as: box('a', 'truck') },
    ] as const;
    assert.deepEqual(merged.annotations, [{ ...box('a', 'bus'), conflict }]);
    assert.deepEqual(conflicts, [{ id: 'a', what: 'class', theirs: box('a', 'truck') }]);
  });

  it('lets a change win over a removal and says so', () => {
    const { doc: merged, conflicts } = mergeDocs(doc(box('a')), doc(), doc(box('a', 'bus')));
    const conflict = [
      { side: 'base', as: box('a') },
      { side: 'ours', as: null },
      { side: 'theirs', as: box('a', 'bus') },
    ] as const;
    assert.deepEqual(merged.annotations, [{ ...box('a', 'bus'), conflict }]);
    assert.equal(conflicts[0]?.what, 'deleted here, changed there');
  });

  it('keeps two additions that share an id by chance', () => {
    const { doc: merged, conflicts } = mergeDocs(doc(), doc(box('a', 'bus')), doc(box('a', 'truck')));
    assert.deepEqual(merged.annotations.map(({ label }) => label).sort(), ['bus', 'truck']);
    assert.deepEqual(conflicts, []);
  });

  it('gives the new id to the same of two, whoever merges', () => {
    const [bus, truck] = [doc(box('a', 'bus')), doc(box('a', 'truck'))];
    assert.deepEqual(mergeDocs(doc(), bus, truck).doc, mergeDocs(doc(), truck, bus).doc);
  });

  it('takes the same class in the same place under one id for one thing', () => {
    const { doc: merged } = mergeDocs(
      doc(),
      doc({ ...box('a'), occluded: true }),
      doc({ ...box('a'), text: 'x' }),
    );
    assert.deepEqual(merged.annotations, [{ ...box('a'), occluded: true, text: 'x' }]);
  });

  it('keeps two new groups of one number apart', () => {
    const grouped = (group: number | undefined, ...ids: string[]): AnnotationDoc =>
      doc(
        ...['a', 'b', 'c', 'd'].map((id) => ({
          ...box(id),
          ...(group && ids.includes(id) && { group }),
        })),
      );
    const [ours, theirs] = [grouped(1, 'a', 'b'), grouped(1, 'c', 'd')];
    const { doc: merged, conflicts } = mergeDocs(grouped(undefined), ours, theirs);
    assert.deepEqual(
      merged.annotations.map(({ group }) => group),
      [1, 1, 2, 2],
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(mergeDocs(grouped(undefined), theirs, ours).doc, merged);
  });

  it('leaves a link to what the other side removed', () => {
    const linked: Annotation = { ...box('a'), links: [{ to: 'b' }] };
    const { doc: merged, conflicts } = mergeDocs(
      doc(box('a'), box('b')),
      doc(linked, box('b')),
      doc(box('a')),
    );
    assert.deepEqual(merged.annotations, [linked]);
    assert.deepEqual(conflicts, []);
  });

  it('lets links follow the annotation that got another id', () => {
    const linked: Annotation = { ...box('b'), links: [{ to: 'a', name: 'part of' }] };
    const { doc: merged } = mergeDocs(doc(), doc(box('a', 'bus')), doc(box('a', 'truck'), linked));
    const truck = merged.annotations.find(({ label }) => label === 'truck');
    assert.notEqual(truck?.id, 'a');
    assert.deepEqual(byId(merged).get('b')?.links, [{ to: truck?.id, name: 'part of' }]);
  });

  it('merges every field for itself', () => {
    const { id: _, label: __, shape: ___, links: ____, conflict: _____, ...facts } = EVERY_FACT;
    const names = Object.keys(facts) as (keyof typeof facts)[];
    const plain: Annotation = box('a');
    for (const mine of names)
      for (const other of names.filter((name) => name !== mine)) {
        const [ours, theirs] = [mine, other].map((name) => ({ ...plain, [name]: facts[name] }));
        const { doc: merged, conflicts } = mergeDocs(doc(plain), doc(ours ?? plain), doc(theirs ?? plain));
        assert.deepEqual(conflicts, [], `${mine} ${other}`);
        assert.deepEqual(merged.annotations, [{ ...ours, ...theirs }]);
      }
  });

  it('takes away a flag that one side took away', () => {
    const base = { ...box('a'), occluded: true, text: 'x' } as const;
    const { text, ...silent } = base;
    assert.equal(text, 'x');
    const { doc: merged } = mergeDocs(doc(base), doc(silent), doc({ ...base, label: 'bus' }));
    assert.deepEqual(merged.annotations, [{ ...silent, label: 'bus' }]);
  });

  it('merges attributes and links one by one', () => {
    const base: Annotation = {
      ...box('a'),
      attributes: { side: 'left', old: 1 },
      links: [{ to: 'b' }, { to: 'c' }],
    };
    const ours: Annotation = { ...base, attributes: { side: 'right', old: 1 }, links: [{ to: 'c' }] };
    const theirs: Annotation = {
      ...base,
      attributes: { side: 'left', seen: true },
      links: [{ to: 'b' }, { to: 'c' }, { to: 'd', name: 'on' }],
    };
    const { doc: merged, conflicts } = mergeDocs(doc(base), doc(ours), doc(theirs));
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged.annotations[0]?.attributes, { side: 'right', seen: true });
    assert.deepEqual(merged.annotations[0]?.links, [{ to: 'c' }, { to: 'd', name: 'on' }]);
    const clash = mergeDocs(doc(base), doc(ours), doc({ ...base, attributes: { side: 'top' } }));
    assert.equal(clash.conflicts[0]?.what, 'attribute side');
  });

  it('has merge(base, a, base) = a = merge(base, base, a)', () => {
    fc.assert(
      fc.property(anyDoc, anyDoc, (base, a) => {
        for (const merged of [mergeDocs(base, a, base), mergeDocs(base, base, a)]) {
          assert.deepEqual(merged.conflicts, []);
          assert.ok(sameValue(merged.doc.annotations, a.annotations));
          assert.deepEqual([...merged.doc.tags].sort(), [...a.tags].sort());
          assert.equal(merged.doc.state, a.state);
        }
      }),
    );
  });

  it("loses no change: each side's stands, or is told as a conflict", () => {
    fc.assert(
      fc.property(anyDoc, anyDoc, anyDoc, (base, ours, theirs) => {
        const { doc: merged, conflicts } = mergeDocs(base, ours, theirs);
        for (const side of [ours, theirs])
          for (const changed of side.annotations.filter((one) => !sameValue(one, byId(base).get(one.id)))) {
            const stands = keeps(merged, byId(base).get(changed.id), changed);
            assert.ok(stands || conflicts.some(({ id }) => id === changed.id), JSON.stringify(changed));
          }
        const again = parseSidecar(printSidecar(merged));
        assert.ok(again.ok && sameValue(again.doc, merged));
      }),
      { numRuns: 2000 },
    );
  });
});
