import assert from 'node:assert/strict';
import { cvat } from '../../../../../src/core/formats/cvat/cvat';
import { cvatPieces } from '../../../../../src/core/formats/cvat/pieces';
import { textChunks } from '../../../../../src/core/formats/cvat/textChunks';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { boxOf } from '../../../../../src/core/shapes/box';
import { cuboidOf } from '../../../../../src/core/shapes/cuboid';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const META = `<meta><task><name>t</name><labels>
<label><name>cat</name><color>#ff0000</color><attributes><attribute><name>age</name><mutable>True</mutable><input_type>number</input_type><default_value>1</default_value><values>0
9
1</values></attribute><attribute><name>wild</name><input_type>checkbox</input_type><default_value>false</default_value><values/></attribute></attributes></label>
<label><name>person</name><type>skeleton</type><attributes/><svg>&lt;line data-node-from="1" data-node-to="2"&gt;&lt;/line&gt;&lt;circle cx="50" cy="10" data-node-id="1" data-label-name="nose"&gt;&lt;/circle&gt;&lt;circle cx="20" cy="80" data-node-id="2" data-label-name="tail"&gt;&lt;/circle&gt;</svg></label>
<label><name>nose</name><type>points</type><parent>person</parent></label><label><name>tail</name><type>points</type><parent>person</parent></label>
<label><name>night</name><type>tag</type></label></labels></task><dumped>2024</dumped></meta>`;

function read(inside: string, options: Record<string, string> = {}) {
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n<version>1.1</version>\n${META}\n${inside}\n</annotations>`;
  const source = { ...sourceOf(new MemoryFs({ 'annotations.xml': xml }), () => undefined), options };
  const { set, report } = readAll(cvat, source);
  const images = [...set.images];
  return { set, images, report, annotations: images[0]?.doc.annotations ?? [] };
}

const IMAGE = (inside: string): string =>
  `<image id="0" name="a.jpg" width="100" height="80">\n${inside}\n</image>`;

function shapesOf(annotations: readonly Annotation[]): unknown[] {
  return annotations.map(({ shape }) => [shape.kind, kindOf(shape).print(shape)]);
}

function setOf(annotations: readonly Annotation[]): LabelSet {
  const image = { file: 'a.jpg', widthPx: 100, heightPx: 80 };
  const doc = { image, tags: [], annotations, kept: [] };
  const schema = { ...EMPTY_SCHEMA, classes: [{ name: 'cat', attributes: [] }] };
  return { schema, imageCount: 1, images: [{ path: 'a.jpg', labelled: true, doc }] };
}

describe('CVAT', () => {
  it('reads every shape', () => {
    const { annotations } = read(
      IMAGE(`<box label="cat" occluded="1" xtl="10.50" ytl="20.00" xbr="50.50" ybr="50.25" z_order="2" group_id="3"/>
<box label="cat" xtl="10" ytl="20" xbr="50" ybr="40" rotation="30.00"></box>
<polygon label="cat" points="1,2;3,4;5,1"/><polyline label="cat" points="1,2;3,4"/>
<ellipse label="cat" cx="9" cy="9" rx="4" ry="2" rotation="30"/>
<mask label="cat" rle="1, 2, 3" left="5" top="6" width="3" height="2"/>
<points label="cat" points="1,2"/>
<skeleton label="person"><points label="nose" outside="0" occluded="1" points="1,2"/><points label="tail" outside="1" occluded="0" points="9,9"/></skeleton>`),
    );
    assert.deepEqual(shapesOf(annotations), [
      ['box', [10.5, 20, 40, 30.25]],
      ['rotatedBox', [30, 30, 40, 20, 30]],
      ['polygon', [[1, 2, 3, 4, 5, 1]]],
      ['polyline', [1, 2, 3, 4]],
      ['ellipse', [9, 9, 4, 2, 30]],
      // The crop's second row is empty: the mask's rectangle is tight.
      ['mask', { box: [6, 6, 2, 1], runs: '02' }],
      ['point', [1, 2]],
      ['skeleton', { nose: [1, 2, 1] }],
    ]);
    const [first] = annotations;
    assert.deepEqual([first?.occluded, first?.order, first?.group], [true, 2, 3]);
  });

  it('reads a mask row by row', () => {
    const { annotations } = read(
      IMAGE('<mask label="cat" rle="0, 1, 2, 3" left="0" top="0" width="3" height="2"/>'),
    );
    assert.deepEqual(shapesOf(annotations), [['mask', { box: [0, 0, 3, 2], runs: '0122' }]]);
  });

  it('takes the back of a cuboid right edge first, as CVAT keeps it, and by name where that fits better', () => {
    const face = (n: number, left: number, right: number): string =>
      `xtl${n}="${left}" ytl${n}="0" xbl${n}="${left}" ybl${n}="9" xtr${n}="${right}" ytr${n}="0" xbr${n}="${right}" ybr${n}="9"`;
    const wanted = [
      [
        'cuboid',
        [
          [0, 0, 10, 0, 10, 9, 0, 9],
          [5, 0, 15, 0, 15, 9, 5, 9],
        ],
      ],
    ];
    assert.deepEqual(
      shapesOf(read(IMAGE(`<cuboid label="cat" ${face(1, 0, 10)} ${face(2, 15, 5)}/>`)).annotations),
      wanted,
    );
    assert.deepEqual(
      shapesOf(read(IMAGE(`<cuboid label="cat" ${face(1, 0, 10)} ${face(2, 5, 15)}/>`)).annotations),
      wanted,
    );
    const text = written(
      cvat,
      setOf([
        { id: 'a', label: 'cat', shape: cuboidOf([0, 0, 10, 0, 10, 9, 0, 9], [5, 0, 15, 0, 15, 9, 5, 9]) },
      ]),
    ).fs.readText('annotations.xml');
    assert.match(text, /xtl2="15" ytl2="0" xbl2="15" ybl2="9" xtr2="5"/);
  });

  it('reads labels, attributes by their type, skeletons and tags', () => {
    const { set, images, annotations } = read(
      IMAGE(`<box label="cat" xtl="1" ytl="1" xbr="2" ybr="2" source="auto"><attribute name="age">3.5</attribute><attribute name="wild">true</attribute><attribute name="x">007</attribute></box>
<tag label="night" source="manual"></tag>`),
    );
    assert.deepEqual(annotations[0]?.attributes, { age: 3.5, wild: true, x: '007' });
    assert.deepEqual(annotations[0]?.extra, { cvat: { source: 'auto' } });
    assert.deepEqual(images[0]?.doc.tags, ['night']);
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['cat', 'person'],
    );
    assert.deepEqual(set.schema.classes[0]?.attributes[0], {
      name: 'age',
      mutable: true,
      type: 'number',
      min: 0,
      max: 9,
      step: 1,
      default: 1,
    });
    assert.deepEqual(set.schema.skeletons[0]?.joints, [
      { name: 'nose', at: [0.5, 0.1] },
      { name: 'tail', at: [0.2, 0.8] },
    ]);
    assert.deepEqual(set.schema.skeletons[0]?.edges, [['nose', 'tail']]);
  });

  it('tells what cannot be read with its line, keeps it as it is, and reads the rest', () => {
    const { annotations, images, report } = read(
      IMAGE(`<box label="cat" xtl="x" ytl="1" xbr="2" ybr="2"/>
<polygon label="" points="1,2;3,4;5,1"/>
<box label="cat" xtl="1" ytl="1" xbr="2" ybr="2"/>`),
    );
    const line = 4 + META.split('\n').length;
    assert.deepEqual(
      report.problems.map((each) => [each.code, each.line]),
      [
        ['cvat-shape', line + 1],
        ['cvat-no-label', line + 2],
      ],
    );
    assert.equal(annotations.length, 1);
    assert.equal((images[0]?.doc.extra?.['cvat'] as { elements: unknown[] }).elements.length, 2);
  });

  it('reads the other images when one is broken, and the other shapes of that one', () => {
    const { images, report } = read(
      `${IMAGE('<box label="cat" xtl="1" ytl="1" xbr="2" ybr="2"/><oops>')}<image id="1" name="b.jpg" width="9" height="9"><box label="cat" xtl="1" ytl="1" xbr="2" ybr="2"/>`,
    );
    assert.deepEqual(
      images.map(({ path, doc }) => [path, doc.annotations.length]),
      [
        ['a.jpg', 1],
        ['b.jpg', 1],
      ],
    );
    assert.equal(report.problems.filter(({ code }) => code === 'broken-xml').length, 2);
  });

  it('gives images of one name in two subsets paths of their own', () => {
    const one = IMAGE('').replace('id=', 'subset="Train" id=');
    const { images } = read(
      `${one}${one.replace('Train', 'Test')}<image id="2" name="../../x.jpg" width="1" height="1"/>`,
    );
    assert.deepEqual(
      images.map(({ path, split }) => [path, split]),
      [
        ['a.jpg', 'Train'],
        ['Test/a.jpg', 'Test'],
        ['x.jpg', undefined],
      ],
    );
  });

  it('reads tasks side by side, as splits by the names of their files', () => {
    const xml = (label: string): string =>
      `<annotations><version>1.1</version><meta><task><labels><label><name>${label}</name></label></labels></task></meta>${IMAGE(`<box label="${label}" xtl="1" ytl="1" xbr="2" ybr="2"/>`)}</annotations>`;
    const fs = new MemoryFs({ 'train.xml': xml('cat'), 'val.xml': xml('dog') });
    const { set, report } = readAll(
      cvat,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      [...set.images].map(({ path, split }) => [path, split]),
      [
        ['a.jpg', 'train'],
        ['val/a.jpg', 'val'],
      ],
    );
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['cat', 'dog'],
    );
    assert.equal(report.readTotal, 2);
  });

  it('declares in its head what stands in the file: labels, attributes, splits', () => {
    const box: Annotation = {
      id: 'a',
      label: 'new',
      shape: boxOf({ x: 0.1, y: 0.2, width: 0.2, height: 0.1 }),
      order: 0.5,
      attributes: { tag: 7 },
      truncated: true,
    };
    const set = setOf([box]);
    const [image] = [...set.images];
    assert.ok(image);
    const text = written(cvat, { ...set, images: [{ ...image, split: 'train' }] }).fs.readText(
      'annotations.xml',
    );
    assert.match(
      text,
      /<project>[\s\S]*<subset>train<\/subset>[\s\S]*<name>new<\/name>[\s\S]*<name>truncated<\/name>[\s\S]*<name>tag<\/name>[\s\S]*<image /,
    );
    assert.match(text, /xtl="0.1" ytl="0.2" xbr="0.3" ybr="0.3" z_order="0" order="0.5"/);
    assert.match(text, /<attribute name="tag" type="number">7</);
  });

  it('cuts a large file into pieces, wherever its chunks end', () => {
    const one = `<image id="0" name="é&gt;.jpg" width="1" height="1"><box label="a" xtl="1" ytl="1" xbr="2" ybr="2"/></image>\n`;
    const text = `<annotations>\n${META}\n${one.repeat(20)}<image id="9" name="x" width="1" height="1"/></annotations>`;
    const fs = new MemoryFs({ 'a.xml': text });
    for (const size of [20, 64, 333, 100_000]) {
      const chunks = [...textChunks(fs, 'a.xml', size)];
      assert.equal(chunks.join(''), text);
      const pieces = [...cvatPieces(chunks)];
      assert.equal(pieces.length, 22, `chunks of ${size} bytes`);
      assert.equal(pieces[1]?.text, one.trim());
      assert.equal(pieces[20]?.linesBefore, META.split('\n').length + 20);
    }
  });

  describe('of a video', () => {
    const box = (frame: number, x: number, rest: string): string =>
      `<box frame="${frame}" ${rest} occluded="0" xtl="${x}" ytl="0" xbr="${x + 2}" ybr="2" z_order="0"></box>`;
    const track = `<track id="4" label="cat" group_id="2">${box(0, 0, 'keyframe="1" outside="0"')}${box(4, 8, 'keyframe="1" outside="0"')}${box(6, 8, 'keyframe="1" outside="1"')}</track>`;
    const other = `<track id="5" label="cat">${box(2, 50, 'keyframe="1" outside="0"')}${box(3, 51, 'keyframe="0" outside="0"')}</track>`;

    it('reads what stands in the file and fills the frames that it leaves out', () => {
      const { images } = read(track + other);
      assert.deepEqual(
        images.map(({ path, doc }) => [
          path,
          doc.annotations.map(({ shape }) => kindOf(shape).bounds(shape).x),
        ]),
        [
          ['frame_000000.png', [0]],
          ['frame_000002.png', [50, 4]],
          ['frame_000003.png', [51, 6]],
          ['frame_000004.png', [8]],
        ],
      );
      assert.deepEqual(images[0]?.doc.annotations[0]?.extra, { cvat: { track: '4' } });
      assert.equal(images[0]?.doc.annotations[0]?.group, 2);
    });

    it('leaves them out on request', () => {
      const { report } = read(track + other, { interpolate: 'no' });
      assert.equal(report.readTotal, 4);
    });

    it('finds the images of frames by their numbers', function () {
      const { set, report } = readAll(cvat, fixtureSource(this, 'formats/cvat_dataset/for_video'));
      assert.deepEqual(
        [...set.images].map(({ source }) => source?.split('/').at(-1)),
        ['frame_000010.png', 'frame_000013.png', 'frame_000016.png'],
      );
      assert.equal(report.readTotal, 5);
    });
  });

  it('reads the same labels as the other formats do', function () {
    const { set, report } = readAll(cvat, fixtureSource(this, 'same-labels/cvat'));
    assert.equal(report.readTotal, 45);
    assert.equal(set.schema.classes.length, 18);
  });

  it('reads a project with its splits', function () {
    const { set } = readAll(cvat, fixtureSource(this, 'formats/cvat_dataset/for_images/export_project'));
    assert.deepEqual(
      [...set.images].map(({ split }) => split),
      ['Test', 'Test', 'Train', 'Train', 'Validation', 'Validation'],
    );
  });
});
