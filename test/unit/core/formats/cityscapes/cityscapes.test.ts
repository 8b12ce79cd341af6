import assert from 'node:assert/strict';
import { cityscapes } from '../../../../../src/core/formats/cityscapes/cityscapes';
import { CITYSCAPES_CLASSES, TRAIN_IDS } from '../../../../../src/core/formats/cityscapes/labels';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { decodePng } from '../../../../../src/core/formats/png/decodePng';
import { encodeGreyPng } from '../../../../../src/core/formats/png/encodePng';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { polygonOf } from '../../../../../src/core/shapes/polygon';
import { fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const square = (x: number, side: number) => polygonOf([x, 0, x + side, 0, x + side, side, x, side]);

function labelsOf(set: LabelSet): unknown[] {
  return [...set.images].map(({ path, split, doc }) => [
    path,
    split,
    doc.annotations.map(({ label, crowd }) => (crowd ? `${label}*` : label)).sort(),
  ]);
}

describe('Cityscapes', () => {
  it("has the data set's own numbers", () => {
    const byName = new Map(CITYSCAPES_CLASSES.map(({ name, id }) => [name, id]));
    assert.deepEqual(
      ['road', 'sky', 'person', 'car', 'bicycle'].map((name) => byName.get(name)),
      [7, 23, 24, 26, 33],
    );
    assert.equal(TRAIN_IDS.length, 19);
    assert.equal(TRAIN_IDS[13], byName.get('car'));
  });

  it("reads datumaro's sample: splits, cities, and objects by their numbers", function () {
    const source = fixtureSource(this, 'formats/cityscapes_dataset/dataset');
    const { set, report } = readAll(cityscapes, source);
    assert.deepEqual(report.problems, []);
    assert.deepEqual(
      [...set.images].map(({ path, split, labelled }) => [path, split, labelled]),
      [
        ['defaultcity/defaultcity_000001_000031_leftImg8bit.png', 'test', true],
        ['defaultcity/defaultcity_000001_000032_leftImg8bit.png', 'test', true],
        ['defaultcity/defaultcity_000002_000045_leftImg8bit.png', 'train', true],
        ['defaultcity/defaultcity_000001_000019_leftImg8bit.png', 'val', true],
      ],
    );
    assert.ok([...set.images].every(({ doc, source: place }) => doc.annotations.length > 0 && place));
    assert.equal(detected(FORMATS, source)?.format.id, 'cityscapes');
  });

  it('reads object numbers: class x 1000 + object, a crowd below 1000', () => {
    const png = encodeGreyPng(5, 1, Uint16Array.of(26000, 26001, 26, 7, 0));
    const fs = new MemoryFs({ 'gtFine/val/ulm/ulm_1_gtFine_instanceIds.png': png });
    const { set } = readAll(
      cityscapes,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(labelsOf(set), [['ulm/ulm_1_leftImg8bit.png', 'val', ['car', 'car', 'car*', 'road']]]);
  });

  it('writes the polygons, and the masks that the scripts would make of them', () => {
    const doc = {
      image: { file: 'ulm_1_leftImg8bit.png', widthPx: 8, heightPx: 2 },
      tags: [],
      kept: [],
      annotations: [
        { id: 'a', label: 'road', shape: square(0, 8) },
        { id: 'b', label: 'car', shape: square(0, 2) },
        { id: 'c', label: 'car', shape: square(2, 2) },
        { id: 'd', label: 'car', shape: square(4, 2), crowd: true as const },
      ],
    };
    const path = 'ulm/ulm_1_leftImg8bit.png';
    const set: LabelSet = {
      schema: { ...EMPTY_SCHEMA, classes: ['car', 'road'].map((name) => ({ name, attributes: [] })) },
      imageCount: 1,
      images: [{ path, split: 'val', labelled: true, doc }],
    };
    const { fs } = written(cityscapes, set);
    const row = (kind: string) => {
      const png = decodePng(fs.readBytes(`gtFine/val/ulm/ulm_1_gtFine_${kind}.png`));
      return typeof png === 'string' ? png : [...png.samples.slice(0, 7)];
    };
    assert.deepEqual(row('labelIds'), [26, 26, 26, 26, 26, 26, 7]);
    assert.deepEqual(row('instanceIds'), [26000, 26000, 26001, 26001, 26, 26, 7]);
    const json = JSON.parse(fs.readText('gtFine/val/ulm/ulm_1_gtFine_polygons.json')) as {
      objects: { label: string }[];
    };
    assert.deepEqual(
      json.objects.map(({ label }) => label),
      ['road', 'car', 'car', 'cargroup'],
    );
    assert.ok(fs.has('leftImg8bit/val/ulm/ulm_1_leftImg8bit.png'));
  });
});
