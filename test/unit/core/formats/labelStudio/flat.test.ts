import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Format } from '../../../../../src/core/formats/format';
import { labelstudioCsv } from '../../../../../src/core/formats/labelStudio/csvExport';
import { dagshub } from '../../../../../src/core/formats/labelStudio/dagshub';
import { labelstudioMin } from '../../../../../src/core/formats/labelStudio/jsonMin';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { FORMATS } from '../../../../../src/core/formats/index';
import { MemoryFs } from '../../../../helpers/memoryFs';
import { skipBecause } from '../../../../helpers/skipBecause';

const FIXTURES = join(process.cwd(), '../shared/fixtures/labelstudio');

function read(format: Format, files: Record<string, string>, options: Record<string, string> = {}) {
  const source = { ...sourceOf(new MemoryFs(files), () => undefined), options };
  return { ...readAll(format, source), found: detected(FORMATS, source)?.format.id };
}

function tagsOf(set: LabelSet): unknown {
  return [...set.images].map(({ path, labelled, doc }) => [path, labelled, doc.tags]);
}

/** Images with tags, and nothing in them. */
function tagged(images: readonly (readonly [path: string, tags: readonly string[]])[]): LabelSet {
  return {
    schema: {
      ...EMPTY_SCHEMA,
      tags: [
        { name: 'class', choice: 'single', required: true, options: [{ name: 'cat' }, { name: 'dog' }] },
      ],
    },
    imageCount: images.length,
    images: images.map(([path, tags]) => ({
      path,
      labelled: true,
      doc: { image: { file: path, widthPx: 8, heightPx: 8 }, tags, annotations: [], kept: [] },
    })),
  };
}

const HEADER = '"annotation_id","annotator","choice","created_at","id","image","lead_time","updated_at"\r\n';

describe('Label Studio CSV', () => {
  it('finds the class by elimination, never by position', () => {
    const text = `${HEADER}1,"1","cat","2025-01-01T00:00:00Z",7,"/data/upload/1/0a1b2c3d-a.jpg",4.5,"2025-01-01T00:00:00Z"\r\n2,"1","{""choices"":[""cat"",""dog""]}","x",8,"/data/local-files/?d=s/b%20c.jpg",1,"x"\r\n"","","","",9,"c.jpg","",""\r\n`;
    const { set, report, found } = read(labelstudioCsv, { 'project-1.csv': text });
    assert.equal(found, 'labelstudio-csv');
    assert.deepEqual(report.problems, []);
    assert.deepEqual(tagsOf(set), [
      ['a.jpg', true, ['cat']],
      ['s/b c.jpg', true, ['cat', 'dog']],
      ['c.jpg', false, []],
    ]);
    assert.deepEqual(set.schema.tags, [
      { name: 'choice', choice: 'multiple', required: false, options: [{ name: 'cat' }, { name: 'dog' }] },
    ]);
  });

  it('takes the latest row of a task, the TSV form, and columns that the user names', () => {
    const header = HEADER.replaceAll(',', '\t')
      .replace('choice', 'aspect')
      .replace('"image"', '"image"\t"title"');
    const row = (id: number, aspect: string, updated: string): string =>
      `${id}\t"1"\t"${aspect}"\t"x"\t7\t"a.jpg"\t"some title"\t1\t"${updated}"\r\n`;
    const files = { 'x.tsv': header + row(1, 'old', '2025-01-01') + row(2, 'new', '2025-01-02') };
    const unclear = read(labelstudioCsv, files);
    assert.deepEqual(
      unclear.report.problems.map(({ code }) => code),
      ['labelstudio-csv-column', 'labelstudio-several'],
    );
    const named = read(labelstudioCsv, files, { column: 'aspect' });
    assert.deepEqual(tagsOf(named.set), [['a.jpg', true, ['new']]]);
    assert.deepEqual(
      named.report.problems.map(({ code, line }) => [code, line]),
      [['labelstudio-several', 2]],
    );
  });

  it('writes columns by name, texts in quotes, numbers bare, and several answers as JSON', () => {
    const { fs } = written(
      labelstudioCsv,
      tagged([
        ['a.jpg', ['cat']],
        ['s/b c.jpg', ['cat', 'dog']],
        ['c.jpg', []],
      ]),
    );
    assert.equal(
      fs.readText('labels.csv'),
      [
        '"annotation_id","annotator","class","created_at","id","image","lead_time","updated_at"',
        '1,"","cat","",1,"/data/local-files/?d=a.jpg","",""',
        '2,"","{""choices"":[""cat"",""dog""]}","",2,"/data/local-files/?d=s/b%20c.jpg","",""',
        '3,"","","",3,"/data/local-files/?d=c.jpg","",""',
        '',
      ].join('\r\n'),
    );
  });

  it('refers to images below the root that is told', () => {
    const { fs } = written(labelstudioCsv, tagged([['a b.jpg', ['cat']]]), { 'image-root': '/sets/x/' });
    assert.match(fs.readText('labels.csv'), /"\/data\/local-files\/\?d=sets\/x\/a%20b.jpg"/);
  });

  it('writes nothing that a spreadsheet would run', () => {
    const { fs } = written(labelstudioCsv, tagged([['a.jpg', ['=HYPERLINK("x")']]]));
    assert.match(fs.readText('labels.csv'), /"'=HYPERLINK\(""x""\)"/);
    const { set } = read(labelstudioCsv, { 'labels.csv': fs.readText('labels.csv') });
    assert.deepEqual(tagsOf(set), [['a.jpg', true, ['=HYPERLINK("x")']]]);
  });

  it('tells rows with too few cells and quotes that are never closed', () => {
    const { set, report } = read(labelstudioCsv, {
      'x.csv': `${HEADER}1,"1"\r\n2,"1","cat","x",8,"b.jpg",1,"x"\r\n3,"1","cat`,
    });
    assert.deepEqual(tagsOf(set), [['b.jpg', true, ['cat']]]);
    assert.ok(report.problems.some(({ line }) => line === 2));
  });
});

describe('Label Studio JSON-MIN', () => {
  const RECORD = {
    image: '/data/upload/1/0a1b2c3d-a.jpg',
    id: 4,
    label: [
      {
        x: 10,
        y: 20,
        width: 30,
        height: 40,
        rotation: 0,
        rectanglelabels: ['cat'],
        original_width: 200,
        original_height: 100,
      },
    ],
    quality: 'good',
    stars: [{ rating: 4 }],
    annotator: 'a@b.c',
    annotation_id: 12,
    created_at: '2025-01-01',
    updated_at: '2025-01-02',
    lead_time: 3.5,
  };

  it('reads regions and answers, by their place between id and annotator', () => {
    const { set, report, found } = read(labelstudioMin, { 'result.json': JSON.stringify([RECORD]) });
    assert.equal(found, 'labelstudio-min');
    assert.deepEqual(report.problems, []);
    const [image] = [...set.images];
    assert.deepEqual(image?.doc.tags, ['good']);
    assert.deepEqual(
      image.doc.annotations.map(({ label, shape }) => [label, shape]),
      [['cat', { kind: 'box', x: 20, y: 20, width: 60, height: 40 }]],
    );
  });

  it('writes the same record again', () => {
    const { set } = read(labelstudioMin, { 'result.json': JSON.stringify([RECORD]) });
    const { fs } = written(labelstudioMin, set);
    assert.deepEqual(JSON.parse(fs.readText('tasks-min.json')), [RECORD]);
  });

  it('reads nothing of a record without an annotation as looked at', () => {
    const empty = {
      image: 'a.jpg',
      id: 1,
      annotator: 'None',
      annotation_id: null,
      created_at: null,
      updated_at: null,
      lead_time: null,
    };
    const { set } = read(labelstudioMin, {
      'result.json': JSON.stringify([empty, { ...empty, image: 'b.jpg', id: 2, annotation_id: 3 }]),
    });
    assert.deepEqual(tagsOf(set), [
      ['a.jpg', false, []],
      ['b.jpg', true, []],
    ]);
  });
});

describe('DagsHub', () => {
  it('reads one task or a list of them per file, and writes a file for each image', () => {
    const result = [
      {
        id: 'q',
        type: 'rectanglelabels',
        from_name: 'label',
        to_name: 'image',
        original_width: 10,
        original_height: 10,
        value: { x: 0, y: 0, width: 50, height: 50, rotation: 0, rectanglelabels: ['cat'] },
      },
    ];
    const task = (id: string, image: string): string =>
      `{"id":${id},"data":{"image":"${image}"},"annotations":[{"result":${JSON.stringify(result)}}]}`;
    const files = {
      '.labelstudio/a.json': task('9223372036854775807', 'x/a.jpg'),
      '.labelstudio/rest.json': `[${task('2', 'x/b.jpg')},${task('3', 'c.jpg')}]`,
    };
    const { set, report, found } = read(dagshub, files);
    assert.equal(found, 'dagshub');
    assert.deepEqual(report.problems, []);
    assert.deepEqual(
      [...set.images].map(({ path, doc }) => [path, doc.annotations.length]),
      [
        ['x/a.jpg', 1],
        ['x/b.jpg', 1],
        ['c.jpg', 1],
      ],
    );
    const { fs } = written(dagshub, set);
    const labels = fs.paths.filter((path) => path.endsWith('.json'));
    assert.deepEqual(labels, [
      '.labelstudio/c.jpg.json',
      '.labelstudio/x__a.jpg.json',
      '.labelstudio/x__b.jpg.json',
    ]);
    assert.match(
      fs.readText('.labelstudio/x__a.jpg.json'),
      /^\{"id":9223372036854775807,"data":\{"image":"x\/a.jpg"\}/,
    );
  });
});

describe('Label Studio: real flat exports', () => {
  before(function () {
    if (!existsSync(FIXTURES)) skipBecause(this, 'no ../shared/fixtures');
  });

  it('takes a CSV without images for what it is', () => {
    const text = readFileSync(join(FIXTURES, 'test_export_csv/csv_test2_result.csv'), 'utf8');
    const { set, report, found } = read(labelstudioCsv, { 'result.csv': text });
    assert.equal(found, 'labelstudio-csv');
    assert.equal(set.imageCount, 0);
    assert.ok(report.problems.some(({ code }) => code === 'labelstudio-no-image'));
  });
});
