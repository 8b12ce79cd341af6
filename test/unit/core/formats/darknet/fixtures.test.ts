import assert from 'node:assert/strict';
import { darknet } from '../../../../../src/core/formats/darknet/darknet';
import { dota } from '../../../../../src/core/formats/dota/dota';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { Format } from '../../../../../src/core/formats/format';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll } from '../../../../helpers/formatRun';

/** Path, split, and label with whole-pixel bounds of every annotation. */
function contents(context: Mocha.Context, format: Format, path: string) {
  const { set, report } = readAll(format, fixtureSource(context, path));
  assert.deepEqual(report.problems, []);
  return [...set.images].map(({ path: image, split, doc }) => [
    image,
    split,
    ...doc.annotations.map(({ label, shape }) => {
      const { x, y, width, height } = kindOf(shape).bounds(shape);
      return [label, ...[x, y, width, height].map((value) => Math.round(value * 1000) / 1000)].join(' ');
    }),
  ]);
}

describe('Darknet and DOTA fixtures', () => {
  it('reads obj.data with its lists', function () {
    const found = detected(FORMATS, fixtureSource(this, 'formats/yolo_dataset/strict'));
    assert.equal(found?.format.id, 'darknet', found?.detection.reason);
    const [[path, split, ...labels] = []] = contents(this, darknet, 'formats/yolo_dataset/strict');
    assert.deepEqual([path, split, labels.length], ['1.jpg', 'train', 2]);
    assert.match(String(labels[0]), /^label_2 /);
  });

  it('reads images and annotations in folders of their own, with obj.names', function () {
    const found = detected(FORMATS, fixtureSource(this, 'formats/yolo_dataset/annotations'));
    assert.equal(found?.format.id, 'darknet', found?.detection.reason);
    const [[path, , ...labels] = []] = contents(this, darknet, 'formats/yolo_dataset/annotations');
    assert.deepEqual([path, labels.length], ['Images/1.jpg', 2]);
  });

  it('reads DOTA: corners, class, split', function () {
    const found = detected(FORMATS, fixtureSource(this, 'formats/dota_dataset'));
    assert.equal(found?.format.id, 'dota', found?.detection.reason);
    assert.deepEqual(contents(this, dota, 'formats/dota_dataset'), [
      ['train_001.jpg', 'train', 'label_0 0 0 2 2'],
      ['train_002.jpg', 'train', 'label_1 1 1 4 4'],
      ['val_001.jpg', 'val', 'label_0 0 0 1 1', 'label_1 1 2 9 3'],
    ]);
  });

  it("takes Roboflow's rotated boxes for DOTA", function () {
    const found = detected(FORMATS, fixtureSource(this, 'formats/roboflow_dataset/yolo_obb'));
    assert.equal(found?.format.id, 'dota', found?.detection.reason);
  });
});
