import assert from 'node:assert/strict';
import { voc } from '../../../../../src/core/formats/voc/voc';
import { vocSegmentation } from '../../../../../src/core/formats/voc/vocSegmentation';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { encodeIndexedPng, encodeRgbPng } from '../../../../../src/core/formats/png/encodePng';
import { vocPalette } from '../../../../../src/core/formats/png/vocPalette';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { ListReport } from '../../../../helpers/listReport';
import { MemoryFs } from '../../../../helpers/memoryFs';

const OBJECT = (name: string, box: string, rest = ''): string =>
  `<object><name>${name}</name>${rest}<bndbox>${box}</bndbox></object>`;
const BOX = '<xmax>50</xmax><xmin>11</xmin><ymin>21</ymin><ymax>60.5</ymax>';
const FILE = (inside: string, size = '<size><width>100</width><height>80</height></size>'): string =>
  `<annotation>\n<filename>a.jpg</filename>\n${size}\n${inside}\n</annotation>`;

function readFile(xml: string, options: Record<string, string> = {}) {
  const report = new ListReport();
  const source = { ...sourceOf(new MemoryFs({ 'Annotations/a.xml': xml }), () => undefined), options };
  const [image] = [...voc.read(source, report).images];
  return { image, shapes: image?.doc.annotations.map(({ shape }) => kindOf(shape).print(shape)), report };
}

describe('Pascal VOC', () => {
  it('reads boxes by the names of their edges, as edges from 0 unless told otherwise', () => {
    assert.deepEqual(readFile(FILE(OBJECT('cat', BOX))).shapes, [[11, 21, 39, 39.5]]);
    assert.deepEqual(readFile(FILE(OBJECT('cat', BOX)), { 'box-origin': '1' }).shapes, [[10, 20, 40, 40.5]]);
  });

  it('keeps what it has no place for as it is written', () => {
    const part = '<part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>';
    const rest = `<pose>Left</pose><truncated>1</truncated><difficult>0</difficult>${part}<actions><run>1</run></actions>`;
    const { image } = readFile(FILE(`<owner><name>x &amp; y</name></owner>${OBJECT('cat', BOX, rest)}`));
    assert.ok(image);
    const [annotation] = image.doc.annotations;
    assert.equal(annotation?.truncated, true);
    assert.equal(annotation?.difficult, undefined);
    assert.deepEqual(annotation?.extra?.['voc'], {
      pose: 'Left',
      elements: [part, '<actions><run>1</run></actions>'],
    });
    const set: LabelSet = {
      schema: { ...EMPTY, classes: [{ name: 'cat', attributes: [] }] },
      imageCount: 1,
      images: [image],
    };
    const text = written(voc, set).fs.readText('Annotations/a.xml');
    assert.ok(
      text.includes(part) &&
        text.includes('<owner><name>x &amp; y</name></owner>') &&
        text.includes('<pose>Left</pose>'),
    );
  });

  it('tells what is wrong with its line, and reads the rest', () => {
    const { image, report } = readFile(
      FILE(
        [
          OBJECT('', BOX),
          OBJECT('cat', '<xmin>1</xmin>'),
          OBJECT('dog', '<xmin>30</xmin><ymin>1</ymin><xmax>20</xmax><ymax>9</ymax>'),
          OBJECT('cow', '<xmin>90</xmin><ymin>1</ymin><xmax>120</xmax><ymax>9</ymax>'),
        ].join('\n'),
      ),
    );
    assert.deepEqual(
      report.problems.map(({ code, line }) => [code, line]),
      [
        ['voc-no-name', 4],
        ['voc-no-box', 5],
        ['voc-box-reversed', 6],
        ['outside-image', 3],
      ],
    );
    assert.deepEqual(
      image?.doc.annotations.map(({ label }) => label),
      ['dog', 'cow'],
    );
    assert.deepEqual((image.doc.extra?.['voc'] as { objects?: unknown[] }).objects?.length, 2);
  });

  it('reads the objects of a file that is broken elsewhere', () => {
    const { image, report } = readFile(
      `<annotation><filename>a.jpg</filename>${OBJECT('cat', BOX)}<oops ${OBJECT('dog', BOX)}`,
    );
    assert.deepEqual(
      image?.doc.annotations.map(({ label }) => label),
      ['cat', 'dog'],
    );
    assert.equal(report.problems[0]?.code, 'broken-xml');
  });

  it('takes width and height the other way round when the image says so', () => {
    const xml = FILE(OBJECT('cat', '<xmin>1</xmin><ymin>1</ymin><xmax>20</xmax><ymax>95</ymax>'));
    const fs = new MemoryFs({ 'Annotations/a.xml': xml, 'JPEGImages/a.jpg': 'x' });
    const { set, report } = readAll(
      voc,
      sourceOf(fs, () => ({ widthPx: 80, heightPx: 100 })),
    );
    const [image] = [...set.images];
    assert.deepEqual([image?.doc.image.widthPx, image?.doc.image.heightPx], [80, 100]);
    assert.equal(report.problems[0]?.code, 'voc-size-swapped');
  });

  it('suggests counting from 1 where the boxes look like it', () => {
    const original = FILE(`<source><database>The VOC2007 Database</database></source>${OBJECT('cat', BOX)}`);
    assert.deepEqual(
      readFile(original).report.problems.map(({ code }) => code),
      ['voc-box-origin'],
    );
    assert.deepEqual(readFile(original, { 'box-origin': '0' }).report.problems, []);
  });

  it('never follows a file name out of its folder', () => {
    const xml = FILE(OBJECT('cat', BOX)).replace('a.jpg', '../../etc/a.jpg');
    assert.equal(readFile(xml).image?.path, 'a.jpg');
  });

  it('tells apart what was looked at and what was not', () => {
    const fs = new MemoryFs({
      'Annotations/a.xml': FILE(''),
      'JPEGImages/a.jpg': 'x',
      'JPEGImages/b.png': 'x',
      'ImageSets/Main/train.txt': 'a\n',
      'ImageSets/Main/trainval.txt': 'a\n',
      'ImageSets/Main/cat_train.txt': 'a -1\n',
    });
    const { set } = readAll(
      voc,
      sourceOf(fs, () => ({ widthPx: 3, heightPx: 2 })),
    );
    assert.deepEqual(
      [...set.images].map(({ path, labelled, split }) => [path, labelled, split]),
      [
        ['a.jpg', true, 'train'],
        ['b.png', false, undefined],
      ],
    );
  });

  it('reads and writes lists of the images that have a class', () => {
    const fs = new MemoryFs({
      'ImageSets/Main/val.txt': 'a\nb\n',
      'ImageSets/Main/cat_val.txt': 'a  1\nb -1\n',
      'ImageSets/Main/dog_val.txt': 'a -1\nb  0\n',
      'JPEGImages/a.jpg': 'x',
      'JPEGImages/b.jpg': 'x',
    });
    const { set } = readAll(
      voc,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      [...set.images].map(({ path, labelled, doc }) => [path, labelled, doc.tags]),
      [
        ['a.jpg', true, ['cat']],
        ['b.jpg', false, []],
      ],
    );
    const { set: boxes } = readAll(
      voc,
      sourceOf(
        new MemoryFs({
          'Annotations/a.xml': FILE(OBJECT('cat', BOX)),
          'Annotations/b.xml': FILE('').replace('a.jpg', 'b.jpg'),
        }),
        () => undefined,
      ),
    );
    const out = written(voc, boxes, { 'class-lists': 'yes' }).fs;
    assert.equal(out.readText('ImageSets/Main/cat_default.txt'), 'a  1\nb -1\n');
  });

  it('keeps the classes of a label map, their order and colours', () => {
    const fs = new MemoryFs({
      'Annotations/a.xml': FILE(OBJECT('new', BOX)),
      'labelmap.txt': '# label:color_rgb:parts:actions\nzebra:1,2,255::\nape:::\n',
    });
    const { set } = readAll(
      voc,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      set.schema.classes.map(({ name, color }) => [name, color]),
      [
        ['zebra', '#0102ff'],
        ['ape', undefined],
        ['new', undefined],
      ],
    );
  });

  it('reads the blood cells: 12 images, 220 boxes, three classes', function () {
    const { set, report } = readAll(voc, fixtureSource(this, 'starter/cells-voc'));
    assert.equal(report.readTotal, 220);
    assert.equal(set.imageCount, 12);
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['Platelets', 'RBC', 'WBC'],
    );
  });

  it('reads the same labels as the other formats do', function () {
    const { report } = readAll(voc, fixtureSource(this, 'same-labels/voc'));
    assert.equal(report.readTotal, 45);
  });
});

describe('Pascal VOC segmentation', () => {
  const palette = vocPalette();
  const xml = FILE(
    `${OBJECT('cat', BOX, '<truncated>1</truncated>')}${OBJECT('dog', BOX)}`,
    '<size><width>4</width><height>1</height></size>',
  ).replace(
    /<bndbox>.*?<\/bndbox>/g,
    '<bndbox><xmin>0</xmin><ymin>0</ymin><xmax>1</xmax><ymax>1</ymax></bndbox>',
  );

  function masksOf(classMap: Uint8Array, objectMap: Uint8Array, more: Record<string, string> = {}) {
    const fs = new MemoryFs({
      'Annotations/a.xml': xml,
      'SegmentationClass/a.png': classMap,
      'SegmentationObject/a.png': objectMap,
      ...more,
    });
    const { set, report } = readAll(
      vocSegmentation,
      sourceOf(fs, () => undefined),
    );
    const [image] = [...set.images];
    return {
      found: image?.doc.annotations.map(({ label, shape, truncated }) => [
        label,
        kindOf(shape).bounds(shape).x,
        truncated,
      ]),
      image,
      set,
      report,
    };
  }

  it('reads indices of a palette: classes of the original list, objects in the order of the XML, 255 as border', () => {
    const classMap = encodeIndexedPng(4, 1, Uint8Array.of(8, 255, 12, 12), palette);
    const objectMap = encodeIndexedPng(4, 1, Uint8Array.of(1, 255, 2, 2), palette);
    const { found, image, set } = masksOf(classMap, objectMap);
    assert.deepEqual(found, [
      ['cat', 0, true],
      ['dog', 2, undefined],
    ]);
    assert.deepEqual((image?.doc.extra?.['voc'] as { void?: unknown }).void, {
      box: [1, 0, 1, 1],
      runs: '01',
    });
    const again = written(vocSegmentation, set).fs;
    const { found: second, image: other } = masksOf(
      again.readBytes('SegmentationClass/a.png'),
      again.readBytes('SegmentationObject/a.png'),
      { 'labelmap.txt': again.readText('labelmap.txt') },
    );
    assert.deepEqual(second, found);
    assert.deepEqual(other?.doc.extra, image?.doc.extra);
  });

  it('reads colours by the label map', () => {
    const classMap = encodeRgbPng(4, 1, Uint8Array.of(9, 8, 7, 0, 0, 0, 9, 8, 7, 224, 224, 192));
    const objectMap = encodeRgbPng(4, 1, Uint8Array.of(128, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0));
    const { found } = masksOf(classMap, objectMap, { 'labelmap.txt': 'background:0,0,0::\nfox:9,8,7::\n' });
    assert.deepEqual(found, [
      ['fox', 0, undefined],
      ['fox', 2, undefined],
    ]);
  });

  it('tells a value that no class has', () => {
    const map = encodeIndexedPng(4, 1, Uint8Array.of(0, 99, 99, 0), palette);
    const { found, report } = masksOf(map, map);
    assert.deepEqual(found, []);
    assert.ok(report.problems.some(({ code }) => code === 'voc-unknown-class'));
  });
});

const EMPTY = {
  images: [],
  sidecars: { place: 'auto' },
  tags: [],
  skeletons: [],
  relations: [],
  panoptic: false,
} as const;
