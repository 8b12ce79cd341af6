import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { supervisely } from '../../../../../src/core/formats/supervisely/supervisely';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { kindOf, type Shape } from '../../../../../src/core/shapes/index';
import { polygonOf } from '../../../../../src/core/shapes/polygon';
import { fixture, fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const META = { classes: [{ title: 'car', shape: 'any', color: '#FF8000', geometry_config: {} }], tags: [] };

function read(objects: readonly object[], options: Record<string, string> = {}) {
  const ann = { size: { height: 480, width: 640 }, tags: [], objects };
  const fs = new MemoryFs({
    'meta.json': JSON.stringify(META),
    'ds0/ann/a.jpg.json': JSON.stringify(ann),
  });
  const { set, report } = readAll(supervisely, { ...sourceOf(fs, () => undefined), options });
  const [image] = set.images;
  return { shapes: image?.doc.annotations.map(({ shape }) => shape), image, report };
}

function objectOf(shape: Shape, more: Partial<Annotation> = {}) {
  const doc = {
    image: { file: 'a.jpg', widthPx: 640, heightPx: 480 },
    tags: [],
    annotations: [{ id: 'a00000', label: 'car', shape, ...more }],
    kept: [],
  };
  const set: LabelSet = {
    schema: { ...EMPTY_SCHEMA, classes: [{ name: 'car', attributes: [] }] },
    imageCount: 1,
    images: [{ path: 'a.jpg', labelled: true, doc }],
  };
  const { fs, report } = written(supervisely, set);
  const ann = JSON.parse(fs.readText('ds0/ann/a.jpg.json')) as { objects: Record<string, unknown>[] };
  return { entry: ann.objects[0] ?? {}, report };
}

describe('Supervisely projects', () => {
  it('reads the objects of the shared sample with their boxes and areas', function () {
    const source = fixtureSource(this, 'same-labels/supervisely');
    const { set, report } = readAll(supervisely, source);
    assert.deepEqual(report.problems, []);
    const { objects } = JSON.parse(readFileSync(fixture(this, 'same-labels/canonical.json'), 'utf8')) as {
      objects: { annotation_id: number; label: string; bbox_xywh: number[]; area: number }[];
    };
    const found = new Map(
      [...set.images].flatMap(({ doc }) =>
        doc.annotations.map((each) => [(each.extra?.['supervisely'] as { id: number }).id, each] as const),
      ),
    );
    assert.equal(found.size, objects.length);
    for (const { annotation_id: id, label, bbox_xywh: box, area } of objects) {
      const annotation = found.get(id);
      assert.ok(annotation?.label === label);
      const { x, y, width, height } = kindOf(annotation.shape).bounds(annotation.shape);
      const [bx = 0, by = 0, bw = 0, bh = 0] = box;
      const off = [x - bx, y - by, x + width - bx - bw, y + height - by - bh].map(Math.abs);
      assert.ok(Math.max(...off) < 2.1, `${id}: ${off.join(' ')}`);
      assert.ok(
        Math.abs(kindOf(annotation.shape).area(annotation.shape) - area) < 0.15 * area + 40,
        String(id),
      );
    }
    assert.equal(detected(FORMATS, source)?.format.id, 'supervisely');
  });

  it('takes whole sides of rectangles for pixels inside, others for borders', () => {
    const rectangle = (exterior: number[][]) => ({
      classTitle: 'car',
      geometryType: 'rectangle',
      points: { exterior, interior: [] },
    });
    const whole = rectangle([
      [10, 20],
      [29, 59],
    ]);
    const parts = rectangle([
      [10.5, 20],
      [29.5, 59],
    ]);
    assert.deepEqual(read([whole, parts]).shapes, [
      { kind: 'box', x: 10, y: 20, width: 20, height: 40 },
      { kind: 'box', x: 10.5, y: 20, width: 19, height: 39 },
    ]);
    const { entry } = objectOf({ kind: 'box', x: 10, y: 20, width: 20, height: 40 });
    assert.deepEqual(entry['points'], whole.points);
  });

  it('turns oriented boxes by radians about their centre', () => {
    const shape: Shape = { kind: 'rotatedBox', cx: 100, cy: 50, width: 40, height: 20, angle: 90 };
    const { entry } = objectOf(shape);
    assert.deepEqual(
      [entry['geometryType'], entry['points'], entry['angle']],
      [
        'oriented_bbox',
        [
          [80, 40],
          [119, 59],
        ],
        Math.PI / 2,
      ],
    );
    assert.deepEqual(read([entry]).shapes, [shape]);
  });

  it('keeps holes of polygons, and parts as a multipolygon', () => {
    const square = (x: number, side: number) => [x, x, x + side, x, x + side, x + side, x, x + side];
    const holed = objectOf(polygonOf(square(10, 50), square(20, 10))).entry;
    assert.equal(holed['geometryType'], 'polygon');
    assert.equal((holed['points'] as { interior: unknown[] }).interior.length, 1);
    const parts = objectOf(polygonOf(square(10, 50), square(20, 10), square(100, 10))).entry;
    assert.equal(parts['geometryType'], 'multipolygon');
    const [shape] = read([parts]).shapes ?? [];
    assert.equal(shape && kindOf(shape).area(shape), 2500 - 100 + 100);
  });

  it("reads bitmaps as the SDK's documentation shows them", () => {
    const data =
      'eJzrDPBz5+WS4mJgYOD19HAJAtLMIMwIInOeqf8BUmwBPiGuQPr///9Lb86/C2QxlgT5BTM4PLuRBuTwebo4hlTMSa44sKHhISMDuxpTYrr03F6gDIOnq5/LOqeEJgDM5ht6';
    const { shapes } = read([
      { classTitle: 'car', geometryType: 'bitmap', bitmap: { data, origin: [7, 9] } },
    ]);
    const [shape] = shapes ?? [];
    assert.ok(shape?.kind === 'mask');
    assert.deepEqual(
      [shape.x, shape.y, shape.widthPx, shape.heightPx, kindOf(shape).area(shape)],
      [7, 9, 3, 3, 8],
    );
  });

  it('moves corners by half a pixel when they are told to be centres', () => {
    const line = {
      classTitle: 'car',
      geometryType: 'line',
      points: {
        exterior: [
          [1, 2],
          [3, 4],
        ],
        interior: [],
      },
    };
    assert.deepEqual(read([line]).shapes, [{ kind: 'polyline', points: [1, 2, 3, 4] }]);
    assert.deepEqual(read([line], { corners: 'centres' }).shapes, [
      { kind: 'polyline', points: [1.5, 2.5, 3.5, 4.5] },
    ]);
  });

  it('says which object cannot be read and why, and reads the others', () => {
    const { report, shapes } = read([
      { classTitle: 'car', geometryType: 'bitmap', bitmap: { data: 'eJwDAAAAAAE=', origin: [0, 0] } },
      { classTitle: 'car', geometryType: 'cloud' },
      { classTitle: 'car', geometryType: 'point', points: { exterior: [[5, 6]], interior: [] } },
    ]);
    assert.deepEqual(shapes, [{ kind: 'point', x: 5, y: 6 }]);
    assert.deepEqual(
      report.problems.map(({ path, message }) => [path, message]),
      [
        [
          'ds0/ann/a.jpg.json',
          'Object 1 is left out: its bitmap cannot be read: it does not begin as a PNG.',
        ],
        ['ds0/ann/a.jpg.json', 'Object 2 is left out: its geometry "cloud" is none that is known here.'],
      ],
    );
  });
});
