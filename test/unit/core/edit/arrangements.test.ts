import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { align, ALIGN_SIDES, distribute } from '../../../../src/core/edit/arrange';
import { boundsOf, commonBounds } from '../../../../src/core/edit/commonBounds';
import { apply, invert, isEmpty, type Edit } from '../../../../src/core/edit/edit';
import { setFlag, setHidden, setLocked, setText } from '../../../../src/core/edit/flags';
import { group, nextGroup, ungroup, withGroups } from '../../../../src/core/edit/group';
import { link, removeAnnotations, renameLink, unlink, unlinkAll } from '../../../../src/core/edit/links';
import { backward, comparePaint, forward, toBack, toFront } from '../../../../src/core/edit/order';
import { flipAnnotations, rotateAnnotations } from '../../../../src/core/edit/transform';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { arbitraryAnnotation, arbitraryDoc } from '../../../helpers/arbitrary';
import { boxed, ringed } from '../../../helpers/toolScript';

const image = { file: 'a.png', widthPx: 200, heightPx: 100 };

function docOf(...annotations: Annotation[]): AnnotationDoc {
  return { ...emptyDoc(image), annotations: annotations.toSorted(compareIds) };
}

/** The document after the edit, which must fit it and can be taken back. */
function after(doc: AnnotationDoc, edit: Edit): AnnotationDoc {
  const { doc: next, skipped } = apply(doc, edit);
  assert.equal(skipped, 0);
  assert.deepEqual(apply(next, invert(edit)).doc, doc);
  return next;
}

function painted(doc: AnnotationDoc): string {
  return doc.annotations
    .toSorted(comparePaint)
    .map(({ id }) => id)
    .join('');
}

describe('paint order', function () {
  this.timeout(20_000);

  const stack = docOf(...'abcd'.split('').map((id) => boxed(id, 10, 10, 20, 20)));
  const of = (doc: AnnotationDoc, ids: string) => doc.annotations.filter(({ id }) => ids.includes(id));

  it('goes to the front and to the back, keeping the order of what moves', () => {
    assert.equal(painted(after(stack, toFront(stack, of(stack, 'ac')))), 'bdac');
    assert.equal(painted(after(stack, toBack(stack, of(stack, 'bd')))), 'bdac');
    const edit = toFront(stack, of(stack, 'a'));
    assert.equal(edit.updated.length, 1, 'nothing else is touched');
  });

  it('says nothing when it is there already', () => {
    assert.ok(isEmpty(toFront(stack, of(stack, 'd'))));
    assert.ok(isEmpty(toBack(stack, of(stack, 'ab'))));
  });

  it('steps past what overlaps, and whatever shares its order', () => {
    const doc = docOf(
      { ...boxed('a', 0, 0, 20, 20), order: 1 },
      { ...boxed('b', 100, 50, 20, 20), order: 2 },
      { ...boxed('c', 10, 10, 20, 20), order: 3 },
      { ...boxed('d', 10, 10, 20, 20), order: 4 },
    );
    const next = after(doc, forward(doc, of(doc, 'a')));
    assert.equal(painted(next), 'bcad');
    assert.equal(of(next, 'a')[0]?.order, 3.5);
    assert.equal(painted(after(next, backward(next, of(next, 'a')))), 'bacd');
    assert.ok(isEmpty(forward(doc, of(doc, 'b'))), 'nothing covers it');
  });

  it('holds for any stack: in front of all, behind all, a step never the wrong way', () => {
    const order = fc.option(
      fc.integer({ min: -8, max: 8 }).map((n) => n / 2),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(order, { minLength: 2, maxLength: 8 }), fc.nat(7), (orders, pick) => {
        const doc = docOf(
          ...orders.map((value, i) => ({
            ...boxed(`${i}`, 10, 10, 20, 20),
            ...(value !== undefined && value !== 0 && { order: value }),
          })),
        );
        const moved = doc.annotations[pick % doc.annotations.length];
        assert.ok(moved);
        const place = (edit: Edit) => painted(after(doc, edit)).indexOf(moved.id);
        const was = painted(doc).indexOf(moved.id);
        assert.equal(place(toFront(doc, [moved])), orders.length - 1);
        assert.equal(place(toBack(doc, [moved])), 0);
        const [ahead, behind] = [place(forward(doc, [moved])), place(backward(doc, [moved]))];
        assert.ok(was === orders.length - 1 ? ahead === was : ahead > was);
        assert.ok(was === 0 ? behind === 0 : behind < was);
      }),
    );
  });
});

describe('groups', () => {
  it('take the next free number, and whole groups stay what they are', () => {
    const doc = docOf(
      { ...boxed('a', 0, 0, 9, 9), group: 4 },
      boxed('b', 0, 0, 9, 9),
      boxed('c', 0, 0, 9, 9),
    );
    assert.equal(nextGroup(doc), 5);
    const grouped = after(doc, group(doc, doc.annotations.slice(1)));
    assert.deepEqual(
      grouped.annotations.map((each) => each.group),
      [4, 5, 5],
    );
    assert.ok(isEmpty(group(grouped, grouped.annotations.slice(1))));
    assert.ok(isEmpty(group(doc, doc.annotations.slice(0, 1))), 'one alone is no group');
    const bigger = after(grouped, group(grouped, grouped.annotations));
    assert.deepEqual(new Set(bigger.annotations.map((each) => each.group)), new Set([6]));
    const free = after(bigger, ungroup(bigger.annotations));
    assert.ok(free.annotations.every((each) => !('group' in each)));
  });

  it('come with their members, on the same page', () => {
    const doc = docOf(
      { ...boxed('a', 0, 0, 9, 9), group: 1 },
      { ...boxed('b', 0, 0, 9, 9), group: 1 },
      { ...boxed('c', 0, 0, 9, 9), group: 1, page: 2 },
      boxed('d', 0, 0, 9, 9),
    );
    assert.deepEqual([...withGroups(doc, ['b'])].sort(), ['a', 'b']);
    assert.deepEqual([...withGroups(doc, ['c', 'd'])].sort(), ['c', 'd']);
  });
});

describe('flags, lock, hide and text', () => {
  it('are set and taken away without a trace', () => {
    const doc = docOf(boxed('a', 0, 0, 9, 9));
    for (const set of [
      (on: boolean, all: readonly Annotation[]) => setFlag(all, 'occluded', on),
      (on: boolean, all: readonly Annotation[]) => setLocked(all, on),
      (on: boolean, all: readonly Annotation[]) => setHidden(all, on),
    ]) {
      const on = after(doc, set(true, doc.annotations));
      assert.notDeepEqual(on, doc);
      assert.deepEqual(after(on, set(false, on.annotations)), doc);
      assert.ok(isEmpty(set(true, on.annotations)));
    }
    const text = after(doc, setText(doc.annotations, 'A 12'));
    assert.equal(text.annotations[0]?.text, 'A 12');
    assert.deepEqual(after(text, setText(text.annotations, '')), doc);
  });

  it('leave what is locked alone, but for the lock itself', () => {
    const locked = [{ ...boxed('a', 0, 0, 9, 9), locked: true as const }];
    assert.ok(isEmpty(setFlag(locked, 'crowd', true)) && isEmpty(setText(locked, 'x')));
    assert.equal(setLocked(locked, false).updated.length, 1);
    assert.equal(setHidden(locked, true).updated.length, 1);
  });
});

describe('links', () => {
  const doc = docOf(boxed('a', 0, 0, 9, 9), boxed('b', 0, 0, 9, 9), boxed('c', 0, 0, 9, 9));
  const [a, b, c] = doc.annotations as readonly [Annotation, Annotation, Annotation];

  it('lead from some to one, are named, and not doubled', () => {
    const linked = after(doc, link([a, b, c], c, 'part of'));
    assert.deepEqual(
      linked.annotations.map(({ links }) => links),
      [[{ to: 'c', name: 'part of' }], [{ to: 'c', name: 'part of' }], undefined],
    );
    assert.ok(isEmpty(link(linked.annotations, c, 'part of')));
    const [first] = linked.annotations;
    assert.ok(first);
    const renamed = after(linked, renameLink(first, { to: 'c', name: 'part of' }, ''));
    assert.deepEqual(renamed.annotations[0]?.links, [{ to: 'c' }]);
    assert.equal(after(linked, unlink(first, { to: 'c', name: 'part of' })).annotations[0]?.links, undefined);
    assert.deepEqual(after(linked, unlinkAll(linked.annotations)), doc);
  });

  it('go with what they lead to', () => {
    const linked = after(doc, link([a], b));
    const left = after(linked, removeAnnotations(linked, [b]));
    assert.deepEqual(left.annotations, [a, c]);
    const both = after(linked, removeAnnotations(linked, linked.annotations.slice(0, 2)));
    assert.deepEqual(both.annotations, [c]);
  });

  it('stay with what is locked', () => {
    assert.ok(isEmpty(removeAnnotations(doc, [{ ...a, locked: true }])));
  });
});

describe('align and distribute', () => {
  const boxes = [boxed('a', 10, 10, 20, 10), boxed('b', 50, 40, 10, 30), boxed('c', 90, 5, 30, 20)];
  const doc = docOf(...boxes);

  it('bring a side or the middle of all to one line', () => {
    for (const side of ALIGN_SIDES) {
      const next = after(doc, align(doc.annotations, side, image));
      const at = next.annotations.map(boundsOf).map(({ x, y, width, height }) => {
        const { left, right, centre, top, bottom, middle } = {
          ...{ left: x, right: x + width, centre: x + width / 2 },
          ...{ top: y, bottom: y + height, middle: y + height / 2 },
        };
        return { left, right, centre, top, bottom, middle }[side];
      });
      assert.equal(new Set(at).size, 1, side);
    }
  });

  it('align one alone with the image', () => {
    const next = after(doc, align(doc.annotations.slice(0, 1), 'right', image));
    assert.equal(next.annotations[0] && boundsOf(next.annotations[0]).x, 180);
  });

  it('make the gaps equal and keep the outermost', () => {
    const next = after(doc, distribute(doc.annotations, 'x'));
    assert.deepEqual(
      next.annotations.map((each) => boundsOf(each).x),
      [10, 55, 90],
    );
    assert.ok(isEmpty(distribute(doc.annotations.slice(0, 2), 'x')));
  });
});

describe('rotate and flip', function () {
  this.timeout(20_000);

  it('turn about the middle of all: four quarters are none', () => {
    const doc = docOf(ringed('a', 10, 10, 40, 10, 25, 30), ringed('b', 60, 50, 80, 50, 70, 70));
    let turned = doc;
    for (let i = 0; i < 4; i++) turned = after(turned, rotateAnnotations(turned.annotations, 90));
    assert.deepEqual(turned, doc);
  });

  it('flip twice is none, for shapes of every kind', () => {
    fc.assert(
      fc.property(arbitraryAnnotation, fc.constantFrom('x' as const, 'y' as const), (annotation, axis) => {
        const doc = docOf(annotation);
        const once = after(doc, flipAnnotations(doc.annotations, axis, EMPTY_SCHEMA, 50));
        const twice = after(once, flipAnnotations(once.annotations, axis, EMPTY_SCHEMA, 50));
        assert.deepEqual(twice.annotations[0]?.shape, annotation.shape);
      }),
    );
  });

  it('flip changes left and right joints', () => {
    const schema: LabelSchema = {
      ...EMPTY_SCHEMA,
      skeletons: [{ name: 's', joints: [{ name: 'l' }, { name: 'r' }], edges: [], swap: [['l', 'r']] }],
      classes: [{ name: 'person', skeleton: 's', attributes: [] }],
    };
    const joint = (x: number) => ({ x, y: 5, visibility: 2 }) as const;
    const person: Annotation = {
      id: 'p',
      label: 'person',
      shape: { kind: 'skeleton', joints: { l: joint(10), r: joint(40) } },
    };
    const doc = docOf(person);
    const flipped = after(doc, flipAnnotations(doc.annotations, 'x', schema));
    assert.deepEqual(flipped, doc, 'mirrored about its middle, a symmetrical one is the same');
  });

  it('leave locked ones, and say nothing for none', () => {
    const locked = [{ ...boxed('a', 0, 0, 9, 9), locked: true as const }];
    assert.ok(isEmpty(rotateAnnotations(locked, 90)) && isEmpty(flipAnnotations([], 'x', EMPTY_SCHEMA)));
  });

  it('fit any document', () => {
    fc.assert(
      fc.property(arbitraryDoc, fc.double({ min: -360, max: 360, noNaN: true }), (doc, degrees) => {
        after(doc, rotateAnnotations(doc.annotations, degrees));
        after(doc, align(doc.annotations, 'middle', doc.image));
        after(doc, distribute(doc.annotations, 'y'));
        after(doc, toFront(doc, doc.annotations.slice(0, 3)));
        after(doc, backward(doc, doc.annotations.slice(0, 3)));
        after(doc, removeAnnotations(doc, doc.annotations.slice(0, 3)));
        assert.equal(commonBounds([]), undefined);
      }),
    );
  });
});
