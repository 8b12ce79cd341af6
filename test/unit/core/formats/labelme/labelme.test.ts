import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import type { AnnotationDoc } from '../../../../../src/core/annotation/document';
import { labelMeText } from '../../../../../src/core/formats/labelme/writeLabelMe';
import { readLabelMe, type LabelMeFile } from '../../../../../src/core/formats/labelme/labelmeFile';
import { imagePathOf, relativeImagePath } from '../../../../../src/core/formats/labelme/imagePaths';
import { pythonFloat } from '../../../../../src/core/formats/labelme/pythonJson';
import type { Style } from '../../../../../src/core/formats/labelme/style';
import { kindOf } from '../../../../../src/core/shapes/index';
import { skipBecause } from '../../../../helpers/skipBecause';

const FIXTURES = join(process.cwd(), '../shared/fixtures');

function read(text: string): LabelMeFile {
  const file = readLabelMe(text, () => 'a.jpg');
  assert.ok('doc' in file, JSON.stringify(file));
  return file;
}

function fileOf(shapes: readonly unknown[], more: object = {}): string {
  const top = {
    version: '7.1.0',
    flags: {},
    shapes,
    imagePath: 'a.jpg',
    imageData: null,
    imageHeight: 80,
    imageWidth: 100,
  };
  return JSON.stringify({ ...top, ...more }, null, 2);
}

function shapeOf(type: string, points: readonly (readonly number[])[], more: object = {}): object {
  return {
    label: 'cat',
    points,
    group_id: null,
    description: '',
    shape_type: type,
    flags: {},
    mask: null,
    ...more,
  };
}

function docOf(annotations: readonly Annotation[], more: Partial<AnnotationDoc> = {}): AnnotationDoc {
  return { image: { file: 'a.jpg', widthPx: 100, heightPx: 80 }, tags: [], annotations, kept: [], ...more };
}

function again(doc: AnnotationDoc, style: Style): AnnotationDoc {
  return read(labelMeText(doc, 'a.jpg', style)).doc;
}

describe('LabelMe: reading', () => {
  it('reads every type of shape', () => {
    const { doc, problems } = read(
      fileOf([
        shapeOf('rectangle', [
          [30, 40],
          [10, 20.5],
        ]),
        shapeOf('oriented_rectangle', [
          [10, 10],
          [30, 10],
          [30, 20],
          [10, 20],
        ]),
        shapeOf('circle', [
          [50, 50],
          [53, 54],
        ]),
        shapeOf('point', [[1, 2]]),
        shapeOf('points', [
          [1, 2],
          [3, 4],
        ]),
        shapeOf('line', [
          [1, 2],
          [3, 4],
        ]),
        shapeOf('linestrip', [
          [1, 2],
          [3, 4],
          [5, 5],
        ]),
        shapeOf('polygon', [
          [1, 2],
          [3, 4],
          [5, 5],
        ]),
        shapeOf('cuboid', [
          [1, 1],
          [9, 1],
          [9, 9],
          [1, 9],
          [3, 3],
          [11, 3],
          [11, 11],
          [3, 11],
        ]),
      ]),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      doc.annotations.map(({ shape }) => shape),
      [
        { kind: 'box', x: 10, y: 20.5, width: 20, height: 19.5 },
        { kind: 'rotatedBox', cx: 20, cy: 15, width: 20, height: 10, angle: 0 },
        { kind: 'ellipse', cx: 50, cy: 50, rx: 5, ry: 5, angle: 0 },
        { kind: 'point', x: 1, y: 2 },
        { kind: 'skeleton', joints: { 1: { x: 1, y: 2, visibility: 2 }, 2: { x: 3, y: 4, visibility: 2 } } },
        { kind: 'polyline', points: [1, 2, 3, 4] },
        { kind: 'polyline', points: [1, 2, 3, 4, 5, 5] },
        { kind: 'polygon', rings: [[1, 2, 3, 4, 5, 5]] },
        { kind: 'cuboid', front: [1, 1, 9, 1, 9, 9, 1, 9], back: [3, 3, 11, 3, 11, 11, 3, 11] },
      ],
    );
  });

  it('takes a shape without a type, as versions 3 and 4 have it, for a polygon', () => {
    const { doc } = read(
      fileOf([
        {
          label: 'cat',
          line_color: null,
          points: [
            [1, 2],
            [3, 4],
            [5, 5],
          ],
        },
      ]),
    );
    assert.equal(doc.annotations[0]?.shape.kind, 'polygon');
    assert.deepEqual(doc.annotations[0].extra, { labelme: { keys: { line_color: null } } });
  });

  it('joins polygons of one label and group_id to one of several parts, and keeps others in one group', () => {
    const near = [
      [1, 1],
      [5, 1],
      [5, 5],
    ];
    const far = [
      [11, 11],
      [15, 11],
      [15, 15],
    ];
    const { doc } = read(
      fileOf([
        shapeOf('polygon', near, { group_id: 7 }),
        shapeOf('polygon', far, { group_id: 7 }),
        shapeOf('polygon', near, { group_id: 8 }),
        shapeOf('polygon', far, { group_id: 8, label: 'dog' }),
        shapeOf('point', [[1, 1]], { group_id: 0 }),
      ]),
    );
    assert.deepEqual(
      doc.annotations.map(({ shape, group }) => [shape.kind === 'polygon' ? shape.rings.length : 0, group]),
      [
        [2, undefined],
        [1, 8],
        [1, 8],
        [0, undefined],
      ],
    );
    const ids = JSON.parse(labelMeText(doc, 'a.jpg', 'labelme')).shapes.map(
      (s: { group_id: unknown }) => s.group_id,
    );
    assert.deepEqual(ids, [7, 7, 8, 8, 0]);
  });

  it('unites parts of one object that overlap, as LabelMe counts their pixels', () => {
    const a = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ];
    const b = [
      [5, 0],
      [15, 0],
      [15, 10],
      [5, 10],
    ];
    const { doc } = read(
      fileOf([shapeOf('polygon', a, { group_id: 1 }), shapeOf('polygon', b, { group_id: 1 })]),
    );
    const [annotation] = doc.annotations;
    assert.ok(annotation?.shape.kind === 'polygon');
    assert.equal(annotation.shape.rings.length, 1);
  });

  it('tells what it cannot read, with the line, and reads the rest', () => {
    const { doc, problems } = read(
      fileOf([
        shapeOf('star', [[1, 2]]),
        shapeOf('point', [[1, NaN]]),
        shapeOf('circle', [[1, 2]]),
        shapeOf('point', [[1, 2]]),
        5,
      ]),
    );
    assert.equal(doc.annotations.length, 1);
    assert.deepEqual(
      problems.map(({ line }) => line),
      [5, 19, 33, 61],
    );
  });

  it('says where a file is no JSON', () => {
    const file = readLabelMe('{"shapes": [\n{"label" 3}]}', () => 'a.jpg');
    assert.ok('code' in file);
    assert.equal(file.line, 2);
  });

  it('reads flags as facts, attributes and tags', () => {
    const { doc } = read(
      fileOf(
        [
          shapeOf('point', [[1, 2]], {
            flags: { occluded: true, truncated: false, shiny: true, old: false },
            description: 'hi',
          }),
        ],
        { flags: { blurry: true, dark: false } },
      ),
    );
    const [annotation] = doc.annotations;
    assert.equal(annotation?.occluded, true);
    assert.equal(annotation.truncated, undefined);
    assert.deepEqual(annotation.attributes, { shiny: true, old: false });
    assert.equal(annotation.text, 'hi');
    assert.deepEqual(doc.tags, ['blurry']);
    const text = labelMeText(doc, 'a.jpg', 'labelme');
    assert.deepEqual(JSON.parse(text).flags, { dark: false, blurry: true });
    assert.deepEqual(JSON.parse(text).shapes[0].flags, {
      truncated: false,
      occluded: true,
      shiny: true,
      old: false,
    });
  });

  it('finds the image relative to the file and never outside', () => {
    assert.equal(imagePathOf('labels/a.json', '..\\images\\a.jpg'), 'images/a.jpg');
    assert.equal(imagePathOf('a.json', '../images/a.jpg'), 'a.jpg');
    assert.equal(imagePathOf('x/a.json', 'C:\\data\\b.jpg'), 'x/b.jpg');
    assert.equal(imagePathOf('x/a.json', '/etc/passwd'), 'x/passwd');
    assert.equal(imagePathOf('x/a.json', ''), 'x/a.jpg');
    assert.equal(imagePathOf('x/a.json', './y/./b.png'), 'x/y/b.png');
    assert.equal(relativeImagePath('x/a.json', 'x/a.jpg'), 'a.jpg');
    assert.equal(relativeImagePath('labels/x/a.json', 'images/a.jpg'), '../../images/a.jpg');
    assert.equal(relativeImagePath('a.json', 'images/a.jpg'), 'images/a.jpg');
  });
});

describe('LabelMe: writing', () => {
  it('prints floats as Python does', () => {
    const floats: readonly (readonly [number, string])[] = [
      [10, '10.0'],
      [0.1, '0.1'],
      [1e-5, '1e-05'],
      [1.5e-7, '1.5e-07'],
      [0.0001, '0.0001'],
      [1e16, '1e+16'],
      [-0, '0.0'],
      [-3, '-3.0'],
      [1e15, '1000000000000000.0'],
    ];
    for (const [value, text] of floats) assert.equal(pythonFloat(value), text);
  });

  it('writes back a file of version 7 byte for byte, with unknown keys at every level', () => {
    const text = `{
  "version": "7.1.0",
  "flags": {
    "blurry": true
  },
  "shapes": [
    {
      "mine": {
        "a": [
          1,
          "ü"
        ],
        "b": []
      },
      "label": "cat",
      "points": [
        [
          30.5,
          40.0
        ],
        [
          10.0,
          20.25
        ]
      ],
      "group_id": 3,
      "description": "x",
      "shape_type": "rectangle",
      "flags": {},
      "mask": null
    }
  ],
  "imagePath": "a.jpg",
  "imageData": null,
  "imageHeight": 80,
  "imageWidth": 100,
  "project": 90071992547409931,
  "more": {}
}`;
    assert.equal(labelMeText(read(text).doc, 'a.jpg', 'labelme'), text);
  });

  it('writes X-AnyLabeling as that program does', () => {
    const annotations: readonly Annotation[] = [
      {
        id: 'a00000',
        label: 'cat',
        shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 },
        difficult: true,
        score: 0.5,
        locked: true,
      },
      {
        id: 'a00001',
        label: 'cat',
        shape: { kind: 'rotatedBox', cx: 20, cy: 20, width: 10, height: 4, angle: 90 },
      },
    ];
    const json = JSON.parse(labelMeText(docOf(annotations, { state: 'done' }), 'a.jpg', 'xanylabeling'));
    assert.deepEqual(Object.keys(json), [
      'version',
      'flags',
      'checked',
      'shapes',
      'imagePath',
      'imageData',
      'imageHeight',
      'imageWidth',
    ]);
    assert.equal(json.checked, true);
    assert.deepEqual(json.shapes[0], {
      label: 'cat',
      score: 0.5,
      points: [
        [1, 2],
        [4, 2],
        [4, 6],
        [1, 6],
      ],
      group_id: null,
      description: '',
      difficult: true,
      shape_type: 'rectangle',
      flags: {},
      attributes: {},
      kie_linking: [],
      locked: true,
    });
    assert.equal(json.shapes[1].shape_type, 'rotation');
    assert.equal(json.shapes[1].direction, Math.PI / 2);
  });

  it('keeps apart what only belongs together, and brings parts and their group back', () => {
    const ring = [1, 1, 5, 1, 5, 5];
    const other = [11, 11, 15, 11, 15, 15];
    const annotations: readonly Annotation[] = [
      { id: '000000', label: 'cat', shape: { kind: 'polygon', rings: [ring] }, group: 4 },
      { id: '000001', label: 'cat', shape: { kind: 'polygon', rings: [other] }, group: 4 },
      { id: '000002', label: 'cat', shape: { kind: 'polygon', rings: [ring, other] } },
      { id: '000003', label: 'cat', shape: { kind: 'polygon', rings: [other, ring] }, group: 4 },
      { id: '000004', label: 'cat', shape: { kind: 'polygon', rings: [ring, [2, 2, 6, 2, 6, 6]] } },
    ];
    for (const style of ['labelme', 'xanylabeling'] as const) {
      const back = again(docOf(annotations), style).annotations;
      assert.deepEqual(
        back.map(({ shape, group }) => ({ shape, group })),
        annotations.map(({ shape, group }) => ({ shape, group })),
      );
    }
  });

  it('brings skeletons, ellipses and attributes back', () => {
    const annotations: readonly Annotation[] = [
      {
        id: '000000',
        label: 'cat',
        group: 2,
        shape: {
          kind: 'skeleton',
          joints: { nose: { x: 1, y: 2, visibility: 2 }, tail: { x: 8, y: 9, visibility: 1 } },
        },
      },
      {
        id: '000001',
        label: 'cat',
        shape: { kind: 'ellipse', cx: 50, cy: 40, rx: 20, ry: 10, angle: 30 },
        attributes: { size: 3, occluded: true, ok: false },
      },
      {
        id: '000002',
        label: 'cat',
        shape: { kind: 'ellipse', cx: 50, cy: 40, rx: 20, ry: 20, angle: 0 },
        crowd: true,
      },
    ];
    for (const style of ['labelme', 'xanylabeling'] as const) {
      const back = again(docOf(annotations), style).annotations;
      assert.deepEqual(
        back.map(({ id: _, extra: __, ...rest }) => rest),
        annotations.map(({ id: _, ...rest }) => rest),
      );
    }
  });
});

describe('LabelMe: real files', () => {
  before(function () {
    if (!existsSync(FIXTURES)) skipBecause(this, 'no ../shared/fixtures');
  });

  it('reads the same objects as the other formats have', () => {
    const folder = join(FIXTURES, 'same-labels');
    const { objects } = JSON.parse(readFileSync(join(folder, 'canonical.json'), 'utf8')) as {
      objects: readonly { image: string; label: string; bbox_xywh: readonly number[]; polygons: number }[];
    };
    for (const name of readdirSync(join(folder, 'labelme'))) {
      const { doc } = read(readFileSync(join(folder, 'labelme', name), 'utf8'));
      const expected = objects.filter(({ image }) => image === name.replace('.json', '.jpg'));
      const found = doc.annotations.map(({ label, shape }) => {
        const { x, y, width, height } = kindOf(shape).bounds(shape);
        return [label, ...[x, y, width, height].map((value) => String(Math.floor(value + 0.001)))];
      });
      assert.deepEqual(
        sorted(found),
        sorted(
          expected.map(({ label, bbox_xywh: box }) => [
            label,
            ...box.map((value) => String(Math.floor(value + 0.001))),
          ]),
        ),
        name,
      );
    }
  });
});

function sorted(list: readonly (readonly (string | number)[])[]): readonly string[] {
  return list.map((each) => each.join(' ')).sort();
}
