import assert from 'node:assert/strict';
import { cocoInstances, cocoKeypoints } from '../../../../../src/core/formats/coco/instances';
import { readCocoSet } from '../../../../../src/core/formats/coco/readSet';
import type { Source } from '../../../../../src/core/formats/format';
import { ListReport } from '../../../../helpers/listReport';
import { MemoryFs } from '../../../../helpers/memoryFs';

const IMAGE = { id: 7, file_name: 'a.jpg', width: 40, height: 30 };
const CAT = { id: 18, name: 'cat', supercategory: 'animal' };
const RING = [2, 3, 12, 3, 12, 13, 2, 13];
const ROW = {
  id: 5,
  image_id: 7,
  category_id: 18,
  segmentation: [RING],
  area: 100,
  bbox: [2, 3, 10, 10],
  iscrowd: 0,
};

function coco(rows: readonly unknown[], more: object = {}): object {
  return { images: [IMAGE], categories: [CAT], annotations: rows, ...more };
}

function sourceOf(files: Readonly<Record<string, string | object>>, file?: string): Source {
  const texts = Object.entries(files).map(([path, content]) => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  const fs = new MemoryFs(Object.fromEntries(texts) as Record<string, string>);
  return { fs, options: {}, imageSize: () => undefined, ...(file !== undefined && { file }) };
}

function read(content: string | object, format = cocoInstances) {
  const report = new ListReport();
  const set = format.read(sourceOf({ 'x.json': content }, 'x.json'), report);
  const images = [...set.images];
  return {
    set,
    images,
    report,
    codes: report.problems.map(({ code }) => code),
    annotations: images.flatMap(({ doc }) => doc.annotations),
  };
}

describe('Reading COCO', () => {
  it('keeps ids with gaps, unused classes, foreign keys, and says nothing about what is right', () => {
    const dog = { id: 90, name: 'dog', supercategory: 'animal' };
    const { set, images, annotations, codes } = read(
      coco([{ ...ROW, ignore: 1, attributes: { occluded: true, side: 'left' } }], {
        images: [{ ...IMAGE, license: 3 }],
        categories: [dog, CAT],
        info: { year: 2017 },
      }),
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(
      set.schema.classes.map(({ id, name }) => [id, name]),
      [
        [90, 'dog'],
        [18, 'cat'],
      ],
    );
    assert.deepEqual(set.foreign, { coco: { info: { year: 2017 }, categories: [dog, CAT] } });
    assert.deepEqual(images[0]?.doc.image, {
      file: 'a.jpg',
      widthPx: 40,
      heightPx: 30,
      extra: { coco: { id: 7, license: 3 } },
    });
    const [{ id: _, ...annotation } = { id: '' }] = annotations;
    assert.deepEqual(annotation, {
      label: 'cat',
      shape: { kind: 'polygon', rings: [RING] },
      occluded: true,
      attributes: { side: 'left' },
      extra: { coco: { id: 5, ignore: 1 } },
    });
  });

  it('reads all three forms of a segmentation, and a box where there is none', () => {
    const size = [3, 4];
    const images = [{ ...IMAGE, width: 4, height: 3 }];
    const rows = [
      { ...ROW, id: 1, segmentation: { size, counts: '32112' }, area: 5, bbox: [1, 0, 2, 3], iscrowd: 1 },
      { ...ROW, id: 2, segmentation: { size, counts: [3, 2, 1, 3, 3] }, area: 5, bbox: [1, 0, 2, 3] },
      { ...ROW, id: 3, segmentation: [], bbox: [1, 0, 2, 3], area: 6 },
    ];
    const { annotations, codes } = read(coco(rows, { images }));
    assert.deepEqual(codes, []);
    assert.deepEqual(
      annotations.map(({ shape }) => shape.kind),
      ['mask', 'mask', 'box'],
    );
    assert.deepEqual(annotations[0]?.shape, annotations[1]?.shape);
    assert.deepEqual(annotations[0]?.shape, {
      kind: 'mask',
      x: 1,
      y: 0,
      widthPx: 2,
      heightPx: 3,
      runs: '041M',
    });
    assert.equal(annotations[0]?.crowd, true);
  });

  it('unites rings that overlap, as COCO does: a ring inside another is no hole', () => {
    const inner = [4, 5, 8, 5, 8, 9, 4, 9];
    const { annotations, codes } = read(coco([{ ...ROW, segmentation: [RING, inner] }]));
    assert.deepEqual(codes, ['coco-overlapping-rings']);
    const [annotation] = annotations;
    assert.ok(annotation?.shape.kind === 'polygon' && annotation.shape.rings.length === 1);
    const apart = read(
      coco([{ ...ROW, area: 101, bbox: [2, 3, 18, 18], segmentation: [RING, [18, 19, 20, 19, 20, 21]] }]),
    );
    assert.deepEqual(apart.codes, []);
  });

  it('makes skeletons of keypoints, edges from pairs that count from 1, and keeps box and outline beside', () => {
    const person = {
      id: 1,
      name: 'person',
      keypoints: ['nose', 'left_eye', 'right_eye'],
      skeleton: [
        [1, 2],
        [1, 3],
      ],
    };
    const row = { ...ROW, category_id: 1, keypoints: [5, 6, 2, 7, 5, 1, 0, 0, 0], num_keypoints: 2 };
    const { set, annotations, codes } = read(coco([row], { categories: [person] }), cocoKeypoints);
    assert.deepEqual(codes, []);
    assert.deepEqual(set.schema.skeletons[0]?.edges, [
      ['nose', 'left_eye'],
      ['nose', 'right_eye'],
    ]);
    assert.deepEqual(set.schema.skeletons[0]?.swap, [['left_eye', 'right_eye']]);
    assert.deepEqual(annotations[0]?.shape, {
      kind: 'skeleton',
      joints: { left_eye: { x: 7, y: 5, visibility: 1 }, nose: { x: 5, y: 6, visibility: 2 } },
    });
    const outline = read(coco([row], { categories: [person] })).annotations[0];
    assert.equal(outline?.shape.kind, 'polygon');
    const unlabelled = read(
      coco([{ ...row, keypoints: [0, 0, 0, 0, 0, 0, 0, 0, 0], num_keypoints: 0 }], { categories: [person] }),
      cocoKeypoints,
    );
    assert.equal(unlabelled.annotations[0]?.shape.kind, 'polygon');
  });

  const wrong: readonly (readonly [what: string, content: object, code: string, count: number])[] = [
    ['an image that is not there', coco([ROW, { ...ROW, id: 6, image_id: 8 }]), 'coco-dangling-image', 1],
    [
      'a category that is not there',
      coco([ROW, { ...ROW, id: 6, category_id: 2 }]),
      'coco-dangling-category',
      1,
    ],
    ['an id that stands twice', coco([ROW, ROW]), 'coco-duplicate-id', 2],
    ['the id 0', coco([{ ...ROW, id: 0 }]), 'coco-id-zero', 1],
    ['an area that is another one', coco([{ ...ROW, area: 900 }]), 'coco-area-mismatch', 1],
    ['an area of 0', coco([{ ...ROW, area: 0 }]), 'coco-area-mismatch', 1],
    [
      'a box of corners',
      coco([{ ...ROW, segmentation: [], bbox: [20, 15, 38, 28], area: 270 }]),
      'coco-bbox-form',
      1,
    ],
    [
      'a box of corners beside its outline',
      coco([{ ...ROW, segmentation: [[20, 10, 30, 10, 30, 20, 20, 20]], bbox: [20, 10, 30, 20] }]),
      'coco-bbox-form',
      1,
    ],
    [
      'a normalised box',
      coco([{ ...ROW, segmentation: [], bbox: [0.1, 0.2, 0.3, 0.4], area: 0.12 }]),
      'coco-bbox-form',
      1,
    ],
    ['a ring of 4 numbers', coco([{ ...ROW, segmentation: [[1, 2, 3, 4]] }]), 'coco-ring', 1],
    [
      'a ring with an odd number',
      coco([{ ...ROW, segmentation: [RING, [1, 2, 3, 4, 5, 6, 7]] }]),
      'coco-ring',
      1,
    ],
    ['a segmentation without rings', coco([{ ...ROW, segmentation: RING }]), 'coco-ring', 1],
    [
      'run lengths of [width, height]',
      coco([{ ...ROW, area: 1, bbox: [0, 0, 1, 1], segmentation: { size: [40, 30], counts: [0, 1, 1199] } }]),
      'coco-rle',
      1,
    ],
    [
      'run lengths of a wrong sum',
      coco([{ ...ROW, segmentation: { size: [30, 40], counts: [0, 1, 5] } }]),
      'coco-rle',
      1,
    ],
    [
      "counts as Python's bytes",
      coco([
        { ...ROW, area: 1200, bbox: [0, 0, 40, 30], segmentation: { size: [30, 40], counts: "b'0`U1'" } },
      ]),
      'coco-rle',
      1,
    ],
    [
      'two images of one name',
      coco([ROW], { images: [IMAGE, { ...IMAGE, id: 8 }] }),
      'coco-duplicate-file',
      1,
    ],
    [
      'missing keys',
      coco([{ id: 5, image_id: 7, category_id: 18, segmentation: [RING] }]),
      'coco-missing-key',
      1,
    ],
    [
      'a path out of the folder',
      coco([ROW], { images: [{ ...IMAGE, file_name: '../../etc/a.jpg' }] }),
      'coco-file-name',
      1,
    ],
  ];
  for (const [what, content, code, count] of wrong)
    it(`tells of ${what}, with file and line, and reads the rest`, () => {
      const { report, codes, annotations } = read(content);
      assert.deepEqual(codes, [code]);
      assert.equal(report.problems[0]?.path, 'x.json');
      assert.ok((report.problems[0]?.line ?? 0) >= 1);
      assert.equal(annotations.length, count);
      assert.equal(report.readTotal, count);
    });

  it('finds the line of a mistake in a file of many lines', () => {
    const text = JSON.stringify(coco([ROW, { ...ROW, id: 6, image_id: 9 }]), undefined, 1);
    const { report } = read(text);
    const at = text.slice(0, text.indexOf('"image_id": 9')).lastIndexOf('{');
    assert.equal(report.problems[0]?.line, text.slice(0, at).split('\n').length);
  });

  it('reads NaN as Python writes it, and what stands around a broken row', () => {
    const row = JSON.stringify(ROW);
    const text = `{"images":[${JSON.stringify(IMAGE)}],"categories":[${JSON.stringify(CAT)}],"annotations":[${row.replace('100', 'NaN')},{"id":1,"image_id":7,,},${row.replace('"id":5', '"id":6')}]}`;
    const { codes, annotations } = read(text);
    assert.deepEqual(codes, ['coco-nan', 'coco-area-mismatch', 'coco-syntax']);
    assert.equal(annotations.length, 2);
  });

  it('keeps apart what it cannot draw', () => {
    const { images, codes } = read(coco([{ id: 5, image_id: 7, category_id: 18, caption: 'a cat' }]));
    assert.deepEqual(codes, ['coco-no-shape']);
    assert.deepEqual(images[0]?.doc.kept, [
      { coco: { id: 5, image_id: 7, category_id: 18, caption: 'a cat' } },
    ]);
  });

  it('tells problems and counts once, however often the images are walked', () => {
    const report = new ListReport();
    const set = cocoInstances.read(sourceOf({ 'x.json': coco([{ ...ROW, area: 900 }]) }, 'x.json'), report);
    assert.deepEqual([...set.images], [...set.images]);
    assert.equal(report.problems.length, 1);
    assert.equal(report.readTotal, 1);
  });

  it('has no trouble with inherited names', () => {
    const categories = [
      { id: 1, name: '__proto__' },
      { id: 2, name: 'constructor' },
    ];
    const { annotations, codes } = read(
      coco(
        [
          { ...ROW, category_id: 2 },
          { ...ROW, id: 6, category_id: 1 },
        ],
        { categories },
      ),
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(
      annotations.map(({ label }) => label),
      ['constructor', '__proto__'],
    );
  });

  it('knows ids that a double cannot hold apart', () => {
    const big = (id: string): string =>
      JSON.stringify({ ...IMAGE, id: 1, file_name: `${id}.jpg` }).replace('"id":1', `"id":${id}`);
    const row = (id: number, image: string): string =>
      JSON.stringify({ ...ROW, id }).replace('"image_id":7', `"image_id":${image}`);
    const [a, b] = ['9007199254740993', '9007199254740992'];
    const { images, codes } = read(
      `{"images":[${big(a)},${big(b)}],"categories":[${JSON.stringify(CAT)}],"annotations":[${row(1, b)},${row(2, b)},${row(3, a)}]}`,
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(
      images.map(({ doc }) => doc.annotations.length),
      [1, 2],
    );
  });
});

describe('Where COCO files are', () => {
  it('reads every split of annotations/instances_*.json, and finds the images', () => {
    const source = sourceOf({
      'annotations/instances_train2017.json': coco([ROW]),
      'annotations/instances_val2017.json': coco([ROW]),
      'annotations/person_keypoints_val2017.json': coco([ROW]),
      'images/train/a.jpg': '',
      'val2017/a.jpg': '',
    });
    const images = [...cocoInstances.read(source, new ListReport()).images];
    assert.deepEqual(
      images.map(({ path, split, source: place }) => [path, split, place]),
      [
        ['a.jpg', 'train', 'images/train/a.jpg'],
        ['val/a.jpg', 'val', 'val2017/a.jpg'],
      ],
    );
  });

  it("reads Roboflow's file in every split's folder", () => {
    const source = sourceOf({
      'train/_annotations.coco.json': coco([ROW]),
      'valid/_annotations.coco.json': coco([]),
      'train/a.jpg': '',
    });
    const images = [...cocoInstances.read(source, new ListReport()).images];
    assert.deepEqual(
      images.map(({ split, source: place }) => [split, place]),
      [
        ['train', 'train/a.jpg'],
        ['val', undefined],
      ],
    );
  });

  it('takes two meanings of one category id for two classes', () => {
    const report = new ListReport();
    const set = cocoInstances.read(
      sourceOf({
        'instances_train.json': coco([ROW]),
        'instances_val.json': coco([ROW], { categories: [{ id: 18, name: 'dog' }] }),
      }),
      report,
    );
    assert.deepEqual(
      [...set.images].map(({ doc }) => doc.annotations[0]?.label),
      ['cat', 'dog'],
    );
    assert.deepEqual(
      set.schema.classes.map(({ name, id }) => [name, id]),
      [
        ['cat', 18],
        ['dog', undefined],
      ],
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['coco-category-conflict'],
    );
  });
});

describe('COCO files that are read in ranges', () => {
  it('say the same as those held as a whole', () => {
    const images = Array.from({ length: 9 }, (_, i) => ({ ...IMAGE, id: i, file_name: `größe ${i}.jpg` }));
    const rows = Array.from({ length: 60 }, (_, i) => ({
      ...ROW,
      id: i + 1,
      image_id: (i * 7) % 10,
      name: 'ü'.repeat(i),
    }));
    const source = sourceOf({ 'x.json': JSON.stringify(coco(rows, { images }), undefined, 1) });
    const both = [undefined, 0].map((wholeBytes) => {
      const report = new ListReport();
      const set = readCocoSet(source, [{ path: 'x.json' }], report, {
        keypoints: false,
        ...(wholeBytes !== undefined && { wholeBytes }),
      });
      return {
        images: [...set.images],
        schema: set.schema,
        problems: report.problems.map(({ code, line }) => [code, line]),
      };
    });
    assert.deepEqual(both[0], both[1]);
    assert.equal(both[0]?.problems.length, 6);
  });
});
