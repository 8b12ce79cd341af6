import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeLabelFile } from '../../../../../../src/core/formats/inPlace/merge/mergeLabelFile';

const MARKS = { ours: 'ours', theirs: 'theirs', size: 7 };

function merged(
  path: string,
  base: string,
  ours: string,
  theirs: string,
): { text: string; conflicts: number } {
  const result = mergeLabelFile(path, base, ours, theirs, MARKS);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result;
}

/** What a person gets who takes one side at each mark. */
function taken(text: string, side: 'ours' | 'theirs'): string {
  return text.replace(
    /^<{7} ours\r?\n([^]*?)^={7}\r?\n([^]*?)^>{7} theirs\r?\n/gm,
    side === 'ours' ? '$1' : '$2',
  );
}

describe('merging YOLO rows', () => {
  const base = '0 0.5 0.5 0.2 0.2\n1 0.25 0.25 0.1 0.1\n2 0.75 0.75 0.1 0.1\n';

  it('merges changes of neighbours, class and place of one row, additions and removals', () => {
    const { text, conflicts } = merged(
      'a.txt',
      base,
      '5 0.5 0.5 0.2 0.2\n1 0.25 0.25 0.1 0.1\n2 0.75 0.75 0.1 0.1\n3 0.1 0.1 0.1 0.1\n',
      '0 0.51 0.5 0.2 0.2\n2 0.75 0.75 0.1 0.11\n4 0.9 0.9 0.1 0.1\n',
    );
    assert.equal(conflicts, 0);
    assert.equal(text, '5 0.51 0.5 0.2 0.2\n2 0.75 0.75 0.1 0.11\n3 0.1 0.1 0.1 0.1\n4 0.9 0.9 0.1 0.1\n');
  });

  it('puts marks around what clashes alone, with both versions', () => {
    const { text, conflicts } = merged(
      'a.txt',
      base,
      base.replace('0.5 0.5', '0.52 0.5').replace('1 0.25', '7 0.25'),
      base.replace('0.5 0.5', '0.5 0.53').replace('2 0.75', '8 0.75'),
    );
    assert.equal(conflicts, 1);
    assert.equal(
      text,
      '<<<<<<< ours\n0 0.52 0.5 0.2 0.2\n=======\n0 0.5 0.53 0.2 0.2\n>>>>>>> theirs\n7 0.25 0.25 0.1 0.1\n8 0.75 0.75 0.1 0.1\n',
    );
  });

  it('puts marks where one side removed what the other changed', () => {
    const { text } = merged('a.txt', base, base.slice(base.indexOf('1')), base.replace('0 0.5', '9 0.5'));
    assert.ok(!taken(text, 'ours').includes('9 0.5') && taken(text, 'theirs').includes('9 0.5 0.5 0.2 0.2'));
  });

  it('keeps line breaks, a byte order mark, and an end without a line break', () => {
    const crlf = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n').trimEnd()}`;
    const { text } = merged(
      'a.txt',
      crlf(base),
      crlf(`${base}3 0.1 0.1 0.1 0.1\n`),
      crlf(`${base}4 0.9 0.9 0.1 0.1\n`),
    );
    assert.equal(text, crlf(`${base}3 0.1 0.1 0.1 0.1\n4 0.9 0.9 0.1 0.1\n`));
  });

  it('merges files that both added; a row of both is there once', () => {
    const { text } = merged(
      'a.txt',
      '',
      '0 0.5 0.5 0.2 0.2\n1 0.1 0.1 0.1 0.1\n',
      '2 0.3 0.3 0.1 0.1\n0 0.5 0.5 0.2 0.2',
    );
    assert.equal(text, '0 0.5 0.5 0.2 0.2\n1 0.1 0.1 0.1 0.1\n2 0.3 0.3 0.1 0.1\n');
    assert.equal(merged('a.txt', '', '', '1 0.1 0.1 0.1 0.1\n').text, '1 0.1 0.1 0.1 0.1\n');
  });

  it('knows polygons and poses, and leaves alone what are no rows', () => {
    const polygon = '0 0.1 0.1 0.2 0.1 0.2 0.2\n';
    assert.equal(
      merged('a.txt', polygon, polygon.replace('0 ', '3 '), polygon.replace('0.2 0.2', '0.2 0.21')).text,
      '3 0.1 0.1 0.2 0.1 0.2 0.21\n',
    );
    assert.ok(!mergeLabelFile('requirements.txt', 'numpy\n', 'numpy\ntorch\n', 'numpy\n', MARKS).ok);
    assert.ok(!mergeLabelFile('a.txt', base, `<<<<<<< x\n${base}`, base, MARKS).ok);
  });

  it('loses nothing: each change of a side stands, or is between marks', () => {
    const row = fc
      .tuple(fc.nat(3), fc.nat(9), fc.nat(9))
      .map(([label, x, y]) => `${label} 0.${x}5 0.${y}5 0.08 0.08`);
    const rows = fc.uniqueArray(row, { maxLength: 8 });
    const text = (list: readonly string[]): string => list.map((each) => `${each}\n`).join('');
    fc.assert(
      fc.property(rows, rows, rows, (b, o, t) => {
        const { text: both, conflicts } = merged('a.txt', text(b), text(o), text(t));
        assert.equal(conflicts > 0, both.includes('<<<<<<<'));
        const all = new Set(both.split('\n'));
        // A row that a side brought in is there, or one that has its class and one that has its place is.
        for (const [side, other] of [
          [o, t],
          [t, o],
        ] as const)
          for (const added of side.filter((each) => !b.includes(each)))
            assert.ok(
              all.has(added) ||
                [...all].some((line) => line.endsWith(added.slice(2)) || other.includes(line)),
              `${added} in\n${both}`,
            );
        assert.equal(merged('a.txt', text(b), text(o), text(b)).text, text(o));
        const back = merged('a.txt', text(b), text(b), text(t)).text.split('\n');
        assert.deepEqual(back.sort(), text(t).split('\n').sort());
      }),
    );
  });
});

describe('merging COCO', () => {
  const file = (images: object[], annotations: object[], categories: object[]): string =>
    JSON.stringify({ info: { year: 2024 }, licenses: [], images, annotations, categories }, null, 2);
  const image = (id: number, name: string) => ({ id, file_name: name, width: 640, height: 480 });
  const box = (id: number, image_id: number, category_id: number, x: number) => ({
    ...{ id, image_id, category_id, bbox: [x, 2, 3, 4], area: 12, iscrowd: 0, segmentation: [] },
  });
  const cat = { id: 1, name: 'cat' };
  const base = file([image(1, 'a.jpg')], [box(1, 1, 1, 10), box(2, 1, 1, 20)], [cat]);

  it('merges rows by id, and members of one row each for itself', () => {
    const ours = base.replace('"iscrowd": 0', '"iscrowd": 1').replace('20,', '21,');
    const theirs = file([image(1, 'a.jpg')], [box(1, 1, 1, 11), box(3, 1, 1, 30)], [cat]);
    const { text, conflicts } = merged('x.json', base, ours, theirs);
    assert.equal(conflicts, 1, 'annotation 2 was moved here and removed there');
    assert.doesNotThrow(() => JSON.parse(taken(text, 'ours')));
    const mine = JSON.parse(taken(text, 'ours')) as {
      annotations: { id: number; bbox: number[]; iscrowd: number }[];
    };
    assert.deepEqual(
      mine.annotations.map(({ id, bbox, iscrowd }) => [id, bbox[0], iscrowd]),
      [
        [1, 11, 1],
        [2, 21, 0],
        [3, 30, 0],
      ],
    );
  });

  it('gives free ids to what both sides added under one, and lets references follow', () => {
    const ours = file(
      [image(1, 'a.jpg'), image(2, 'ours.jpg'), image(3, 'both.jpg')],
      [box(1, 1, 1, 10), box(2, 1, 1, 20), box(3, 2, 2, 30), box(4, 3, 3, 31)],
      [cat, { id: 2, name: 'dog' }, { id: 3, name: 'cow' }],
    );
    const theirs = file(
      [image(1, 'a.jpg'), image(2, 'both.jpg'), image(3, 'theirs.jpg')],
      [box(1, 1, 1, 10), box(2, 1, 1, 20), box(3, 2, 2, 40), box(4, 3, 2, 41)],
      [cat, { id: 2, name: 'cow' }],
    );
    const { text, conflicts } = merged('x.json', base, ours, theirs);
    assert.equal(conflicts, 0);
    const value = JSON.parse(text) as Record<
      'images' | 'annotations' | 'categories',
      Record<string, unknown>[]
    >;
    assert.deepEqual(
      value.images.map((each) => [each['id'], each['file_name']]),
      [
        [1, 'a.jpg'],
        [2, 'ours.jpg'],
        [3, 'both.jpg'],
        [4, 'theirs.jpg'],
      ],
    );
    assert.deepEqual(
      value.categories.map((each) => [each['id'], each['name']]),
      [
        [1, 'cat'],
        [2, 'dog'],
        [3, 'cow'],
      ],
    );
    assert.deepEqual(
      value.annotations.map((each) => [
        each['id'],
        each['image_id'],
        each['category_id'],
        (each['bbox'] as number[])[0],
      ]),
      [
        [1, 1, 1, 10],
        [2, 1, 1, 20],
        [3, 2, 2, 30],
        [4, 3, 3, 31],
        [5, 3, 3, 40],
        [6, 4, 3, 41],
      ],
    );
    assert.ok(text.startsWith(ours.slice(0, ours.indexOf('"images"'))), 'our layout');
  });

  it('keeps the text of what nobody touched, digits included', () => {
    const odd = base
      .replace('"id": 1,\n      "image_id"', '"id": 1.0,\n      "image_id"')
      .replace('12', '12.000');
    const ours = odd.replace('"year": 2024', '"year": 2025');
    const theirs = odd.replace('20,', '22.50,');
    const { text } = merged('x.json', odd, ours, theirs);
    assert.equal(text, ours.replace('20,', '22.50,'));
  });

  it('takes back an image that one side removed while the other annotated it', () => {
    const two = file([image(1, 'a.jpg'), image(2, 'b.jpg')], [box(1, 1, 1, 10)], [cat]);
    const { text } = merged(
      'x.json',
      two,
      file([image(1, 'a.jpg')], [box(1, 1, 1, 10)], [cat]),
      file([image(1, 'a.jpg'), image(2, 'b.jpg')], [box(1, 1, 1, 10), box(2, 2, 1, 5)], [cat]),
    );
    assert.deepEqual(JSON.parse(text), {
      ...(JSON.parse(two) as object),
      annotations: [box(1, 1, 1, 10), box(2, 2, 1, 5)],
    });
  });

  it('merges a file on one line', () => {
    const flat = JSON.stringify(JSON.parse(base));
    const { text } = merged(
      'x.json',
      flat,
      flat.replace('"iscrowd":0', '"iscrowd":1'),
      flat.replace('[20,2', '[25,2'),
    );
    assert.equal(text, flat.replace('"iscrowd":0', '"iscrowd":1').replace('[20,2', '[25,2'));
  });
});

describe('merging LabelMe, Label Studio and Pascal VOC', () => {
  const shape = (label: string, x: number) => ({
    ...{
      label,
      points: [
        [x, 10],
        [x + 20, 40],
      ],
      group_id: null,
      shape_type: 'rectangle',
      flags: {},
    },
  });
  const labelme = (...shapes: object[]): string =>
    JSON.stringify(
      {
        version: '5.5.0',
        flags: {},
        shapes,
        imagePath: 'a.jpg',
        imageData: null,
        imageHeight: 100,
        imageWidth: 200,
      },
      null,
      2,
    );

  it('finds shapes by class and place', () => {
    const base = labelme(shape('cat', 10), shape('dog', 100));
    const { text, conflicts } = merged(
      'a.json',
      base,
      labelme(shape('cow', 10), shape('dog', 100), shape('new', 50)),
      labelme(shape('cat', 12), shape('other', 150)),
    );
    assert.equal(conflicts, 0);
    const { shapes } = JSON.parse(text) as { shapes: { label: string; points: number[][] }[] };
    assert.deepEqual(
      shapes.map(({ label, points }) => [label, points[0]?.[0]]),
      [
        ['cow', 12],
        ['new', 50],
        ['other', 150],
      ],
    );
  });

  it('merges an export of Label Studio by task, annotation and region; long ids keep their digits', () => {
    const region = (id: string, x: number, label: string) => ({
      ...{ id, type: 'rectanglelabels', from_name: 'label', to_name: 'image' },
      value: { x, y: 1, width: 2, height: 3, rectanglelabels: [label] },
    });
    const file = (...result: object[]): string =>
      `[{"id": 9223372036854775807, "data": {"image": "a.jpg"}, "annotations": [{"id": 1, "result": ${JSON.stringify(result)}}]}]`;
    const { text, conflicts } = merged(
      'x.json',
      file(region('a', 1, 'cat'), region('b', 2, 'cat')),
      file(region('a', 5, 'cat'), region('b', 2, 'cat')),
      file(region('a', 1, 'cat'), region('b', 2, 'dog'), region('c', 3, 'cow')),
    );
    assert.equal(conflicts, 0);
    assert.equal(text, file(region('a', 5, 'cat'), region('b', 2, 'dog'), region('c', 3, 'cow')));
  });

  const object = (name: string, x: number, difficult = 0): string =>
    `\t<object>\n\t\t<name>${name}</name>\n\t\t<difficult>${difficult}</difficult>\n\t\t<bndbox>\n\t\t\t<xmin>${x}</xmin>\n\t\t\t<ymin>1</ymin>\n\t\t\t<xmax>${x + 50}</xmax>\n\t\t\t<ymax>60</ymax>\n\t\t</bndbox>\n\t</object>\n`;
  const voc = (folder: string, ...objects: string[]): string =>
    `<annotation>\n\t<folder>${folder}</folder>\n\t<filename>a.jpg</filename>\n${objects.join('')}</annotation>\n`;

  it('merges Pascal VOC objects, and their elements', () => {
    const base = voc('x', object('cat', 1), object('dog', 200), object('cow', 400));
    const { text, conflicts } = merged(
      'a.xml',
      base,
      voc('x', object('cat', 1, 1), object('dog', 200), object('cow', 400), object('hen', 600)),
      voc('y', object('cat', 3), object('dog', 200), object('pig', 800)),
    );
    assert.equal(conflicts, 0);
    assert.equal(
      text,
      voc('y', object('cat', 3, 1), object('dog', 200), object('hen', 600), object('pig', 800)),
    );
    const clash = merged('a.xml', base, base.replace('cat', 'ape'), base.replace('cat', 'bat'));
    assert.equal(taken(clash.text, 'ours'), base.replace('cat', 'ape'));
    assert.equal(taken(clash.text, 'theirs'), base.replace('cat', 'bat'));
  });

  it('never throws, and reads back what it calls merged', () => {
    const good = [
      labelme(shape('cat', 1), shape('dog', 50)),
      voc('x', object('cat', 1)),
      '0 0.5 0.5 0.1 0.1\n',
    ];
    const broken = (text: string) =>
      fc
        .tuple(fc.nat(text.length), fc.string({ maxLength: 3 }))
        .map(([at, more]) => text.slice(0, at) + more + text.slice(at + more.length));
    for (const [i, path] of ['a.json', 'a.xml', 'a.txt'].entries())
      fc.assert(
        fc.property(broken(good[i] ?? ''), broken(good[i] ?? ''), (ours, theirs) => {
          const result = mergeLabelFile(path, good[i] ?? '', ours, theirs, MARKS);
          if (result.ok && path === 'a.json') JSON.parse(taken(result.text, 'ours'));
        }),
      );
    assert.ok(!mergeLabelFile('a.json', '', '['.repeat(100_000), '{}', MARKS).ok);
  });
});
