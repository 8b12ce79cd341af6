import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import {
  clashesOf,
  conflictsOf,
  isUndecided,
  removedBy,
  resolved,
  versionOf,
  type Decision,
} from '../../../../src/core/annotation/conflict';
import { conflictMessage } from '../../../../src/core/annotation/conflictMessage';
import { emptyDoc, sameValue, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { factClashes, withFactsResolved } from '../../../../src/core/annotation/factsConflict';
import { mergeDocs } from '../../../../src/core/annotation/merge';
import { apply, invert } from '../../../../src/core/edit/edit';
import { resolveConflict, resolveFacts } from '../../../../src/core/edit/resolveConflict';
import { boxOf } from '../../../../src/core/shapes/box';
import { scripted, STEPS } from '../../../helpers/mergeScript';

const image = { file: 'a.png', widthPx: 100, heightPx: 100 };
const box = (id: string, label = 'car', x = 1, more: Partial<Annotation> = {}): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y: 2, width: 3, height: 4 },
  ...more,
});
const doc = (...annotations: Annotation[]): AnnotationDoc => ({ ...emptyDoc(image), annotations });
const merge = (base: AnnotationDoc, ours: AnnotationDoc, theirs: AnnotationDoc): AnnotationDoc =>
  mergeDocs(base, ours, theirs).doc;
const only = (merged: AnnotationDoc): Annotation => {
  const [open, ...others] = conflictsOf(merged);
  assert.ok(open && others.length === 0);
  return open;
};
const decide = (annotation: Annotation, decision: Decision): Annotation[] =>
  resolved(annotation, decision, () => 'fresh0');

describe('conflicts', function () {
  this.timeout(20_000);

  const base = box('a', 'car', 1, { attributes: { side: 'left' } });
  const ours = box('a', 'bus', 1, { attributes: { side: 'left' }, text: 'ours' });
  const theirs = box('a', 'van', 1, { attributes: { side: 'right' }, occluded: true });
  const open = only(merge(doc(base), doc(ours), doc(theirs)));

  it('stand with what does not clash, and ours', () => {
    const { conflict: _, ...standing } = open;
    assert.deepEqual(standing, { ...theirs, label: 'bus', text: 'ours' });
    assert.deepEqual(clashesOf(open), ['label']);
    assert.equal(conflictMessage(open), 'class ("bus" here, "van" there)');
  });

  it('are decided for one side where it clashes, and keep what was merged', () => {
    assert.deepEqual(decide(open, 'ours'), [{ ...theirs, label: 'bus', text: 'ours' }]);
    assert.deepEqual(decide(open, 'theirs'), [{ ...theirs, label: 'van', text: 'ours' }]);
    assert.deepEqual(decide(open, 'base'), [{ ...theirs, label: 'car', text: 'ours' }]);
    assert.deepEqual(versionOf(open, 'theirs'), decide(open, 'theirs')[0]);
  });

  it('keep what was edited since, and go with it', () => {
    const moved: Annotation = { ...open, shape: boxOf({ x: 9, y: 9, width: 9, height: 9 }), label: 'truck' };
    assert.deepEqual(decide(moved, 'edited')[0]?.label, 'truck');
    assert.deepEqual(decide(moved, 'theirs')[0]?.label, 'van');
    for (const decision of ['ours', 'theirs', 'edited'] as const)
      assert.deepEqual(decide(moved, decision)[0]?.shape, moved.shape);
  });

  it('become two annotations', () => {
    const [first, second, ...others] = decide(open, 'both');
    assert.deepEqual([first?.id, first?.label, second?.id, second?.label], ['a', 'bus', 'fresh0', 'van']);
    assert.equal(others.length, 0);
  });

  it('of a removal and a change: it goes or stays', () => {
    const kept = only(merge(doc(base), doc(), doc(theirs)));
    assert.equal(removedBy(kept), 'ours');
    assert.equal(conflictMessage(kept), 'deleted here, changed there');
    assert.deepEqual(decide(kept, 'ours'), []);
    assert.deepEqual(decide(kept, 'theirs'), [theirs]);
    assert.deepEqual(decide(kept, 'base'), [base]);
    assert.deepEqual(decide(kept, 'both'), [theirs]);
  });

  it('that are decided on one side and untouched on the other are decided', () => {
    const merged = merge(doc(base), doc(ours), doc(theirs));
    const decided = doc(...decide(open, 'theirs'));
    assert.deepEqual(merge(merged, decided, merged), decided);
    const other = doc({ ...open, text: 'changed since' });
    const result = merge(merged, decided, other);
    assert.ok(!isUndecided(result));
    assert.deepEqual([result.annotations[0]?.label, result.annotations[0]?.text], ['van', 'changed since']);
  });

  it('of several merges are all kept, each once', () => {
    const merged = merge(doc(base), doc(ours), doc(theirs));
    const again = merge(merged, doc({ ...open, text: 'p' }), doc({ ...open, text: 'q' }));
    assert.deepEqual(clashesOf(only(again)), ['label', 'text']);
    const [taken] = decide(only(again), 'theirs');
    assert.deepEqual([taken?.label, taken?.text], ['van', 'q']);
    const crossed = merge(doc(base), merged, merge(doc(base), doc(theirs), doc(ours)));
    assert.ok(clashesOf(only(crossed)).includes('label'));
  });

  it('of the whole image: state, unknown keys, name and size', () => {
    const said = (more: Partial<AnnotationDoc>): AnnotationDoc => ({ ...doc(), ...more });
    const merged = merge(
      said({ state: 'todo', extra: { camera: 1, site: 'x' } }),
      said({ state: 'done', extra: { camera: 2, site: 'x' }, image: { ...image, file: 'b.png' } }),
      said({ extra: { camera: 3, site: 'x' }, image: { ...image, file: 'c.png' } }),
    );
    assert.deepEqual([...factClashes(merged)].sort(), ['camera', 'image', 'state']);
    assert.equal(merged.state, 'done');
    const taken = withFactsResolved(merged, 'theirs');
    assert.deepEqual(taken, said({ extra: { site: 'x', camera: 3 }, image: { ...image, file: 'c.png' } }));
    const edit = resolveFacts(merged, 'theirs');
    assert.ok(sameValue(apply(merged, edit).doc, taken));
    assert.ok(sameValue(apply(taken, invert(edit)).doc, merged));
  });

  it('take links to what goes along, and come back with undo', () => {
    const linked = box('b', 'car', 5, { links: [{ to: 'a' }] });
    const merged = merge(doc(base, linked), doc(linked), doc(theirs, linked));
    const edit = resolveConflict(merged, conflictsOf(merged), 'ours', () => 'fresh0');
    const { doc: after } = apply(merged, edit);
    assert.deepEqual(after.annotations, [box('b', 'car', 5)]);
    assert.deepEqual(apply(after, invert(edit)).doc, merged);
  });

  it('can all be decided in any way, as one step that undo takes back', () => {
    const script = fc.array(fc.integer({ min: 0, max: STEPS - 1 }), { maxLength: 5 });
    const decision = fc.constantFrom<Decision>('ours', 'theirs', 'base', 'both', 'edited');
    fc.assert(
      fc.property(script, script, script, decision, (before, left, right, how) => {
        const root = scripted(before);
        const merged = merge(root, scripted(left, root), scripted(right, root));
        let next = 0;
        const edit = resolveConflict(merged, merged.annotations, how, () => `fresh${next++}`);
        const { doc: after, skipped } = apply(merged, edit);
        assert.equal(skipped, 0);
        assert.equal(conflictsOf(after).length, 0);
        assert.ok(sameValue(apply(after, invert(edit)).doc, merged));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('merging images of another size', () => {
  const small = { ...image };
  const large = { ...image, widthPx: 200, heightPx: 200 };
  const at = (id: string, x: number): Annotation => ({
    id,
    label: 'car',
    shape: boxOf({ x, y: 10, width: 20, height: 20 }),
  });
  const twice = (id: string, x: number): Annotation => ({
    id,
    label: 'car',
    shape: boxOf({ x: 2 * x, y: 20, width: 40, height: 40 }),
  });
  const on = (frame: typeof image, ...annotations: Annotation[]): AnnotationDoc => ({
    ...emptyDoc(frame),
    annotations,
  });

  it('scales the side that did not follow', () => {
    const base = on(small, at('a', 1), at('b', 40));
    const { doc: merged, conflicts } = mergeDocs(
      base,
      on(large, twice('a', 1), twice('b', 40)),
      on(small, at('a', 7), at('b', 40), at('c', 60)),
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, on(large, twice('a', 7), twice('b', 40), twice('c', 60)));
  });

  it('scales the base where both followed', () => {
    const base = on(small, at('a', 1), at('b', 40));
    const { doc: merged, conflicts } = mergeDocs(
      base,
      on(large, twice('a', 7), twice('b', 40)),
      on(large, twice('a', 1), twice('b', 44)),
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, on(large, twice('a', 7), twice('b', 44)));
  });

  it('leaves coordinates that a side left as they were', () => {
    const base = on(small, at('a', 1));
    const { doc: merged, conflicts } = mergeDocs(
      base,
      on(large, at('a', 1)),
      on(small, at('a', 1), at('c', 60)),
    );
    assert.deepEqual(conflicts, []);
    assert.deepEqual(merged, on(large, at('a', 1), at('c', 60)));
  });

  it('tells a conflict where frames would be mixed', () => {
    const one = mergeDocs(on(small), on(large, twice('a', 1)), on(small, at('c', 60)));
    assert.deepEqual(
      one.conflicts.map(({ what }) => what),
      ['image name or size'],
    );
    assert.deepEqual(one.doc.image, large);
    assert.deepEqual(
      one.doc.conflict?.map(({ as }) => as.image),
      [small, large, small],
    );
    const other = mergeDocs(
      on(small, at('a', 1)),
      on(large, twice('a', 1)),
      on({ ...small, widthPx: 300 }, at('a', 3)),
    );
    assert.equal(other.doc.conflict?.length, 3);
  });

  it('takes the size of the one side that has labels', () => {
    const { doc: merged, conflicts } = mergeDocs(on(small), on(large, twice('a', 1)), on(small));
    assert.deepEqual([merged, conflicts], [on(large, twice('a', 1)), []]);
  });
});
