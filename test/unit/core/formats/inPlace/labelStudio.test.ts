import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { byId } from '../../../../../src/core/annotation/document';
import { add, remove, update } from '../../../../../src/core/edit/edits';
import { nearShape } from '../../../../../src/core/formats/inPlace/changes';
import { openFile, saveFile } from '../../../../../src/core/formats/inPlace/fileText';
import type { FileContext } from '../../../../../src/core/formats/inPlace/labelFile';
import { labelStudio } from '../../../../../src/core/formats/inPlace/labelStudio';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { boxOf } from '../../../../../src/core/shapes/box';
import type { Shape } from '../../../../../src/core/shapes/shapeData';
import { edited, lineDiff, opened } from '../../../../helpers/inPlace';

const CONTEXT: FileContext = {
  image: { file: 'a.jpg', widthPx: 640, heightPx: 480 },
  name: 'data/images/a.jpg',
  schema: EMPTY_SCHEMA,
};
const region = (id: string, label: string, value: object, type = 'rectanglelabels'): object => ({
  id,
  from_name: 'tag',
  to_name: 'img',
  type,
  original_width: 640,
  original_height: 480,
  image_rotation: 0,
  value: { ...value, [type]: [label] },
});
const TASK = {
  id: 9,
  data: { image: '/data/local-files/?d=images/a.jpg', note: 'x' },
  annotations: [
    {
      id: 3,
      was_cancelled: true,
      result: [region('zzz', 'old', { x: 1, y: 1, width: 1, height: 1, rotation: 0 })],
    },
    {
      id: 4,
      lead_time: 1.5,
      result: [
        region('Xk2', 'cat', { x: 10, y: 20.123456789, width: 30, height: 5.5, rotation: 0 }),
        { id: 'Xk2', from_name: 'say', to_name: 'img', type: 'textarea', value: { text: ['hi'] } },
        region(
          'pol',
          'dog',
          {
            points: [
              [1, 2],
              [30, 4.5],
              [50, 60],
            ],
            closed: true,
          },
          'polygonlabels',
        ),
        { type: 'relation', from_id: 'Xk2', to_id: 'pol', direction: 'right' },
        { type: 'choices', from_name: 'c', to_name: 'img', value: { choices: ['day'] } },
      ],
    },
  ],
  mine: [1],
};
const TEXTS = [
  JSON.stringify([{ id: 1, data: { image: 'b.jpg' } }, TASK]),
  JSON.stringify(TASK, null, 2),
  JSON.stringify([TASK], null, 4),
];
const of =
  (label: string) =>
  (annotation: Annotation): boolean =>
    annotation.label === label;

describe('Label Studio files in place', function () {
  this.timeout(30_000);

  it('reads the regions of the annotation that counts, by their own ids', () => {
    for (const text of TEXTS) {
      const { doc } = opened(labelStudio, text, CONTEXT);
      assert.deepEqual(
        doc.annotations.map(({ id, label }) => [id, label]),
        [
          ['Xk2', 'cat'],
          ['pol', 'dog'],
        ],
      );
      assert.deepEqual(doc.annotations[0]?.shape, {
        kind: 'box',
        x: 64,
        y: 96.5925925872,
        width: 192,
        height: 26.4,
      });
    }
    assert.equal(opened(labelStudio, TEXTS[1] ?? '', { ...CONTEXT, name: 'c.jpg' }).hasImage, false);
  });

  it('changes the one number that moved, and the label where it stands', () => {
    const text = TEXTS[1] ?? '';
    const moved = edited(labelStudio, text, CONTEXT, ({ doc }) =>
      update('Move', doc.annotations.filter(of('cat')), (each) => ({
        ...each,
        shape: { ...each.shape, x: 128 } as Shape,
      })),
    );
    assert.deepEqual(lineDiff(text, moved), ['-            "x": 10,', '+            "x": 20,']);
    const classed = edited(labelStudio, text, CONTEXT, ({ doc }) =>
      update('Class', doc.annotations.filter(of('dog')), (each) => ({ ...each, label: 'wolf' })),
    );
    assert.deepEqual(lineDiff(text, classed), ['-              "dog"', '+              "wolf"']);
  });

  it('adds a region as the others are, and takes it out again without a trace; a task without annotations gets one', () => {
    const fresh: Annotation = {
      id: 'new001',
      label: 'bird',
      shape: boxOf({ x: 64, y: 48, width: 64, height: 48 }),
    };
    for (const text of TEXTS) {
      const after = edited(labelStudio, text, CONTEXT, () => add('Draw', [fresh]));
      assert.match(after, /"id":\s?"new001",\s*"from_name":\s?"tag"/);
      const back = edited(labelStudio, after, CONTEXT, ({ doc }) =>
        remove('Delete', doc.annotations.filter(of('bird'))),
      );
      assert.equal(back, text);
      const less = edited(labelStudio, text, CONTEXT, ({ doc }) =>
        remove('Delete', doc.annotations.filter(of('cat'))),
      );
      assert.ok(!less.includes('Xk2') && less.includes('"day"'));
    }
    const bare = '[{"id": 5, "data": {"image": "images/a.jpg"}}]';
    const first = edited(labelStudio, bare, CONTEXT, () => add('Draw', [fresh]));
    assert.ok(opened(labelStudio, first, CONTEXT).doc.annotations.some(of('bird')));
  });

  it('gives back every text that it was not asked to change, and never throws', () => {
    const text = TEXTS[1] ?? '';
    const cut = fc.tuple(fc.nat(text.length), fc.string({ maxLength: 3, unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 3 }), (cuts) => {
        let broken = text;
        for (const [at, put] of cuts) broken = broken.slice(0, at) + put + broken.slice(at + put.length);
        const read = openFile(labelStudio, broken, CONTEXT, []);
        if (!read.ok || !read.hasImage) return;
        const saved = saveFile(labelStudio, broken, read.doc, CONTEXT, read.known);
        assert.ok(saved.ok);
        assert.equal(saved.text, broken);
      }),
    );
  });

  it('reads back what it wrote, to a hundredth of a pixel', () => {
    const at = fc.double({ min: 0, max: 640, noNaN: true });
    const size = fc.double({ min: 1, max: 640, noNaN: true });
    const angle = fc.double({ min: 1, max: 359, noNaN: true });
    const shape: fc.Arbitrary<Shape> = fc.oneof(
      fc.tuple(at, at, size, size).map(([x, y, width, height]): Shape => boxOf({ x, y, width, height })),
      fc.tuple(at, at, size, size, angle).map(([cx, cy, width, height, turned]): Shape => ({
        kind: 'rotatedBox',
        cx,
        cy,
        width,
        height,
        angle: turned,
      })),
      fc
        .array(at, { minLength: 3, maxLength: 8 })
        .map((xs): Shape => ({ kind: 'polygon', rings: [xs.flatMap((x, i) => [x, i])] })),
      fc.tuple(at, at).map(([x, y]): Shape => ({ kind: 'point', x, y })),
    );
    const annotation = fc.record({ label: fc.constantFrom('cat', 'dog'), shape });
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 5 }), fc.constantFrom(...TEXTS), (all, text) => {
        const read = opened(labelStudio, text, CONTEXT);
        const wanted = all.map((each, i): Annotation => ({ id: `n${i}`, ...each }));
        const saved = saveFile(labelStudio, text, { ...read.doc, annotations: wanted }, CONTEXT, read.known);
        assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
        for (const each of wanted) {
          const found = byId(saved.opened.doc).get(each.id);
          assert.ok(found?.label === each.label && nearShape(found.shape, each.shape, 0.0101));
        }
      }),
    );
  });
});
