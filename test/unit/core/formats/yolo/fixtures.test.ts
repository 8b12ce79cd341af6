import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import type { Format } from '../../../../../src/core/formats/format';
import { FORMATS } from '../../../../../src/core/formats/index';
import { kindOf } from '../../../../../src/core/shapes/index';
import { yoloDetect, yoloObb, yoloPose, yoloSegment } from '../../../../../src/core/formats/yolo/yoloFormats';
import { fixture, fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll } from '../../../../helpers/formatRun';

interface Canonical {
  readonly objects: readonly {
    readonly image: string;
    readonly label: string;
    readonly bbox_xywh: readonly [number, number, number, number];
    readonly polygons: number;
  }[];
}

function canonical(context: Mocha.Context): Canonical['objects'] {
  const text = readFileSync(fixture(context, 'same-labels/canonical.json'), 'utf8');
  return (JSON.parse(text) as Canonical).objects;
}

interface Placed {
  readonly image: string;
  readonly annotation: Annotation;
}

function placed(context: Mocha.Context, format: Format, path: string, images?: string): readonly Placed[] {
  const { set, report } = readAll(format, fixtureSource(context, path, images));
  // Some corners of rotated boxes do lie outside there.
  const errors = report.problems.filter(
    ({ severity, code }) => severity === 'error' && code !== 'yolo-outside',
  );
  assert.deepEqual(errors, []);
  return [...set.images].flatMap(({ path: image, doc }) =>
    doc.annotations.map((annotation) => ({ image, annotation })),
  );
}

/** A share is printed with six decimals in these files. */
const NEAR_PX = 0.001;

describe('YOLO fixtures', () => {
  it('reads the same boxes as every other format', function () {
    const found = placed(this, yoloDetect, 'same-labels/yolo-det/data.yaml', 'same-labels/images');
    const objects = canonical(this);
    assert.equal(found.length, objects.length);
    for (const {
      image,
      label,
      bbox_xywh: [x, y, width, height],
    } of objects) {
      const near = found.some(({ image: other, annotation }) => {
        const box = kindOf(annotation.shape).bounds(annotation.shape);
        const gaps = [box.x - x, box.y - y, box.width - width, box.height - height];
        return other === image && annotation.label === label && gaps.every((gap) => Math.abs(gap) < NEAR_PX);
      });
      assert.ok(near, `${label} in ${image} at ${x}, ${y}`);
    }
  });

  it('finds YOLO among other data sets of one folder', function () {
    const { set, report } = readAll(yoloDetect, fixtureSource(this, 'same-labels'));
    assert.equal(set.imageCount, 6);
    assert.equal(report.readTotal, canonical(this).length);
    assert.deepEqual(
      report.problems.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  it('reads the largest part of every object as a polygon', function () {
    const found = placed(this, yoloSegment, 'same-labels/yolo-seg', 'same-labels/images');
    assert.equal(found.length, canonical(this).length);
    assert.ok(found.every(({ annotation }) => annotation.shape.kind === 'polygon'));
  });

  it('reads rotated boxes that hold their object', function () {
    const found = placed(this, yoloObb, 'same-labels/yolo-obb', 'same-labels/images');
    assert.equal(found.length, canonical(this).length);
    assert.ok(found.every(({ annotation }) => annotation.shape.kind === 'rotatedBox'));
  });

  it("reads keypoints by COCO's names", function () {
    const found = placed(this, yoloPose, 'coco-keypoints/yolo-pose', 'coco-keypoints/images');
    assert.ok(found.length > 0);
    const names = new Set(
      found.flatMap(({ annotation: { shape } }) =>
        shape.kind === 'skeleton' ? Object.keys(shape.joints) : [],
      ),
    );
    assert.ok(names.has('left_ankle') && names.has('nose'), [...names].join());
    assert.ok(found.every(({ annotation }) => annotation.label === 'person'));
  });

  const ULTRALYTICS = 'formats/yolo_ultralytics_layout';
  const SAMPLES = [
    ['yolov8_detection', 'yolo-detect', 2],
    ['yolov8_detection_with_list_of_names', 'yolo-detect', 2],
    ['yolov8_segmentation', 'yolo-segment', 2],
    ['yolov8_pose', 'yolo-pose', 1],
    ['yolov8_oriented_boxes', 'yolo-obb', 2],
  ] as const;
  for (const [folder, id, count] of SAMPLES)
    it(`takes ${folder} for ${id}`, function () {
      const source = fixtureSource(this, `${ULTRALYTICS}/${folder}`);
      const found = detected(FORMATS, source);
      assert.equal(found?.format.id, id, found?.detection.reason);
      const { set, report } = readAll(found.format, source);
      assert.equal(report.readTotal, count);
      assert.deepEqual(
        [...set.images].map(({ path, split }) => [path, split]),
        [['1.jpg', 'train']],
      );
    });

  it('finds the folders that Roboflow means', function () {
    const source = fixtureSource(this, 'formats/roboflow_dataset/yolo');
    const { set, report } = readAll(yoloDetect, source);
    assert.deepEqual(
      [...set.images].map(({ path, split, doc }) => [path, split, doc.annotations.length]),
      [
        ['train_001.jpg', 'train', 1],
        ['train_002.jpg', 'train', 1],
        ['val_001.jpg', 'val', 2],
      ],
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['yolo-no-such-split'],
    );
  });

  it('reads what Label Studio exports, with its list of classes', function () {
    const source = fixtureSource(this, 'labelstudio/test_import_yolo_data');
    assert.equal(detected(FORMATS, source)?.format.id, 'yolo-detect');
    const { set } = readAll(yoloDetect, source);
    assert.ok(set.schema.classes.length > 0);
  });
});
