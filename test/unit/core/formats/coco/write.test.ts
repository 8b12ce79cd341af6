import assert from 'node:assert/strict';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { cocoInstances, cocoKeypoints } from '../../../../../src/core/formats/coco/instances';
import { cocoPanoptic } from '../../../../../src/core/formats/coco/panoptic';
import { cocoResults } from '../../../../../src/core/formats/coco/results';
import type { Format } from '../../../../../src/core/formats/format';
import type { LabeledImage, LabelSet } from '../../../../../src/core/formats/labelSet';
import { decodePng } from '../../../../../src/core/formats/png/decodePng';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { ListReport } from '../../../../helpers/listReport';
import { MemoryFs } from '../../../../helpers/memoryFs';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';

const RING = [2, 3, 12, 3, 12, 13, 2, 13];
const BOX: Annotation = { id: 'a', label: 'cat', shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 } };
const POLYGON: Annotation = { id: 'b', label: 'cat', shape: { kind: 'polygon', rings: [RING] } };

function image(
  path: string,
  annotations: readonly Annotation[],
  more: Partial<LabeledImage> = {},
): LabeledImage {
  return {
    path,
    labelled: true,
    doc: { image: { file: path, widthPx: 40, heightPx: 30 }, tags: [], annotations, kept: [] },
    ...more,
  };
}

function setOf(
  images: readonly LabeledImage[],
  classes = [{ name: 'cat', id: 18, attributes: [] }],
): LabelSet {
  return { schema: { ...EMPTY_SCHEMA, classes }, imageCount: images.length, images };
}

/** As loose as the tests look at it. */
interface Loose {
  readonly annotations: readonly { readonly id: number; readonly [key: string]: unknown }[];
  readonly images: readonly { readonly file_name: string }[];
  readonly categories: readonly { readonly isthing?: number }[];
}

function jsonIn(fs: MemoryFs, path: string): Loose {
  return JSON.parse(fs.readText(path)) as Loose;
}

function jsonOf(format: Format, set: LabelSet, path: string): Record<string, Record<string, unknown>[]> {
  return jsonIn(written(format, set).fs, path) as unknown as Record<string, Record<string, unknown>[]>;
}

/** What a format reads from a JSON text and writes again. */
function again(
  format: Format,
  text: string,
  change: (annotation: Annotation) => Annotation = (each) => each,
): Loose {
  const { set } = readAll(
    format,
    sourceOf(new MemoryFs({ 'x.json': text }), () => undefined, 'x.json'),
  );
  const images = [...set.images].map((each) => ({
    ...each,
    doc: { ...each.doc, annotations: each.doc.annotations.map(change) },
  }));
  const { fs } = written(format, { ...set, images });
  return jsonIn(fs, fs.paths.find((path) => path.endsWith('.json')) ?? '');
}

const DEFAULT = 'annotations/instances_default.json';

describe('Writing COCO', () => {
  it('writes what evaluations read without a default: id from 1, area, bbox and iscrowd', () => {
    const { annotations } = jsonOf(
      cocoInstances,
      setOf([image('a.jpg', [BOX, { ...POLYGON, crowd: true }])]),
      DEFAULT,
    );
    assert.deepEqual(annotations, [
      { id: 1, image_id: 1, category_id: 18, segmentation: [], area: 12, bbox: [1, 2, 3, 4], iscrowd: 0 },
      {
        id: 2,
        image_id: 1,
        category_id: 18,
        segmentation: [RING],
        area: 100,
        bbox: [2, 3, 10, 10],
        iscrowd: 1,
      },
    ]);
  });

  it('has the keys of a set in the official order, one row on each line', () => {
    const { fs } = written(cocoInstances, setOf([image('a.jpg', [BOX])]));
    const text = fs.readText(DEFAULT);
    assert.deepEqual(Object.keys(JSON.parse(text) as object), [
      'info',
      'licenses',
      'images',
      'annotations',
      'categories',
    ]);
    assert.ok(text.split('\n').includes('{"id":1,"width":40,"height":30,"file_name":"a.jpg"}'));
  });

  it('keeps ids and numbers new rows after the greatest of all files', () => {
    const kept = (id: number): Annotation => ({ ...BOX, id: `k${id}`, extra: { coco: { id } } });
    const images = [
      image('a.jpg', [BOX, kept(70), kept(7)], { split: 'train' }),
      image('b.jpg', [kept(7), { ...BOX, extra: { coco: { id: 0 } } }], { split: 'val' }),
    ];
    const { fs } = written(cocoInstances, setOf(images));
    const ids = (split: string): unknown =>
      jsonIn(fs, `annotations/instances_${split}.json`).annotations.map((row: { id: number }) => row.id);
    assert.deepEqual(ids('train'), [71, 70, 7]);
    assert.deepEqual(ids('val'), [7, 72]);
  });

  it('keeps ids of classes, and gives those without one the next', () => {
    const classes = [
      { name: 'cat', id: 18, attributes: [] },
      { name: 'new', attributes: [] },
      { name: 'dog', id: 3, attributes: [] },
    ];
    const { categories } = jsonOf(
      cocoInstances,
      setOf([image('a.jpg', [{ ...BOX, label: 'unknown' }])], classes as never),
      DEFAULT,
    );
    assert.deepEqual(
      categories?.map(({ id, name }) => [id, name]),
      [
        [18, 'cat'],
        [19, 'new'],
        [3, 'dog'],
        [20, 'unknown'],
      ],
    );
  });

  const row = {
    id: 5,
    image_id: 7,
    category_id: 18,
    segmentation: [RING],
    area: 99.5,
    bbox: [2, 3, 10.4, 10],
    iscrowd: 0,
    ignore: 1,
  };
  const text = (rows: readonly object[]): string =>
    JSON.stringify({
      images: [{ id: 7, file_name: 'a.jpg', width: 40, height: 30, license: 2 }],
      annotations: rows,
      categories: [{ id: 18, name: 'cat', supercategory: 'animal', color: [1, 2, 3] }],
      info: { year: 2017 },
      licenses: [{ id: 2 }],
      flavour: 'own',
    });

  it('writes an unchanged set as it was, box and area that do not follow from the shape included', () => {
    const rows = [
      row,
      {
        ...row,
        id: 6,
        segmentation: { size: [30, 40], counts: [0, 1, 1199] },
        area: 1,
        bbox: [0, 0, 1, 1],
        iscrowd: 1,
      },
      { ...row, id: 7, segmentation: { size: [30, 40], counts: '01_U1' }, area: 1, bbox: [0, 0, 1, 1] },
      {
        ...row,
        id: 8,
        segmentation: [],
        area: 3,
        bbox: [1, 2, 3, 4],
        attributes: { occluded: false, side: 'left' },
      },
      { ...row, id: 9, segmentation: [RING, [4, 5, 8, 5, 8, 9, 4, 9]] },
      { id: 10, image_id: 7, category_id: 18, caption: 'not drawn' },
    ];
    assert.deepEqual(again(cocoInstances, text(rows)), JSON.parse(text(rows)));
  });

  it('derives box and area anew once the shape is another one', () => {
    const moved = again(cocoInstances, text([row]), (each) => ({
      ...each,
      shape: { kind: 'polygon', rings: [[0, 0, 4, 0, 4, 5]] },
    }));
    const { area, bbox, ignore } = (moved.annotations[0] ?? {}) as Record<string, unknown>;
    assert.deepEqual({ area, bbox, ignore }, { area: 10, bbox: [0, 0, 4, 5], ignore: 1 });
  });

  it("keeps a person's outline and box while the joints stay about there", () => {
    const category = {
      id: 1,
      name: 'person',
      supercategory: 'person',
      keypoints: ['nose', 'tail'],
      skeleton: [[1, 2]],
    };
    const person = { ...row, category_id: 1, keypoints: [4, 5, 2, 9, 9, 1], num_keypoints: 2 };
    const source = { ...(JSON.parse(text([person])) as object), categories: [category] };
    const asIs = again(cocoKeypoints, JSON.stringify(source));
    assert.deepEqual(asIs, source);
    const withTail = (x: number): Record<string, unknown> =>
      again(cocoKeypoints, JSON.stringify(source), (each) => ({
        ...each,
        shape: { kind: 'skeleton', joints: { tail: { x, y: 9, visibility: 2 } } },
      }))['annotations'][0] as Record<string, unknown>;
    assert.deepEqual(withTail(8), { ...person, keypoints: [0, 0, 0, 8, 9, 2], num_keypoints: 1 });
    assert.deepEqual([withTail(38)['segmentation'], withTail(38)['bbox']], [[], [38, 9, 0, 0]]);
  });

  it('puts flags and attributes under "attributes"', () => {
    const annotation: Annotation = { ...BOX, occluded: true, attributes: { side: 'left' }, score: 0.5 };
    const { annotations } = jsonOf(cocoInstances, setOf([image('a.jpg', [annotation])]), DEFAULT);
    assert.deepEqual(annotations?.[0]?.['attributes'], { side: 'left', occluded: true });
    assert.equal(annotations?.[0]?.['score'], 0.5);
  });

  it('never takes a path out of the folder from what was read', () => {
    const hostile = text([row]).replace('a.jpg', '../../a.jpg');
    assert.equal(again(cocoInstances, hostile).images[0]?.file_name, 'a.jpg');
  });
});

describe('Writing COCO panoptic', () => {
  it('counts red + 256 green + 65536 blue, and names every segment of the PNG', () => {
    const mask: Annotation = {
      ...{ id: 'a', label: 'sky', shape: { kind: 'mask', x: 1, y: 0, widthPx: 1, heightPx: 2, runs: '02' } },
      extra: { coco: { id: 1000 } },
    };
    const sky = { name: 'sky', id: 4, stuff: true as const, attributes: [] };
    const { fs } = written(cocoPanoptic, setOf([image('s/a.jpg', [mask])], [sky] as never));
    const json = jsonIn(fs, 'annotations/panoptic_default.json');
    assert.deepEqual(json.annotations, [
      {
        image_id: 1,
        file_name: 's/a.png',
        segments_info: [{ id: 1000, category_id: 4, area: 2, bbox: [1, 0, 1, 2], iscrowd: 0 }],
      },
    ]);
    assert.equal(json.categories[0]?.isthing, 0);
    const png = decodePng(fs.readBytes('annotations/panoptic_default/s/a.png'));
    assert.ok(typeof png !== 'string');
    assert.deepEqual([...png.samples.subarray(0, 9)], [0, 0, 0, 232, 3, 0, 0, 0, 0]);
  });

  it('tells of ids that stand in the PNG alone or in the list alone', () => {
    const mask: Annotation = {
      id: 'a',
      label: 'cat',
      shape: { kind: 'mask', x: 1, y: 0, widthPx: 1, heightPx: 2, runs: '02' },
      extra: { coco: { id: 9 } },
    };
    const { fs } = written(cocoPanoptic, setOf([image('a.jpg', [mask])]));
    const text = fs.readText('annotations/panoptic_default.json').replace('"id":9,', '"id":8,');
    fs.set('annotations/panoptic_default.json', new TextEncoder().encode(text));
    const { report, set } = readAll(
      cocoPanoptic,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['coco-segments', 'coco-segments'],
    );
    assert.equal([...set.images][0]?.doc.annotations.length, 0);
  });
});

describe('Writing COCO results', () => {
  const scored: Annotation = { ...BOX, score: 0.25 };

  it('is a bare list of what loadRes reads, with the images it belongs to beside', () => {
    const { fs } = written(cocoResults, setOf([image('a.jpg', [scored])]));
    assert.deepEqual(jsonIn(fs, 'results_default.json'), [
      { image_id: 1, category_id: 18, bbox: [1, 2, 3, 4], score: 0.25 },
    ]);
    assert.equal(jsonIn(fs, 'image_info_default.json').images.length, 1);
  });

  it('gives masks no box, lest its area be taken for theirs, and every row one in a mixed file', () => {
    const mask: Annotation = {
      id: 'm',
      label: 'cat',
      score: 0.5,
      shape: { kind: 'mask', x: 0, y: 0, widthPx: 1, heightPx: 1, runs: '01' },
    };
    const keys = (list: readonly Annotation[]): readonly string[][] =>
      (
        jsonIn(
          written(cocoResults, setOf([image('a.jpg', list)])).fs,
          'results_default.json',
        ) as unknown as object[]
      ).map((each) => Object.keys(each));
    assert.deepEqual(keys([mask]), [['image_id', 'category_id', 'segmentation', 'score']]);
    assert.deepEqual(
      keys([mask, scored]).map((each) => each.includes('bbox')),
      [true, true],
    );
  });

  it('says that an annotation without a score gets 1', () => {
    const { report } = written(cocoResults, setOf([image('a.jpg', [BOX])]));
    assert.deepEqual(report.lossCounts, { 'score-missing': 1 });
  });

  it('is read without the images, too, by ids, and says so', () => {
    const fs = new MemoryFs({
      'results.json': '[{"image_id": 42, "category_id": 3, "bbox": [1, 2, 3, 4], "score": 0.9}]',
    });
    const report = new ListReport();
    const set = cocoResults.read(
      sourceOf(fs, () => undefined),
      report,
    );
    assert.deepEqual(
      [...set.images].map(({ path, doc }) => [path, doc.annotations[0]?.label, doc.annotations[0]?.score]),
      [['000000000042.jpg', 'category 3', 0.9]],
    );
    assert.ok(report.problems.some(({ code }) => code === 'coco-results'));
  });
});
