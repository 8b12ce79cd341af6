import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Source } from '../../../../../src/core/formats/format';
import { FORMATS } from '../../../../../src/core/formats/index';
import { maskInstances } from '../../../../../src/core/formats/maskPng/instances';
import { maskSemantic } from '../../../../../src/core/formats/maskPng/semantic';
import { decodePng } from '../../../../../src/core/formats/png/decodePng';
import { encodeGreyPng, encodeRgbPng } from '../../../../../src/core/formats/png/encodePng';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { inflate, rectContains } from '../../../../../src/core/geometry/rect';
import { maskOfSpans } from '../../../../../src/core/mask/rle';
import { spansOfRect } from '../../../../../src/core/mask/spans';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { kindOf } from '../../../../../src/core/shapes/index';
import type { Mask } from '../../../../../src/core/shapes/shapeData';
import { fixture, fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

interface Canonical {
  readonly objects: readonly {
    readonly image: string;
    readonly label: string;
    readonly area: number;
    readonly bbox_xywh: readonly [number, number, number, number];
  }[];
}

function canonical(context: Mocha.Context): Map<string, Canonical['objects']> {
  const text = readFileSync(fixture(context, 'same-labels/canonical.json'), 'utf8');
  const byImage = new Map<string, Canonical['objects']>();
  for (const object of (JSON.parse(text) as Canonical).objects) {
    const stem = object.image.slice(0, -'.jpg'.length);
    byImage.set(stem, [...(byImage.get(stem) ?? []), object]);
  }
  return byImage;
}

function memory(files: Record<string, string | Uint8Array>): Source {
  return sourceOf(new MemoryFs(files), () => undefined);
}

const mask = (x: number, y: number, width: number, height: number) =>
  maskOfSpans(spansOfRect({ x, y, width, height })) as Mask;

function oneImage(classes: LabelSet['schema']['classes'], labels: readonly string[]): LabelSet {
  const annotations = labels.map((label, i) => ({ id: `a${i}`, label, shape: mask(2 * i, 0, 2, 2) }));
  const image = { file: 'a.jpg', widthPx: 8, heightPx: 4 };
  const doc = { image, tags: [], annotations, kept: [] };
  return {
    schema: { ...EMPTY_SCHEMA, classes },
    imageCount: 1,
    images: [{ path: 'a.jpg', labelled: true, doc }],
  };
}

describe('mask PNGs', () => {
  it('reads the objects of the shared sample: as many in each photo, in their boxes', function () {
    const expected = canonical(this);
    const { set } = readAll(maskInstances, fixtureSource(this, 'same-labels/masks-instance16'));
    for (const { path, doc } of set.images) {
      const objects = expected.get(path.slice(0, -'.png'.length)) ?? [];
      assert.equal(doc.annotations.length, objects.length, path);
      // Later objects cover earlier ones there: a mask lies inside its object's box, and may be smaller.
      for (const [i, { shape }] of doc.annotations.entries()) {
        const [x, y, width, height] = objects[i]?.bbox_xywh ?? [0, 0, 0, 0];
        const box = inflate({ x, y, width, height }, 3);
        const own = kindOf(shape).bounds(shape);
        assert.ok(rectContains(box, own) && own.x + own.width <= box.x + box.width, `${path} ${i}`);
      }
    }
    assert.equal(set.imageCount, expected.size);
  });

  it('reads the classes of the shared sample by their index', function () {
    const expected = canonical(this);
    const meta = readFileSync(fixture(this, 'same-labels/supervisely/meta.json'), 'utf8');
    const names = (JSON.parse(meta) as { classes: { title: string }[] }).classes.map(({ title }) => title);
    const source = fixtureSource(this, 'same-labels/masks-class');
    const { set } = readAll(maskSemantic, source);
    for (const { path, doc } of set.images) {
      const objects = expected.get(path.slice(0, -'.png'.length)) ?? [];
      const found = doc.annotations.map(({ label }) => names[Number(label.replace('class ', '')) - 1]);
      const missing = objects.filter(({ label }) => !found.includes(label));
      assert.deepEqual(missing, [], path);
    }
    assert.equal(detected(FORMATS, source)?.format.id, 'mask-semantic');
  });

  it("reads datumaro's sample of coloured masks by its table", function () {
    const source = fixtureSource(this, 'formats/common_semantic_segmentation_dataset/dataset');
    const { set, report } = readAll(maskSemantic, source);
    assert.deepEqual(report.problems, []);
    assert.deepEqual(
      set.schema.classes.map(({ name, id }) => `${id} ${name}`),
      ['1 Animal', '2 Archway', '3 Bicyclist', '4 Child', '5 Road'],
    );
    assert.deepEqual(
      [...set.images].map(({ path, doc }) => [path, doc.annotations.map(({ label }) => label)]),
      [
        ['0001.png', ['Bicyclist', 'Road']],
        ['0002.png', ['Animal', 'Child']],
      ],
    );
    assert.equal(detected(FORMATS, source)?.format.id, 'mask-semantic');
  });

  it("reads datumaro's sample of CamVid by its lists", function () {
    const source = fixtureSource(this, 'formats/camvid_dataset');
    const { set } = readAll(maskSemantic, source);
    assert.deepEqual(
      [...set.images].map(({ path, split }) => [path, split]),
      [
        ['test/0001TP_008550.png', 'test'],
        ['test/0001TP_008580.png', 'test'],
        ['train/0001TP_006690.png', 'train'],
        ['val/0016E5_07959.png', 'val'],
      ],
    );
    assert.equal(detected(FORMATS, source)?.format.id, 'mask-semantic');
  });

  it('writes class ids as pixels, and 255 for nothing where a class has 0', () => {
    const named = (ids: readonly number[]) => ids.map((id) => ({ name: `c${id}`, id, attributes: [] }));
    const row = (ids: readonly number[]) => {
      const { fs } = written(maskSemantic, oneImage(named(ids), ['c7', 'c3']));
      const png = decodePng(fs.readBytes('masks/a.png'));
      assert.ok(typeof png !== 'string');
      return [png.kind, ...png.samples.slice(0, 5)];
    };
    assert.deepEqual(row([7, 3]), ['palette', 7, 7, 3, 3, 0]);
    assert.deepEqual(row([7, 3, 0]), ['palette', 7, 7, 3, 3, 255]);
    assert.deepEqual(row([7, 3, 300]), ['grey', 7, 7, 3, 3, 0]);
  });

  it('writes grey of 8 and 16 bits when asked', () => {
    const set = oneImage([{ name: 'car', attributes: [] }], ['car']);
    for (const [depth, bits] of [
      ['grey8', 8],
      ['grey16', 16],
    ] as const) {
      const png = decodePng(written(maskSemantic, set, { depth }).fs.readBytes('masks/a.png'));
      assert.deepEqual(typeof png !== 'string' && [png.kind, png.bits, png.samples[0]], ['grey', bits, 1]);
    }
  });

  it("writes and reads KITTI's numbers: class x 256 + object", () => {
    const set = oneImage([{ name: 'car', id: 26, attributes: [] }], ['car', 'car']);
    const { fs, report } = written(maskInstances, set, { coding: 'kitti' });
    const png = decodePng(fs.readBytes('masks/a.png'));
    assert.deepEqual(typeof png !== 'string' && [...png.samples.slice(0, 5)], [6657, 6657, 6658, 6658, 0]);
    assert.deepEqual(report.losses, []);
    const source = { ...sourceOf(fs, () => undefined), options: { coding: 'kitti' } };
    const { set: read } = readAll(maskInstances, source);
    assert.deepEqual(
      [...read.images].flatMap(({ doc }) => doc.annotations.map(({ label, shape }) => [label, shape])),
      [
        ['car', mask(0, 0, 2, 2)],
        ['car', mask(2, 0, 2, 2)],
      ],
    );
  });

  it('leaves out what is to be ignored, and says which numbers and colours no class has', () => {
    const meta = JSON.stringify({ label_map: { 0: 'background', 1: 'car' }, background_label: '0' });
    const grey = encodeGreyPng(4, 1, Uint8Array.of(1, 9, 255, 0));
    const rgb = encodeRgbPng(2, 1, Uint8Array.of(1, 2, 3, 0, 0, 0));
    const source = memory({ 'dataset_meta.json': meta, 'masks/a.png': grey, 'masks/b.png': rgb });
    const { set, report } = readAll(maskSemantic, source);
    assert.deepEqual(
      report.problems.map(({ path, message }) => [path, message]),
      [
        ['masks/a.png', '1 pixels have the number 9, which no class has: they are left out.'],
        ['masks/b.png', '1 pixels have the colour #010203, which no class has: they are left out.'],
      ],
    );
    assert.equal(report.readTotal, 1);
    assert.equal(set.schema.classes[0]?.id, 1);
  });

  it('names classes by their numbers where nothing tells their names', () => {
    const source = memory({ 'm/a.png': encodeGreyPng(3, 1, Uint8Array.of(7, 0, 2)) });
    const { set } = readAll(maskSemantic, source);
    assert.deepEqual(
      set.schema.classes.map(({ name, id }) => [name, id]),
      [
        ['class 2', 2],
        ['class 7', 7],
      ],
    );
  });
});
