import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { byId } from '../../../../../src/core/annotation/document';
import { add, remove, update } from '../../../../../src/core/edit/edits';
import { nearShape } from '../../../../../src/core/formats/inPlace/changes';
import { openFile, saveFile } from '../../../../../src/core/formats/inPlace/fileText';
import { labelme } from '../../../../../src/core/formats/inPlace/labelme';
import type { FileContext } from '../../../../../src/core/formats/inPlace/labelFile';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { boxOf } from '../../../../../src/core/shapes/box';
import type { Shape } from '../../../../../src/core/shapes/shapeData';
import { edited, lineDiff, opened } from '../../../../helpers/inPlace';

const CONTEXT: FileContext = {
  image: { file: 'a.jpg', widthPx: 640, heightPx: 480 },
  name: 'a.jpg',
  schema: EMPTY_SCHEMA,
};
const FILE = {
  version: '5.4.1',
  flags: { blurry: true, dark: false },
  shapes: [
    {
      label: 'cat',
      points: [
        [50.5, 50.25],
        [10.5, 20],
      ],
      group_id: null,
      description: '',
      shape_type: 'rectangle',
      flags: {},
      mask: null,
    },
    {
      mine: { deep: [1] },
      label: 'dog',
      points: [
        [1, 2],
        [30, 4.123456],
        [50, 60],
      ],
      group_id: 3,
      shape_type: 'polygon',
      flags: { occluded: true, big: false },
    },
    { label: 'odd', points: [[1, 2]], shape_type: 'hexagon', flags: {} },
    {
      label: 'ring',
      points: [
        [100, 100],
        [100, 110],
      ],
      shape_type: 'circle',
      flags: {},
    },
  ],
  imagePath: 'a.jpg',
  imageData: null,
  imageHeight: 480,
  imageWidth: 640,
  checkedBy: 'me',
};
const TEXT = JSON.stringify(FILE, null, 2);
const of =
  (label: string) =>
  (annotation: Annotation): boolean =>
    annotation.label === label;

describe('LabelMe files in place', function () {
  this.timeout(30_000);

  it('reads shapes, tags and facts, and says what it cannot show', () => {
    const { doc, problems, lineOf } = opened(labelme, TEXT, CONTEXT);
    assert.deepEqual(doc.annotations.map(({ label }) => label).sort(), ['cat', 'dog', 'ring']);
    assert.deepEqual(doc.tags, ['blurry']);
    const dog = doc.annotations.find(of('dog'));
    assert.equal(dog?.occluded, true);
    assert.equal(dog.group, 3);
    assert.deepEqual(dog.attributes, { big: false });
    assert.equal(TEXT.split('\n')[(lineOf(dog.id) ?? 0) - 1], '    {');
    assert.equal(problems.length, 1);
  });

  it('changes the one number that moved, whichever corner was written first', () => {
    const after = edited(labelme, TEXT, CONTEXT, ({ doc }) =>
      update('Move', doc.annotations.filter(of('cat')), (each) => ({
        ...each,
        shape: boxOf({ x: 12, y: 20, width: 38.5, height: 30.25 }),
      })),
    );
    assert.deepEqual(lineDiff(TEXT, after), ['-          10.5,', '+          12,']);
    const vertex = edited(labelme, TEXT, CONTEXT, ({ doc }) =>
      update('Move', doc.annotations.filter(of('dog')), (each) => ({
        ...each,
        shape: { kind: 'polygon', rings: [[1, 2, 31, 4.123456, 50, 60]] },
      })),
    );
    assert.deepEqual(lineDiff(TEXT, vertex), ['-          30,', '+          31,']);
  });

  it('adds a shape as the last one looks, and takes it out again without a trace', () => {
    const fresh: Annotation = {
      id: 'new001',
      label: 'bird',
      shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }),
    };
    for (const text of [TEXT, JSON.stringify(FILE), JSON.stringify({ ...FILE, shapes: [] }, null, 4)]) {
      const after = edited(labelme, text, CONTEXT, () => add('Draw', [fresh]));
      assert.ok(JSON.parse(after));
      assert.ok(lineDiff(text, after).filter((line) => line.startsWith('-')).length <= 1);
      const back = edited(labelme, after, CONTEXT, ({ doc }) =>
        remove('Delete', doc.annotations.filter(of('bird'))),
      );
      assert.equal(back, text);
    }
  });

  it('sets tags, state, class, flags, text, group and attributes', () => {
    const after = edited(labelme, TEXT, CONTEXT, ({ doc }) => ({
      ...update('Say', doc.annotations.filter(of('dog')), ({ occluded: _, group: __, ...each }) => ({
        ...each,
        label: 'wolf',
        difficult: true as const,
        text: 'hi',
        attributes: { big: true, colour: 'red' },
      })),
      facts: [{ tags: ['blurry'] }, { tags: ['dark'], state: 'done' as const }],
    }));
    const value = JSON.parse(after) as { shapes: unknown[]; flags: unknown; checked: unknown };
    assert.deepEqual(value.flags, { blurry: false, dark: true });
    assert.equal(value.checked, true);
    assert.deepEqual(value.shapes[1], {
      ...FILE.shapes[1],
      label: 'wolf',
      group_id: null,
      description: 'hi',
      flags: { occluded: false, big: true, difficult: true },
      attributes: { colour: 'red' },
    });
  });

  it('gives back every text that it was not asked to change, and never throws', () => {
    const cut = fc.tuple(fc.nat(TEXT.length), fc.string({ maxLength: 3, unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 3 }), fc.constantFrom('', '\uFEFF'), (cuts, mark) => {
        let text = mark + TEXT;
        for (const [at, put] of cuts) text = text.slice(0, at) + put + text.slice(at + put.length);
        const read = openFile(labelme, text, CONTEXT, []);
        if (!read.ok) return;
        const saved = saveFile(labelme, text, read.doc, CONTEXT, read.known);
        assert.ok(saved.ok);
        assert.equal(saved.text, text);
      }),
    );
  });

  it('reads back what it wrote, to a hundredth of a pixel', () => {
    const at = fc.double({ min: -5, max: 20_000, noNaN: true });
    const size = fc.double({ min: 1, max: 20_000, noNaN: true });
    const shape: fc.Arbitrary<Shape> = fc.oneof(
      fc.tuple(at, at, size, size).map(([x, y, width, height]): Shape => boxOf({ x, y, width, height })),
      fc
        .array(at, { minLength: 3, maxLength: 8 })
        .map((xs): Shape => ({ kind: 'polygon', rings: [xs.flatMap((x, i) => [x, i])] })),
      fc.tuple(at, at).map(([x, y]): Shape => ({ kind: 'point', x, y })),
      fc
        .tuple(at, at, size)
        .map(([cx, cy, r]): Shape => ({ kind: 'ellipse', cx, cy, rx: r, ry: r, angle: 0 })),
    );
    const annotation = fc.record({ label: fc.string({ minLength: 1, maxLength: 5 }), shape });
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 5 }), fc.constantFrom(0, 1, 2, 4), (all, indent) => {
        const text = JSON.stringify(FILE, null, indent);
        const read = opened(labelme, text, CONTEXT);
        const wanted = all.map((each, i): Annotation => ({ id: read.known[i]?.id ?? `n${i}`, ...each }));
        const annotations = [...wanted].sort((a, b) => (a.id < b.id ? -1 : 1));
        const saved = saveFile(labelme, text, { ...read.doc, annotations }, CONTEXT, read.known);
        assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
        for (const each of wanted) {
          const found = byId(saved.opened.doc).get(each.id);
          assert.ok(found?.label === each.label && nearShape(found.shape, each.shape, 0.0101));
        }
      }),
    );
  });
});
