import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cocoInstances, cocoKeypoints } from '../../../../../src/core/formats/coco/instances';
import { cocoPanoptic } from '../../../../../src/core/formats/coco/panoptic';
import type { Format } from '../../../../../src/core/formats/format';
import { kindOf } from '../../../../../src/core/shapes/index';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';
import { skipBecause } from '../../../../helpers/skipBecause';

const FIXTURES = join(process.cwd(), '../shared/fixtures');

/** The files of a fixture's folder but its photos. */
function filesOf(folder: string): MemoryFs {
  const fs = new MemoryFs();
  for (const name of readdirSync(join(FIXTURES, folder), { recursive: true, encoding: 'utf8' })) {
    const place = join(FIXTURES, folder, name);
    if (statSync(place).isFile() && !name.endsWith('.jpg'))
      fs.set(name.replaceAll('\\', '/'), readFileSync(place));
  }
  return fs;
}

interface Rows {
  readonly [key: string]: unknown;
  readonly annotations: readonly { readonly id: number }[];
}

function json(fs: MemoryFs, path: string): Rows {
  return JSON.parse(fs.readText(path)) as Rows;
}

function sorted({ annotations, ...rest }: Rows): Rows {
  return { ...rest, annotations: [...annotations].sort((a, b) => a.id - b.id) };
}

function again(format: Format, fs: MemoryFs, file: string, options = {}) {
  const { set, report } = readAll(format, { ...sourceOf(fs, () => undefined, file), options });
  return { set, report, fs: written(format, set).fs };
}

describe('COCO fixtures', () => {
  before(function () {
    if (!existsSync(FIXTURES)) skipBecause(this, 'no ../shared/fixtures');
  });

  for (const [what, folder, file, format, out] of [
    ['official instances', 'coco-instances', 'instances.json', cocoInstances, 'instances'],
    ['official keypoints', 'coco-keypoints', 'person_keypoints.json', cocoKeypoints, 'person_keypoints'],
  ] as const)
    it(`${what} are written as they were read, but for the order of rows`, () => {
      const fs = filesOf(folder);
      const { fs: made, report } = again(format, fs, file);
      assert.deepEqual(
        report.problems.filter(({ severity }) => severity !== 'info'),
        [],
      );
      assert.deepEqual(sorted(json(made, `annotations/${out}_default.json`)), sorted(json(fs, file)));
    });

  it('panoptic PNGs and segments are written as they were read', () => {
    const fs = filesOf('coco-panoptic');
    const { fs: made, report, set } = again(cocoPanoptic, fs, 'panoptic_examples.json');
    assert.deepEqual(report.problems, []);
    assert.deepEqual(json(made, 'annotations/panoptic_examples.json'), json(fs, 'panoptic_examples.json'));
    const back = readAll(
      cocoPanoptic,
      sourceOf(made, () => undefined),
    ).set;
    assert.deepEqual(
      [...back.images].map(({ doc }) => doc),
      [...set.images].map(({ doc }) => doc),
    );
  });

  it('run lengths of segments are the pixels of the PNG', () => {
    const fs = filesOf('coco-panoptic');
    const shapes = (format: Format, file: string): unknown[] =>
      [
        ...readAll(
          format,
          sourceOf(fs, () => undefined, file),
        ).set.images,
      ].flatMap(({ doc }) => doc.annotations.map(({ label, shape }) => [label, shape]));
    const [runs, pixels] = [
      shapes(cocoInstances, 'panoptic_coco_detection_format.json'),
      shapes(cocoPanoptic, 'panoptic_examples.json'),
    ];
    assert.ok(pixels.length > 40 && runs.length > 0);
    const texts = new Set(pixels.map((each) => JSON.stringify(each)));
    assert.deepEqual(
      runs.filter((each) => !texts.has(JSON.stringify(each))),
      [],
    );
  });

  it('PNGs of two channels say the same areas', () => {
    const fs = filesOf('coco-panoptic');
    const options = { channels: '2', png: 'panoptic_examples_2ch_format' };
    const { set, report } = readAll(cocoPanoptic, {
      ...sourceOf(fs, () => undefined, 'images_info_examples.json'),
      options,
    });
    assert.deepEqual(
      report.problems.filter(({ severity }) => severity !== 'info'),
      [],
    );
    const labelsAndMasks = (images: typeof set.images): readonly string[] =>
      [...images]
        .flatMap(({ path, doc }) =>
          doc.annotations.map(({ label, shape }) => JSON.stringify([path, label, shape])),
        )
        .sort();
    const plain = readAll(
      cocoPanoptic,
      sourceOf(fs, () => undefined, 'panoptic_examples.json'),
    ).set;
    assert.deepEqual(labelsAndMasks(set.images), labelsAndMasks(plain.images));
  });

  it('agree with the list that goes with every format', () => {
    const fs = filesOf('same-labels/coco');
    const { objects } = JSON.parse(readFileSync(join(FIXTURES, 'same-labels/canonical.json'), 'utf8')) as {
      readonly objects: readonly {
        readonly image: string;
        readonly label: string;
        readonly bbox_xywh: readonly number[];
      }[];
    };
    const { set, report } = readAll(
      cocoInstances,
      sourceOf(fs, () => undefined),
    );
    const found = [...set.images].flatMap(({ path, doc }) =>
      doc.annotations.map(({ label, shape }) => {
        const { x, y, width, height } = kindOf(shape).bounds(shape);
        return [path, label, ...[x, y, width, height].map((value) => value.toFixed(2))].join(' ');
      }),
    );
    const wanted = objects.map(({ image, label, bbox_xywh }) =>
      [image, label, ...bbox_xywh.map((value) => value.toFixed(2))].join(' '),
    );
    assert.deepEqual(found.sort(), wanted.sort());
    assert.equal(report.readTotal, objects.length);
  });

  for (const [folder, format, count] of [
    ['formats/coco_dataset/coco_instances', cocoInstances, 3],
    ['formats/coco_dataset/coco', cocoInstances, 3],
    ['formats/coco_dataset/coco_roboflow', cocoInstances, 3],
    ['formats/coco_dataset/mmdet_coco', cocoInstances, 3],
    ['formats/coco_dataset/coco_person_keypoints', cocoKeypoints, 3],
    ['formats/coco_dataset/coco_panoptic', cocoPanoptic, 3],
    ['formats/roboflow_dataset/coco', cocoInstances, 4],
  ] as const)
    it(`${folder} is found and read`, () => {
      const fs = filesOf(folder);
      assert.ok((format.detect(sourceOf(fs, () => undefined))?.confidence ?? 0) > 0.5);
      const { set, report } = readAll(
        format,
        sourceOf(fs, () => undefined),
      );
      assert.equal(report.readTotal, count);
      assert.deepEqual([...new Set([...set.images].map(({ split }) => split))].sort(), ['train', 'val']);
    });
});
