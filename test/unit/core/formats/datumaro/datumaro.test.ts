import assert from 'node:assert/strict';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { datumaro } from '../../../../../src/core/formats/datumaro/datumaro';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import type { Json } from '../../../../../src/core/json/json';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { EVERY_SHAPE } from '../../../../helpers/everyKind';
import { fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const SCHEMA = {
  ...EMPTY_SCHEMA,
  classes: [
    { name: 'thing', color: '#ff8000', attributes: [] },
    { name: 'person', skeleton: 'face', attributes: [] },
  ],
  skeletons: [
    {
      name: 'face',
      joints: ['nose', 'left_eye', 'right_eye'].map((name) => ({ name })),
      edges: [['nose', 'left_eye'] as const],
      swap: [],
    },
  ],
};

function entries(shape: Annotation['shape'], more: Partial<Annotation> = {}) {
  const label = shape.kind === 'skeleton' ? 'person' : 'thing';
  const annotation = { id: 'a00000', label, shape, ...more };
  const image = { file: 'a.jpg', widthPx: 640, heightPx: 480 };
  const doc = { image, tags: [], annotations: [annotation], kept: [] };
  const set: LabelSet = {
    schema: SCHEMA,
    imageCount: 1,
    images: [{ path: 'b/a.jpg', split: 'train', labelled: true, doc }],
  };
  const { fs, report } = written(datumaro, set);
  const top = JSON.parse(fs.readText('annotations/train.json')) as {
    readonly items: readonly { readonly annotations: readonly Record<string, Json>[] }[];
  };
  return { top, list: top.items[0]?.annotations ?? [], report, fs };
}

describe('Datumaro JSON', () => {
  it("reads datumaro's own sample: labels of images, subsets, and where the images are", function () {
    const source = fixtureSource(this, 'formats/datumaro_dataset/legacy');
    const { set, report } = readAll(datumaro, source);
    const images = [...set.images];
    assert.deepEqual(report.problems, []);
    assert.deepEqual(
      images.map(({ path, split, doc }) => [path, split, doc.tags]).filter(([, split]) => split === 'train'),
      [
        ['train/a.jpg', 'train', ['car']],
        ['train/b.jpg', 'train', ['car', 'bicycle', 'tom', 'mary']],
      ],
    );
    assert.ok(images.every(({ source: place }) => place !== undefined));
    assert.equal(detected(FORMATS, source)?.format.id, 'datumaro');
  });

  it('writes what its reader takes: version, media type, sizes as height and width', () => {
    const { top, fs } = entries(EVERY_SHAPE.box);
    assert.deepEqual(top, {
      dm_format_version: '1.0',
      media_type: 2,
      infos: {},
      categories: {
        label: {
          labels: [
            { name: 'thing', parent: '', attributes: [] },
            { name: 'person', parent: '', attributes: [] },
          ],
          label_groups: [],
          attributes: [],
        },
        mask: { colormap: [{ label_id: 0, r: 255, g: 128, b: 0 }] },
        points: {
          items: [{ label_id: 1, labels: ['nose', 'left_eye', 'right_eye'], joints: [[1, 2]] }],
        },
      },
      items: [
        {
          id: 'b/a',
          annotations: [
            {
              id: 1,
              attributes: {},
              group: 0,
              label_id: 0,
              z_order: 0,
              type: 'bbox',
              bbox: [100, 50, 300.25, 120],
            },
          ],
          image: { path: 'b/a.jpg', size: [480, 640] },
        },
      ],
    });
    assert.ok(fs.has('images/train/b/a.jpg'));
  });

  it('writes keypoints in the order of their class, cuboids by their eight corners', () => {
    const [points] = entries(EVERY_SHAPE.skeleton).list;
    assert.deepEqual(
      [points?.['points'], points?.['visibility']],
      [
        [300, 110, 310, 100, 290, 100],
        [2, 2, 1],
      ],
    );
    const [cuboid] = entries(EVERY_SHAPE.cuboid).list;
    const corners = [
      [100, 200],
      [160, 150],
      [340, 150],
      [300, 200],
      [160, 290],
      [340, 290],
      [300, 350],
      [100, 350],
    ];
    assert.deepEqual([cuboid?.['type'], cuboid?.['points']], ['cuboid_2d', corners]);
  });

  it('says that ellipses that are turned become polygons', () => {
    const { list, report } = entries(EVERY_SHAPE.ellipse);
    assert.equal(list[0]?.['type'], 'polygon');
    assert.deepEqual(report.lossCounts, { 'ellipse-to-polygon': 1 });
    const straight = entries({ ...EVERY_SHAPE.ellipse, angle: 90 });
    assert.deepEqual(straight.list[0]?.['points'], [269.5, 140, 370.5, 340]);
  });

  it('keeps what it does not understand, and says what is wrong with the rest', () => {
    const top = {
      dm_format_version: '1.0',
      infos: { author: 'x' },
      categories: { label: { labels: [{ name: 'car', parent: '' }] } },
      items: [
        {
          id: 'a',
          attr: { frame: 3 },
          image: { path: 'a.jpg', size: [4, 8] },
          annotations: [
            { id: 5, type: 'caption', caption: 'hello' },
            { id: 6, type: 'bbox', bbox: [1, 1, 2, 2], label_id: 0, object_id: 9 },
            { id: 7, type: 'bbox', bbox: [1, 1, 'x', 2], label_id: 0 },
            { id: 8, type: 'polygon', points: [0, 0, 4, 0, 4, 4], label_id: 3 },
          ],
        },
      ],
    };
    const files = new MemoryFs({ 'annotations/default.json': JSON.stringify(top) });
    const { set, report } = readAll(
      datumaro,
      sourceOf(files, () => undefined),
    );
    assert.deepEqual(
      report.problems.map(({ message }) => message),
      [
        'The annotation 7 of a.jpg is left out: its bbox is not [x, y, width, height].',
        'The annotation 8 of a.jpg is left out: its label_id is in no list of labels.',
      ],
    );
    const again = JSON.parse(written(datumaro, set).fs.readText('annotations/default.json')) as typeof top;
    assert.deepEqual(again.infos, top.infos);
    assert.deepEqual(again.items[0]?.attr, { frame: 3 });
    const kept = again.items[0]?.annotations.map(({ type, ...rest }) => [
      type,
      'object_id' in rest && rest.object_id,
    ]);
    assert.deepEqual(kept, [
      ['bbox', 9],
      ['caption', false],
    ]);
  });
});
