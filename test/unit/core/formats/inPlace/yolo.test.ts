import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { byId } from '../../../../../src/core/annotation/document';
import { add, remove, update } from '../../../../../src/core/edit/edits';
import { nearShape } from '../../../../../src/core/formats/inPlace/changes';
import { openFile, saveFile } from '../../../../../src/core/formats/inPlace/fileText';
import type { FileContext, YoloTask } from '../../../../../src/core/formats/inPlace/labelFile';
import { refusedAnnotation, refusedEdit } from '../../../../../src/core/formats/inPlace/refuse';
import { yolo } from '../../../../../src/core/formats/inPlace/yolo';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { edited, lineDiff, opened } from '../../../../helpers/inPlace';

const contextOf = (task: YoloTask, widthPx = 640, heightPx = 480): FileContext => ({
  image: { file: 'a.jpg', widthPx, heightPx },
  name: 'images/a.jpg',
  task,
  keypoints: { count: 2, dims: 3 },
  schema: {
    ...EMPTY_SCHEMA,
    classes: ['cat', 'dog', 'bird'].map((name, id) => ({ name, id, attributes: [] })),
    skeletons: [{ name: 'k', joints: [{ name: 'nose' }, { name: 'tail' }], edges: [], swap: [] }],
  },
});
const DETECT = contextOf('detect');
const box = (id: string, x: number, y: number, width = 64, height = 48, label = 'cat'): Annotation => ({
  id,
  label,
  shape: { kind: 'box', x, y, width, height },
});
const ROWS = '0 0.500000 0.500000 0.100000 0.100000\r\n2   0.25 0.25 0.1 0.2 \r\n\r\n1 0.75 0.75 0.1 0.1';

describe('YOLO files in place', function () {
  this.timeout(30_000);
  it('reads rows as boxes in pixels, with their lines', () => {
    const { doc, lineOf } = opened(yolo, '0 0.5 0.5 0.1 0.2\n\n1 0.25 0.5 0.5 1\n', DETECT);
    const cat = doc.annotations.find(({ label }) => label === 'cat');
    assert.deepEqual(cat?.shape, { kind: 'box', x: 288, y: 192, width: 64, height: 96 });
    const dog = doc.annotations.find(({ label }) => label === 'dog');
    assert.equal(lineOf(dog?.id ?? ''), 3);
  });

  it('changes one number of one row for a box that is pushed to the right', () => {
    const after = edited(yolo, ROWS, DETECT, ({ doc, known }) => {
      const from = byId(doc).get(known[0]?.id ?? '') as Annotation;
      return update('Move', [from], (each) => ({ ...each, shape: { ...each.shape, x: 300 } as never }));
    });
    assert.deepEqual(lineDiff(ROWS, after), [
      '-0 0.500000 0.500000 0.100000 0.100000\r',
      '+0 0.518750 0.500000 0.100000 0.100000\r',
    ]);
  });

  it('changes the class alone, adds behind the last row, and takes a row out with its line', () => {
    const classed = edited(yolo, ROWS, DETECT, ({ doc, known }) => {
      const from = byId(doc).get(known[1]?.id ?? '') as Annotation;
      return update('Class', [from], (each) => ({ ...each, label: 'dog' }));
    });
    assert.deepEqual(lineDiff(ROWS, classed), ['-2   0.25 0.25 0.1 0.2 \r', '+1   0.25 0.25 0.1 0.2 \r']);
    const more = edited(yolo, ROWS, DETECT, () => add('Draw', [box('new001', 0, 0)]));
    assert.equal(more, `${ROWS}\r\n0 0.05 0.05 0.1 0.1`);
    const less = edited(yolo, ROWS, DETECT, ({ doc, known }) =>
      remove(
        'Delete',
        doc.annotations.filter(({ id }) => id === known[0]?.id),
      ),
    );
    assert.equal(less, ROWS.slice(ROWS.indexOf('\n') + 1));
  });

  it('keeps what it cannot read, and says so with the line', () => {
    const text = '# cat\n0 0.5 0.5 nan 0.1\n0 0.5 0.5\n7 0.5 0.5 0.1 0.1\n-1 0 0 0 0\n';
    const { problems, doc } = opened(yolo, text, DETECT);
    assert.deepEqual(
      problems.map(({ line, code }) => [line, code]),
      [
        [1, 'yolo-row'],
        [2, 'yolo-row'],
        [3, 'yolo-row'],
        [4, 'yolo-class'],
        [5, 'yolo-row'],
      ],
    );
    assert.deepEqual(
      doc.annotations.map(({ label }) => label),
      ['7'],
    );
    const after = edited(yolo, text, DETECT, () => add('Draw', [box('new001', 0, 0)]));
    assert.ok(after.startsWith(text));
  });

  it('refuses what a row cannot say', () => {
    const rotated: Annotation = {
      id: 'r',
      label: 'cat',
      shape: { kind: 'rotatedBox', cx: 9, cy: 9, width: 4, height: 2, angle: 30 },
    };
    assert.match(
      refusedAnnotation(yolo, rotated, DETECT) ?? '',
      /YOLO detect files cannot hold a rotated box/,
    );
    assert.match(refusedAnnotation(yolo, box('b', 0, 0, 9, 9, 'cow'), DETECT) ?? '', /“cow” is not among/);
    assert.match(refusedAnnotation(yolo, { ...box('b', 0, 0), occluded: true }, DETECT) ?? '', /“occluded”/);
    assert.equal(refusedAnnotation(yolo, { ...box('b', 0, 0), score: 0.5, model: 'm@1' }, DETECT), undefined);
    const ring = [0, 0, 9, 0, 9, 9, 0, 9];
    const holes: Annotation = { id: 'p', label: 'cat', shape: { kind: 'polygon', rings: [ring, ring] } };
    assert.match(refusedAnnotation(yolo, holes, contextOf('segment')) ?? '', /without holes/);
  });

  it('takes every proposal, and refuses what does not fit when it is accepted', () => {
    const proposal: Annotation = { ...box('b', 0, 0, 9, 9, 'cow'), proposed: true };
    const edit = add('Detect', [proposal]);
    assert.equal(refusedEdit(yolo, edit, DETECT), undefined);
    const { proposed: _, ...accepted } = proposal;
    const accept = { ...edit, added: [], updated: [[proposal, accepted] as const] };
    assert.match(refusedEdit(yolo, accept, DETECT) ?? '', /“cow” is not among/);
  });

  it('has no place for remarks, but for what is decided while the image is open', () => {
    const plain = box('b', 0, 0, 9, 9, 'cat');
    const comments = [{ id: 'c', text: 'hm' }];
    const review = { verdict: 'returned', of: '1' } as const;
    assert.match(refusedAnnotation(yolo, { ...plain, comments }, DETECT) ?? '', /“comments”/);
    assert.match(refusedAnnotation(yolo, { ...plain, review }, DETECT) ?? '', /“review”/);
    const conflict = [{ side: 'theirs', as: null }] as const;
    assert.equal(refusedAnnotation(yolo, { ...plain, conflict }, DETECT), undefined);
    const facts = [{ tags: [] }, { tags: [], comments }] as const;
    const edit = { label: 'Comment', added: [], removed: [], updated: [], facts };
    assert.match(refusedEdit(yolo, edit, DETECT) ?? '', /comments on the whole image/);
  });

  it('does not write proposals, and a file of nothing for an image that has none', () => {
    const doc = {
      ...opened(yolo, '', DETECT).doc,
      annotations: [{ ...box('p', 0, 0), proposed: true as const }],
    };
    const saved = saveFile(yolo, undefined, doc, DETECT, []);
    assert.ok(saved.ok);
    assert.equal(saved.text, '');
  });

  it('gives back every text that it was not asked to change', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '0 0.5 0.5 0.1 0.1',
        '1\t.5 .5 1 1',
        '',
        ' ',
        '\r\n',
        '\n',
        '\r',
        '\uFEFF',
        '#',
        'x',
        '0 1 2 3 4 5 6',
        '1e400',
        '-0',
      ),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.constantFrom<YoloTask>('detect', 'segment', 'pose', 'obb'),
        (pieces, task) => {
          const text = pieces.join('\n');
          const context = contextOf(task);
          const read = openFile(yolo, text, context, []);
          assert.ok(read.ok);
          const saved = saveFile(yolo, text, read.doc, context, read.known);
          assert.ok(saved.ok);
          assert.equal(saved.text, text);
        },
      ),
    );
  });

  const SIDE = 20_000;
  const at = fc.double({ min: 0, max: SIDE, noNaN: true });
  const length = fc.double({ min: 1, max: SIDE, noNaN: true });
  const SHAPES = {
    detect: fc.record({ kind: fc.constant('box' as const), x: at, y: at, width: length, height: length }),
    segment: fc
      .array(at, { minLength: 6, maxLength: 20 })
      .map((ring) => ({ kind: 'polygon' as const, rings: [ring.length % 2 ? ring.slice(1) : ring] })),
    obb: fc.record({
      kind: fc.constant('rotatedBox' as const),
      cx: at,
      cy: at,
      width: length,
      height: length,
      angle: fc.double({ min: 0, max: 359.9, noNaN: true }),
    }),
    pose: fc.tuple(at, at, fc.constantFrom(1 as const, 2 as const)).map(([x, y, visibility]) => ({
      kind: 'skeleton' as const,
      joints: { nose: { x: x + 1, y, visibility } },
    })),
  };

  for (const task of ['detect', 'segment', 'obb', 'pose'] as const)
    it(`reads back what it wrote, to a hundredth of a pixel of a large image: ${task}`, () => {
      const context = contextOf(task, SIDE, SIDE);
      const label = fc.constantFrom('cat', 'dog', 'bird');
      const annotation = fc.record({ label, shape: SHAPES[task] });
      fc.assert(
        fc.property(
          fc.array(annotation, { maxLength: 6 }),
          fc.array(annotation, { maxLength: 6 }),
          fc.constantFrom('\n', '\r\n'),
          (first, then, eol) => {
            const named = (all: typeof first, prefix: string): Annotation[] =>
              all.map((each, i) => ({ id: `${prefix}${i}`, ...each }));
            const start = saveFile(
              yolo,
              undefined,
              { ...emptyOf(context), annotations: named(first, 'a') },
              context,
              [],
            );
            assert.ok(start.ok, start.ok ? '' : start.problem.message);
            const text = start.text.replaceAll('\n', eol);
            // The first half goes, the second is replaced by others under the same ids, and some are new.
            const kept = named(then, 'a').slice(0, 3);
            const doc = { ...emptyOf(context), annotations: [...kept, ...named(then.slice(3), 'b')] };
            const saved = saveFile(yolo, text, doc, context, start.opened.known);
            assert.ok(saved.ok, saved.ok ? '' : saved.problem.message);
            for (const wanted of doc.annotations) {
              const found = byId(saved.opened.doc).get(wanted.id);
              assert.equal(found?.label, wanted.label);
              assert.ok(found && nearShape(found.shape, wanted.shape, 0.0101));
            }
            assert.equal(saved.opened.doc.annotations.length, doc.annotations.length);
          },
        ),
      );
    });
});

function emptyOf({ image }: FileContext) {
  return { image, tags: [], annotations: [], kept: [] };
}
