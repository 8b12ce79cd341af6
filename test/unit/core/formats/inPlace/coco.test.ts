import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { byId } from '../../../../../src/core/annotation/document';
import { remove, update } from '../../../../../src/core/edit/edits';
import { nearShape } from '../../../../../src/core/formats/inPlace/changes';
import { coco } from '../../../../../src/core/formats/inPlace/coco';
import { addCocoCategory } from '../../../../../src/core/formats/inPlace/cocoClasses';
import { cocoIndex } from '../../../../../src/core/formats/inPlace/cocoIndex';
import { openFile, saveFile } from '../../../../../src/core/formats/inPlace/fileText';
import type { FileContext } from '../../../../../src/core/formats/inPlace/labelFile';
import { openCoco } from '../../../../../src/core/formats/inPlace/openCoco';
import { refusedAnnotation } from '../../../../../src/core/formats/inPlace/refuse';
import { boxOf } from '../../../../../src/core/shapes/box';
import type { Shape } from '../../../../../src/core/shapes/shapeData';
import { edited, lineDiff, opened } from '../../../../helpers/inPlace';

const FILE = {
  info: { year: 2020 },
  images: [
    { id: 7, file_name: 'train/a.jpg', width: 640, height: 480 },
    { id: 9, file_name: 'train/b.jpg', width: 20_000, height: 20_000, coco_url: 'x' },
  ],
  annotations: [
    {
      id: 1,
      image_id: 7,
      category_id: 3,
      iscrowd: 0,
      area: 1200,
      bbox: [10.5, 20, 40, 30],
      segmentation: [],
      mine: '"id": 5',
    },
    {
      id: 5,
      image_id: 9,
      category_id: 3,
      iscrowd: 0,
      area: 3.5,
      bbox: [1, 2, 3, 4],
      segmentation: [[1, 2, 4, 2, 4, 6]],
    },
    {
      id: 12345678901234567890n,
      image_id: 7,
      category_id: 1,
      area: 1,
      bbox: [100, 100, 10, 10],
      iscrowd: 0,
      segmentation: [],
    },
    { id: 6, image_id: 7, category_id: 99, area: 1, bbox: [100, 100, 10, 10], iscrowd: 0, segmentation: [] },
  ],
  categories: [
    { id: 3, name: 'cat', supercategory: 'animal' },
    { id: 1, name: 'dog', supercategory: 'animal' },
  ],
};
/** The large id is written as the number that no double holds. */
function printed(value: unknown, indent?: number): string {
  const marked = JSON.stringify(
    value,
    (_, each: unknown) => (typeof each === 'bigint' ? `BIG${each}` : each),
    indent,
  );
  return marked.replace(/"BIG(\d+)"/g, '$1');
}
/** One object per line, as many tools write it. */
const LINES = `{"info": {}, "images": [\n${FILE.images.map((each) => printed(each)).join(',\n')}],\n"annotations": [\n${FILE.annotations
  .map((each) => printed(each))
  .join(',\n')}],\n"categories": ${printed(FILE.categories)}}\n`;
const TEXTS = [printed(FILE), printed(FILE, 2), LINES];

function contextOf(text: string, name: string): FileContext {
  const open = openCoco(text);
  assert.ok(!('code' in open));
  return { image: { file: 'a.jpg', widthPx: 640, heightPx: 480 }, name, schema: open.classes.schema };
}

const cat = ({ label, id }: Annotation): boolean => label === 'cat' && id === '1';

describe('COCO files in place', function () {
  this.timeout(60_000);

  it("reads one image's annotations by their own ids, and says what it cannot show", () => {
    for (const text of TEXTS) {
      const { doc, problems, lineOf } = opened(coco, text, contextOf(text, 'data/train/a.jpg'));
      assert.deepEqual(
        doc.annotations.map(({ id, label }) => [id, label]),
        [
          ['1', 'cat'],
          ['12345678901234567890', 'dog'],
        ],
      );
      assert.deepEqual(doc.annotations[0]?.shape, { kind: 'box', x: 10.5, y: 20, width: 40, height: 30 });
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['coco-category'],
      );
      assert.ok((lineOf('1') ?? 0) >= 1);
    }
    assert.equal(opened(coco, LINES, contextOf(LINES, 'val/a.jpg')).hasImage, false);
  });

  it("changes one object's numbers for a moved box, and nothing else in the file", () => {
    const after = edited(coco, LINES, contextOf(LINES, 'train/a.jpg'), ({ doc }) =>
      update('Move', doc.annotations.filter(cat), (each) => ({
        ...each,
        shape: boxOf({ x: 12, y: 20, width: 40, height: 30 }),
      })),
    );
    const [minus, plus, ...rest] = lineDiff(LINES, after);
    assert.deepEqual(rest, []);
    assert.equal(plus, `+${minus?.slice(1).replace('10.5', '12')}`);
  });

  it('knows where everything stands after an edit without going through the file again', () => {
    for (const text of TEXTS) {
      const after = edited(coco, text, contextOf(text, 'train/a.jpg'), ({ doc }) =>
        update('Move', doc.annotations, (each) => ({
          ...each,
          shape: boxOf({ x: 1234.5, y: 6, width: 7, height: 8 }),
          label: 'cat',
        })),
      );
      const open = openCoco(after);
      assert.ok(!('code' in open));
      assert.deepEqual(open.index, cocoIndex(after));
    }
  });

  it('moves one vertex of a polygon: its number, the box and the area', () => {
    const context = contextOf(LINES, 'train/b.jpg');
    const after = edited(coco, LINES, context, ({ doc }) =>
      update('Move', doc.annotations, (each) => ({
        ...each,
        shape: { kind: 'polygon', rings: [[1, 2, 5, 2, 4, 6]] },
      })),
    );
    const [, plus] = lineDiff(LINES, after);
    assert.match(plus ?? '', /"area":8,"bbox":\[1,2,4,4\],"segmentation":\[\[1,2,5,2,4,6\]\]/);
  });

  it('adds an object with the next id as the last one looks, and takes it out again without a trace', () => {
    const fresh: Annotation = {
      id: 'new001',
      label: 'dog',
      shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }),
    };
    for (const text of TEXTS) {
      const context = contextOf(text, 'train/a.jpg');
      const read = opened(coco, text, context);
      const saved = saveFile(
        coco,
        text,
        { ...read.doc, annotations: [...read.doc.annotations, fresh] },
        context,
        read.known,
      );
      assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
      assert.ok(saved.text.startsWith(text.slice(0, text.indexOf('"categories"') - 10)));
      const value = JSON.parse(saved.text) as { annotations: Record<string, unknown>[] };
      assert.deepEqual(Object.keys(value.annotations.at(-1) ?? {}), [
        'id',
        'image_id',
        'category_id',
        'area',
        'bbox',
        'iscrowd',
        'segmentation',
      ]);
      assert.equal(value.annotations.at(-1)?.['image_id'], 7);
      assert.ok(byId(saved.opened.doc).has('new001'));
      const rest = {
        ...saved.opened.doc,
        annotations: saved.opened.doc.annotations.filter(({ id }) => id !== 'new001'),
      };
      const back = saveFile(coco, saved.text, rest, context, saved.opened.known);
      assert.ok(back.ok);
      assert.equal(back.text, text);
    }
  });

  it('leaves whatever stands around a removed object', () => {
    for (const text of TEXTS)
      for (const keep of [0, 1, 2]) {
        const context = contextOf(text, 'train/a.jpg');
        const after = edited(coco, text, context, ({ doc }) => remove('Delete', doc.annotations.slice(keep)));
        const value = JSON.parse(after) as { annotations: { id: number }[] };
        assert.equal(value.annotations.length, 2 + keep);
        assert.ok(after.length < text.length || keep === 2);
      }
  });

  it('refuses classes that it has not, and holes; adds a category as the last one looks', () => {
    const context = contextOf(LINES, 'train/a.jpg');
    const cow: Annotation = { id: 'c', label: 'cow', shape: boxOf({ x: 1, y: 2, width: 3, height: 4 }) };
    assert.match(refusedAnnotation(coco, cow, context) ?? '', /“cow” is not among its categories/);
    const rings = [
      [0, 0, 90, 0, 90, 90, 0, 90],
      [10, 10, 20, 10, 20, 20, 10, 20],
    ];
    assert.match(
      refusedAnnotation(coco, { ...cow, label: 'cat', shape: { kind: 'polygon', rings } }, context) ?? '',
      /no holes/,
    );
    const open = openCoco(LINES);
    assert.ok(!('code' in open));
    const more = addCocoCategory(LINES, open.index, 'cow');
    assert.equal(more, LINES.replace(/\]\}\n$/, ',{"id":4,"name":"cow","supercategory":""}]}\n'));
  });

  it('gives back every text that it was not asked to change, and never throws', () => {
    const cut = fc.tuple(fc.nat(LINES.length), fc.string({ maxLength: 3, unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 3 }), fc.constantFrom('', '\uFEFF'), (cuts, mark) => {
        let text = mark + LINES;
        for (const [at, put] of cuts) text = text.slice(0, at) + put + text.slice(at + put.length);
        const context = contextOf(LINES, 'train/a.jpg');
        const read = openFile(coco, text, context, []);
        if (!read.ok || !read.hasImage) return;
        const saved = saveFile(coco, text, read.doc, context, read.known);
        assert.ok(saved.ok);
        assert.equal(saved.text, text);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back what it wrote, to a hundredth of a pixel', () => {
    const at = fc.double({ min: 0, max: 20_000, noNaN: true });
    const size = fc.double({ min: 1, max: 20_000, noNaN: true });
    const shape: fc.Arbitrary<Shape> = fc.oneof(
      fc.tuple(at, at, size, size).map(([x, y, width, height]): Shape => boxOf({ x, y, width, height })),
      fc
        .array(at, { minLength: 3, maxLength: 8 })
        .map((xs): Shape => ({ kind: 'polygon', rings: [xs.flatMap((x, i) => [x, i])] })),
    );
    const annotation = fc.record({ label: fc.constantFrom('cat', 'dog'), shape });
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 5 }), fc.constantFrom(...TEXTS), (all, text) => {
        const context = contextOf(text, 'train/b.jpg');
        const read = opened(coco, text, context);
        const wanted = all.map((each, i): Annotation => ({ id: read.known[i]?.id ?? `n${i}`, ...each }));
        const annotations = [...wanted].sort((a, b) => (a.id < b.id ? -1 : 1));
        const saved = saveFile(coco, text, { ...read.doc, annotations }, context, read.known);
        assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
        for (const each of wanted) {
          const found = byId(saved.opened.doc).get(each.id);
          assert.ok(found?.label === each.label && nearShape(found.shape, each.shape, 0.0101));
        }
        assert.deepEqual(
          opened(coco, saved.text, contextOf(text, 'train/a.jpg')).doc,
          opened(coco, text, contextOf(text, 'train/a.jpg')).doc,
        );
      }),
    );
  });
});
