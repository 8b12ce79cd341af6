import assert from 'node:assert/strict';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import type { Format, Source } from '../../../../../src/core/formats/format';
import type { LabeledImage, LabelSet } from '../../../../../src/core/formats/labelSet';
import { cocoKeypoints } from '../../../../../src/core/formats/coco/instances';
import { parseDataYaml } from '../../../../../src/core/formats/yolo/dataYaml';
import { labelPathOf } from '../../../../../src/core/formats/yolo/labelPath';
import { printShare } from '../../../../../src/core/formats/yolo/rows';
import { printScalar } from '../../../../../src/core/formats/yolo/yamlText';
import { yoloDetect, yoloObb, yoloPose, yoloSegment } from '../../../../../src/core/formats/yolo/yoloFormats';
import type { Problem } from '../../../../../src/core/problem';
import { EMPTY_SCHEMA, type LabelClass } from '../../../../../src/core/schema/labelSchema';
import { readAll, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const SIZE = { widthPx: 200, heightPx: 100 };

function source(files: Record<string, string>): Source {
  const fs = new MemoryFs(files);
  return { fs, options: {}, imageSize: (path) => (fs.has(path) ? SIZE : undefined) };
}

function classOf(name: string, id?: number): LabelClass {
  return { name, attributes: [], ...(id !== undefined && { id }) };
}

function imageOf(path: string, annotations: readonly Annotation[], more: object = {}): LabeledImage {
  const image = { file: path.slice(path.lastIndexOf('/') + 1), ...SIZE };
  return { path, labelled: true, doc: { image, tags: [], annotations, kept: [] }, ...more };
}

function setOf(classes: readonly LabelClass[], images: readonly LabeledImage[]): LabelSet {
  return { schema: { ...EMPTY_SCHEMA, classes }, imageCount: images.length, images };
}

function box(label: string, x: number, y: number, width: number, height: number): Annotation {
  return { id: label.padEnd(6, '0'), label, shape: { kind: 'box', x, y, width, height } };
}

const YAML = 'train: images/train\nval: images/val\nnames: [cat, dog]\n';

/** Codes with lines of what is wrong with one label file. */
function codes(format: Format, rows: string, yaml = YAML): readonly string[] {
  const files = {
    'data.yaml': yaml,
    'images/train/a.jpg': '-',
    'images/val/b.jpg': '-',
    'labels/train/a.txt': rows,
  };
  const { report } = readAll(format, source(files));
  return report.problems.map(({ code, line, path }) => {
    assert.equal(path, 'labels/train/a.txt');
    return `${code}:${line}`;
  });
}

describe('YOLO', () => {
  it('finds labels as Ultralytics does: the last images becomes labels', () => {
    assert.equal(labelPathOf('images/train/a.b.jpg'), 'labels/train/a.b.txt');
    assert.equal(labelPathOf('images/x/images/a.jpg'), 'images/x/labels/a.txt');
    assert.equal(labelPathOf('pictures/a.jpg'), 'pictures/a.txt');
  });

  it('tells what is wrong with rows, by line, and reads the others', () => {
    assert.deepEqual(codes(yoloDetect, '0 0.5 0.5 0.1 0.1\n\n0 .5 5e-1 0.2 0.1\n'), []);
    assert.deepEqual(
      codes(yoloDetect, '0 0.5 0.5 0.1\n0 nan 0.5 0.1 0.1\n0.5 0.5 0.5 0.1 0.1\n2 0.5 0.5 0.1 0.1\n'),
      ['yolo-not-a-number:2', 'yolo-class:3', 'yolo-columns:1', 'yolo-class-unknown:4'],
    );
    assert.deepEqual(
      codes(yoloDetect, '0 0.5 1.2 0.1 0.1\n0 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1\n0 0.5 0.5 -0.1 0.1'),
      ['yolo-outside:1', 'yolo-duplicate-row:3', 'yolo-negative-size:4'],
    );
    assert.deepEqual(codes(yoloSegment, '0 0 0 1 0 1 1\n0 0.5 0.5 0.1 0.1\n1 0 0 1 0\n'), [
      'yolo-mixed-rows:2',
      'yolo-mixed-rows:3',
    ]);
    assert.deepEqual(codes(yoloObb, '0 0.1 0.1 0.9 0.2 0.5 0.9 0.2 0.7\n'), ['yolo-not-a-rectangle:1']);
  });

  it('reads confidences of predictions', () => {
    const files = {
      'data.yaml': YAML,
      'images/train/a.jpg': '-',
      'images/val/b.jpg': '-',
      'labels/train/a.txt': '1 0.5 0.5 0.1 0.2 0.75',
    };
    const { set } = readAll(yoloDetect, source(files));
    const [image] = [...set.images];
    assert.deepEqual(
      image?.doc.annotations.map(({ label, score }) => [label, score]),
      [['dog', 0.75]],
    );
  });

  it('tells a missing label file from an empty one', () => {
    const files = {
      'data.yaml': YAML,
      'images/train/a.jpg': '-',
      'images/val/b.jpg': '-',
      'labels/train/a.txt': '',
    };
    const { set, report } = readAll(yoloDetect, source(files));
    assert.deepEqual(
      [...set.images].map(({ path, labelled, split }) => [path, labelled, split]),
      [
        ['a.jpg', true, 'train'],
        ['b.jpg', false, 'val'],
      ],
    );
    assert.deepEqual(report.problems, []);
  });

  it('reads lists, lists of folders, paths from elsewhere, and images of two splits', () => {
    const yaml =
      'path: /home/me/data\ntrain:\n  - images/one\n  - lists/more.txt\nval: images/shared\ntest: images/shared\nnames: {0: cat}\n';
    const files = {
      'data.yaml': yaml,
      'lists/more.txt': './../images/two/b.jpg\n/home/me/data/images/two/c.jpg\n../../../etc/passwd.jpg\n',
      'images/one/a.jpg': '-',
      'images/two/b.jpg': '-',
      'images/two/c.jpg': '-',
      'images/shared/d.jpg': '-',
      'labels/two/b.txt': '0 0.5 0.5 1 1\n',
    };
    const { set, report } = readAll(yoloDetect, source(files));
    assert.deepEqual(
      [...set.images].map(({ source: at, split, doc }) => [at, split, doc.annotations.length]),
      [
        ['images/one/a.jpg', 'train', 0],
        ['images/two/b.jpg', 'train', 1],
        ['images/two/c.jpg', 'train', 0],
        ['images/shared/d.jpg', undefined, 0],
      ],
    );
    assert.deepEqual(
      report.problems.map(({ code, path, line }) => [code, path, line]),
      [['path-outside', 'lists/more.txt', 3]],
    );
  });

  it('puts the split before names that are not unique, and takes it off in writing', () => {
    const files = {
      'data.yaml': YAML,
      'images/train/a.jpg': '-',
      'images/val/a.jpg': '-',
      'labels/val/a.txt': '',
    };
    const { set } = readAll(yoloDetect, source(files));
    assert.deepEqual(
      [...set.images].map(({ path }) => path),
      ['train/a.jpg', 'val/a.jpg'],
    );
    const { fs } = written(yoloDetect, set);
    assert.deepEqual(fs.paths, ['data.yaml', 'images/train/a.jpg', 'images/val/a.jpg', 'labels/val/a.txt']);
  });

  it('keeps comments, unknown keys and order of a data.yaml, and drops what leads elsewhere', () => {
    const yaml = `# ours\npath: ../datasets/pets # root\ntrain: images/train\nval: images/val # held out\n\nnames:\n  0: cat # small\n  1: "no"\nlicense: CC0 # keep\n`;
    const files = { 'data.yaml': yaml, 'images/train/a.jpg': '-', 'images/val/b.jpg': '-' };
    const { set } = readAll(yoloDetect, source(files));
    const text = written(yoloDetect, set).fs.readText('data.yaml');
    assert.equal(
      text,
      `# task: detect\n# ours\ntrain: images/train\nval: images/val # held out\n\nnames:\n  0: cat # small\n  1: "no"\nlicense: CC0 # keep\n`,
    );
  });

  it('writes names that no reader of YAML takes for something else', () => {
    assert.deepEqual(['cat', 'traffic light', 'no', '12', '1e3', '', '~', 'a: b', 'é'].map(printScalar), [
      'cat',
      'traffic light',
      '"no"',
      '"12"',
      '"1e3"',
      '""',
      '"~"',
      '"a: b"',
      '"é"',
    ]);
  });

  it('reports what Ultralytics refuses in a data.yaml, and never expands aliases', () => {
    const problems: Problem[] = [];
    const read = (text: string) => parseDataYaml(text, (problem) => problems.push(problem));
    assert.deepEqual(
      [...(read('nc: 2\ntrain: a\n')?.names ?? [])],
      [
        [0, 'class_0'],
        [1, 'class_1'],
      ],
    );
    assert.deepEqual(problems, []);
    read('nc: 3\nnames: {0: a, 2: b}\ntrain: x\n');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['yolo-nc', 'yolo-names-gap'],
    );
    const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n');
    const started = performance.now();
    read(`a0: &a0 [x, x]\n${bomb}\nnames: *a30\ntrain: y\n`);
    read('['.repeat(100_000));
    assert.ok(performance.now() - started < 2000);
  });

  it('keeps ids from 0 without gaps, gives others anew, and fills gaps when asked', () => {
    const images = [imageOf('a.jpg', [box('b', 0, 0, 10, 10)])];
    const row = (classes: readonly LabelClass[], options: Record<string, string> = {}) => {
      const { fs, report } = written(yoloDetect, setOf(classes, images), options);
      return [fs.readText('labels/a.txt').split(' ')[0], ...Object.keys(report.lossCounts)];
    };
    assert.deepEqual(row([classOf('a', 0), classOf('b', 1)]), ['1']);
    assert.deepEqual(row([classOf('a', 1), classOf('b', 90)]), ['1', 'class-ids-renumbered']);
    assert.deepEqual(row([classOf('a', 1), classOf('b', 4)], { 'class-ids': 'keep' }), [
      '4',
      'class-placeholders',
    ]);
    assert.deepEqual(row([classOf('a', 1), classOf('b', 0)]), ['0', 'classes-reordered']);
    assert.deepEqual(row([classOf('a')]), ['1']);
  });

  it('never lets two images share a label file', () => {
    const images = [
      imageOf('a.jpg', [box('a', 0, 0, 10, 10)], { split: 'train' }),
      imageOf('a.png', [box('a', 0, 0, 20, 20)], { split: 'train' }),
    ];
    const { fs, report } = written(yoloDetect, setOf([classOf('a')], images));
    assert.deepEqual(
      fs.paths.filter((path) => path.endsWith('.txt')),
      ['labels/train/a.txt', 'labels/train/a_png.txt'],
    );
    assert.deepEqual(report.lossCounts, { 'image-renamed': 1 });
  });

  it('cuts at the border, with a loss, and drops what lies outside', () => {
    const images = [
      imageOf('a.jpg', [box('a', -10, 0, 30, 50), { ...box('b', 300, 0, 5, 5), id: 'z00000' }]),
    ];
    const { fs, report } = written(yoloDetect, setOf([classOf('a'), classOf('b')], images));
    assert.equal(fs.readText('labels/a.txt'), '0 0.05 0.25 0.1 0.5\n');
    assert.deepEqual(report.lossCounts, { clipped: 1, 'outside-dropped': 1 });
  });

  it('prints shares without exponents', () => {
    assert.deepEqual([0, 1, 1 / 3, 1e-7, 0.5145781250000001, -0].map(printShare), [
      '0',
      '1',
      '0.3333333333',
      '0.0000001',
      '0.514578125',
      '0',
    ]);
  });

  it('writes lists where folders do not tell splits apart', () => {
    const images = [
      imageOf('train/a.jpg', [box('a', 0, 0, 10, 10)]),
      imageOf('b.jpg', [box('a', 0, 0, 20, 20)], { split: 'train' }),
    ];
    const { fs, imageSize } = written(yoloDetect, setOf([classOf('a')], images));
    assert.equal(fs.readText('train.txt'), './images/train/b.jpg\n');
    const { set, report } = readAll(yoloDetect, { fs, options: {}, imageSize });
    assert.deepEqual([...set.images].map(({ path, split }) => [path, split]).sort(), [
      ['b.jpg', 'train'],
      ['train/a.jpg', undefined],
    ]);
    assert.deepEqual(report.problems, []);
  });

  it('keeps the box of a pose beyond its joints', () => {
    const yaml = 'train: images/train\nval: images/val\nkpt_shape: [2, 3]\nnames: [cat, dog]\n';
    const rows = '0 0.5 0.5 0.4 0.6 0.5 0.5 2 0.6 0.6 1\n1 0.5 0.5 0.2 0.2 0 0 0 0 0 0\n';
    const files = {
      'data.yaml': yaml,
      'images/train/a.jpg': '-',
      'images/val/b.jpg': '-',
      'labels/train/a.txt': rows,
    };
    const { set, report } = readAll(yoloPose, source(files));
    assert.deepEqual(report.problems, []);
    const kinds = [...set.images].flatMap(({ doc }) => doc.annotations.map(({ shape }) => shape.kind));
    assert.deepEqual(kinds, ['skeleton', 'box']);
    assert.equal(written(yoloPose, set).fs.readText('labels/train/a.txt'), rows);
    const { fs } = written(cocoKeypoints, set);
    const json = fs.paths.filter((path) => path.endsWith('.json')).map((path) => fs.readText(path));
    assert.match(json.join(''), /"bbox": ?\[60, ?20, ?80, ?60\]/);
  });
});
