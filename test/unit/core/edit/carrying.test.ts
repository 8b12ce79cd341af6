import assert from 'node:assert/strict';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { compareIds, emptyDoc, type AnnotationDoc } from '../../../../src/core/annotation/document';
import { changeClass, defaultAttributes, fits, setAttribute } from '../../../../src/core/edit/attributes';
import { apply, isEmpty } from '../../../../src/core/edit/edit';
import { nextVisibility, setJoint, visibilityOf } from '../../../../src/core/edit/joints';
import { carry, repeatPrevious } from '../../../../src/core/edit/propagate';
import { jointPlace } from '../../../../src/core/edit/skeletonIn';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../../src/core/schema/labelSchema';
import { boxed } from '../../../helpers/toolScript';
import { EVERY_FACT } from '../../../helpers/everyKind';

const schema: LabelSchema = {
  ...EMPTY_SCHEMA,
  classes: [
    {
      name: 'nut',
      attributes: [
        { name: 'size', type: 'number', min: 1, max: 9, default: 5 },
        { name: 'blurred', type: 'checkbox', default: false, mutable: true },
        { name: 'note', type: 'text', mutable: true },
      ],
    },
    {
      name: 'bolt',
      attributes: [
        { name: 'size', type: 'choice', options: ['M4', 'M5'], default: 'M4' },
        { name: 'holes', type: 'multichoice', options: ['a', 'b'], default: ['a'] },
      ],
    },
  ],
};

function docOf(...annotations: Annotation[]): AnnotationDoc {
  const doc = emptyDoc({ file: 'b.png', widthPx: 100, heightPx: 100 });
  return { ...doc, annotations: annotations.toSorted(compareIds) };
}

function ids(): () => string {
  let count = 0;
  return () => `new${++count}`;
}

describe('attributes', () => {
  it('begin at the defaults of their class', () => {
    assert.deepEqual(defaultAttributes(schema, 'nut'), { size: 5, blurred: false });
    assert.deepEqual(defaultAttributes(schema, 'bolt'), { size: 'M4', holes: ['a'] });
    assert.equal(defaultAttributes(schema, 'unknown'), undefined);
  });

  it('are set for all at once and taken away', () => {
    const all = [boxed('a', 0, 0, 9, 9), { ...boxed('b', 0, 0, 9, 9), attributes: { size: 3 } }];
    const doc = docOf(...all);
    const set = apply(doc, setAttribute(all, 'size', 7)).doc;
    assert.deepEqual(
      set.annotations.map(({ attributes }) => attributes),
      [{ size: 7 }, { size: 7 }],
    );
    const cleared = apply(set, setAttribute(set.annotations, 'size', undefined)).doc;
    assert.ok(cleared.annotations.every((each) => !('attributes' in each)));
  });

  it('follow a change of class: those of both stay, defaults come, those of no class stay', () => {
    const nut: Annotation = {
      ...boxed('a', 0, 0, 9, 9),
      attributes: { size: 7, blurred: true, source: 'scan 4' },
    };
    const { updated } = changeClass([nut], 'bolt', schema);
    assert.deepEqual(updated[0]?.[1].attributes, { size: 'M4', holes: ['a'], source: 'scan 4' });
    const back: Annotation = { ...nut, label: 'bolt', attributes: { size: 8 } };
    assert.deepEqual(changeClass([back], 'nut', schema).updated[0]?.[1].attributes, {
      size: 8,
      blurred: false,
    });
    assert.ok(isEmpty(changeClass([nut], 'nut', schema)));
  });

  it('fit their specification or do not', () => {
    const [size, blurred, note] = schema.classes[0]?.attributes ?? [];
    const [choice, multi] = schema.classes[1]?.attributes ?? [];
    assert.ok(size && blurred && note && choice && multi);
    assert.ok(fits(size, 9) && !fits(size, 10) && !fits(size, '9'));
    assert.ok(fits(blurred, true) && !fits(blurred, 'yes') && fits(note, '') && !fits(note, 1));
    assert.ok(fits(choice, 'M5') && !fits(choice, 'M6'));
    assert.ok(fits(multi, []) && fits(multi, ['b', 'a']) && !fits(multi, ['c']) && !fits(multi, 'a'));
  });
});

describe('carrying annotations to another image', () => {
  const source: Annotation[] = [
    {
      ...boxed('a', 10, 10, 20, 20),
      group: 7,
      links: [
        { to: 'b', name: 'part of' },
        { to: 'gone', name: 'part of' },
      ],
      attributes: { size: 3, blurred: true, note: 'x' },
      score: 0.9,
      model: 'm@0000',
      locked: true,
      order: 2,
    },
    { ...boxed('b', 90, 90, 40, 40), group: 7 },
    boxed('c', 200, 200, 10, 10),
  ];

  it('makes copies that belong there', () => {
    const to = docOf({ ...boxed('z', 0, 0, 5, 5), group: 3 });
    const { edit, outside, known } = carry(source, to, schema, ids());
    assert.deepEqual([outside, known], [1, 0]);
    assert.deepEqual(edit.added, [
      {
        ...boxed('new1', 10, 10, 20, 20),
        group: 4,
        links: [{ to: 'new2', name: 'part of' }],
        attributes: { size: 3, blurred: false },
        order: 2,
      },
      { ...boxed('new2', 90, 90, 10, 10), group: 4, attributes: { blurred: false } },
    ]);
    assert.equal(apply(to, edit).skipped, 0);
  });

  it('leaves behind what was said about the very one that is copied', () => {
    const { id: _, label: __, shape: ___, ...facts } = EVERY_FACT;
    const [copy] = carry([{ ...boxed('a', 10, 10, 20, 20), ...facts }], docOf(), schema, ids()).edit.added;
    for (const key of ['comments', 'review', 'conflict', 'apart'] as const)
      assert.equal(copy?.[key], undefined);
    assert.equal(copy?.text, EVERY_FACT.text);
  });

  it('leaves out what stands there already, and goes to the page', () => {
    const to = docOf({ ...boxed('z', 10, 10, 20, 20), page: 2 });
    const { edit, known } = carry(source, to, schema, ids(), 2);
    assert.equal(known, 1);
    assert.deepEqual(edit.added, [
      { ...boxed('new1', 90, 90, 10, 10), group: 1, page: 2, attributes: { blurred: false } },
    ]);
    assert.equal(carry(source, to, schema, ids(), 0).known, 0, 'another page is another place');
  });

  it('repeats the previous image without its proposals', () => {
    const previous = docOf(boxed('a', 1, 1, 9, 9), { ...boxed('b', 5, 5, 9, 9), proposed: true });
    const { edit } = repeatPrevious(previous, docOf(), schema, ids());
    assert.deepEqual(edit.added, [{ ...boxed('new1', 1, 1, 9, 9), attributes: { blurred: false } }]);
    const again = repeatPrevious(previous, apply(docOf(), edit).doc, schema, ids());
    assert.ok(isEmpty(again.edit) && again.known === 1, 'twice is once');
  });
});

describe('joints of a skeleton', () => {
  const template = {
    name: 's',
    joints: [{ name: 'top', at: [0.5, 0] as const }, { name: 'left' }, { name: 'right' }],
    edges: [],
    swap: [],
  };
  const joint = (x: number, y: number) => ({ x, y, visibility: 2 }) as const;
  const person: Annotation = {
    id: 'p',
    label: 'person',
    shape: { kind: 'skeleton', joints: { left: joint(10, 40), right: joint(30, 60) } },
  };

  it('stand where the template places them, the others around', () => {
    const rect = { x: 0, y: 0, width: 40, height: 20 };
    assert.deepEqual(jointPlace(rect, template, 'top'), { x: 20, y: 0 });
    assert.deepEqual(jointPlace(rect, template, 'left'), { x: 20, y: 0 });
    const right = jointPlace(rect, template, 'right');
    assert.ok(Math.abs(right.x - 20) < 1e-9 && right.y === 20);
  });

  it('come back where they were, or where the template has them', () => {
    assert.equal(visibilityOf(person, 'top'), 0);
    const shown = setJoint(person, 'top', 2, template).updated[0]?.[1];
    assert.deepEqual(shown?.shape.kind === 'skeleton' && shown.shape.joints['top'], joint(20, 40));
    const placed = setJoint(person, 'top', 1, undefined, { x: 3, y: 4 }).updated[0]?.[1];
    assert.equal(placed && visibilityOf(placed, 'top'), 1);
    assert.ok(isEmpty(setJoint(person, 'top', 2, undefined)), 'nobody knows where');
  });

  it('stay when locked, and the last one stays', () => {
    assert.ok(isEmpty(setJoint({ ...person, locked: true }, 'left', 0, template)));
    const single = setJoint(person, 'left', 0, template).updated[0]?.[1];
    assert.ok(single && isEmpty(setJoint(single, 'right', 0, template)));
    assert.deepEqual(
      [2, 1, 0].map((v) => nextVisibility(v as 0 | 1 | 2)),
      [1, 0, 2],
    );
  });
});
