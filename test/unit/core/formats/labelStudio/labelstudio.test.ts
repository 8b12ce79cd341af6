import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelstudio } from '../../../../../src/core/formats/labelStudio/labelstudio';
import { localRef, pathOfRef } from '../../../../../src/core/formats/labelStudio/imageRef';
import { valueOf } from '../../../../../src/core/formats/labelStudio/valueOf';
import { isObject, type Json, type JsonObject } from '../../../../../src/core/json/json';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { written } from '../../../../helpers/formatRun';
import { skipBecause } from '../../../../helpers/skipBecause';
import { readTasksText, resultOf, taskOf } from './helpers';

const FIXTURES = join(process.cwd(), '../shared/fixtures');

const CONFIG = `<View>
  <!-- kept -->
  <Image name="image" value="$image"/>
  <RectangleLabels name="label" toName="image" smart="true"><Label value="Cat" alias="cat" background="#f80" hotkey="1"/><Label value="dog"/></RectangleLabels>
  <BrushLabels name="brush" toName="image"/>
  <Choices name="blur" toName="image" choice="single" perRegion="true" whenTagName="label">
    <Choice value="yes"/><Choice value="no"/></Choices>
  <Choices name="scene" toName="image" required="true"><Choice value="day"/><Choice value="night"/></Choices>
  <TextArea name="transcription" toName="image" perRegion="true"/>
  <Number name="age" toName="image" perRegion="true" min="0" max="9"/>
  <Relations><Relation value="part of"/></Relations>
</View>
`;

const BOX = { x: 10, y: 20, width: 30.123456789, height: 5.5, rotation: 0 };

function tasksWritten(set: LabelSet): {
  readonly tasks: readonly JsonObject[];
  readonly config: string;
  readonly text: string;
} {
  const { fs } = written(labelstudio, set);
  const text = fs.readText('tasks.json');
  return { tasks: JSON.parse(text) as JsonObject[], config: fs.readText('label_config.xml'), text };
}

function firstOf(tasks: readonly JsonObject[], list: 'annotations' | 'predictions'): readonly JsonObject[] {
  const all = tasks[0]?.[list] as readonly Json[];
  const [first] = all;
  assert.ok(isObject(first));
  return first['result'] as readonly JsonObject[];
}

describe('Label Studio: reading tasks', () => {
  it('joins results of one id: labels, choices, texts and numbers of a region', () => {
    const { images, set, problems } = readTasksText(
      [
        taskOf([
          resultOf('rectanglelabels', { ...BOX, rectanglelabels: ['cat'] }, { score: 0.5, readonly: true }),
          resultOf('choices', { ...BOX, choices: ['yes'] }, { from_name: 'blur' }),
          resultOf('textarea', { ...BOX, text: ['EXIT'] }, { from_name: 'transcription' }),
          resultOf('number', { ...BOX, number: 4 }, { from_name: 'age' }),
          { id: 'z', from_name: 'scene', to_name: 'image', type: 'choices', value: { choices: ['night'] } },
        ]),
      ],
      CONFIG,
    );
    assert.deepEqual(problems, []);
    const [image] = images;
    const [annotation] = image?.doc.annotations ?? [];
    assert.equal(image?.doc.annotations.length, 1);
    assert.equal(annotation?.label, 'cat');
    assert.deepEqual(annotation.attributes, { blur: 'yes', age: 4 });
    assert.equal(annotation.text, 'EXIT');
    assert.equal(annotation.score, 0.5);
    assert.equal(annotation.locked, true);
    assert.deepEqual(image.doc.tags, ['night']);
    assert.deepEqual(
      set.schema.classes.map(({ name, color, key }) => [name, color, key]),
      [
        ['cat', '#ff8800', '1'],
        ['dog', undefined, undefined],
      ],
    );
    assert.deepEqual(set.schema.tags, [
      { name: 'scene', choice: 'single', required: true, options: [{ name: 'day' }, { name: 'night' }] },
    ]);
    assert.deepEqual(set.schema.relations, ['part of']);
    assert.deepEqual(set.schema.classes[0]?.attributes, [
      { name: 'blur', type: 'choice', options: ['yes', 'no'] },
      { name: 'age', type: 'number', min: 0, max: 9 },
    ]);
  });

  it('joins a plain geometry with its labels', () => {
    const { images } = readTasksText([
      taskOf([
        resultOf('rectangle', BOX, { from_name: 'rect' }),
        resultOf('labels', { ...BOX, labels: ['cat'] }, { from_name: 'tag' }),
      ]),
    ]);
    assert.deepEqual(
      images[0]?.doc.annotations.map(({ label, shape }) => [label, shape.kind]),
      [['cat', 'box']],
    );
  });

  it('takes the ground truth, else what was changed last, and never what was cancelled', () => {
    const annotation = (id: number, more: object): object => ({
      id,
      result: [resultOf('rectanglelabels', { ...BOX, rectanglelabels: [`a${id}`] })],
      ...more,
    });
    const labelOf = (annotations: readonly object[]): string | undefined =>
      readTasksText([{ id: 1, data: { image: 'a.jpg' }, annotations }]).images[0]?.doc.annotations[0]?.label;
    assert.equal(
      labelOf([annotation(1, { updated_at: '2025-01-02' }), annotation(2, { updated_at: '2025-01-01' })]),
      'a1',
    );
    assert.equal(
      labelOf([annotation(1, { ground_truth: true }), annotation(2, { updated_at: '2025-01-01' })]),
      'a1',
    );
    assert.equal(labelOf([annotation(1, {}), annotation(2, { was_cancelled: true })]), 'a1');
    const skipped = readTasksText([
      { id: 1, data: { image: 'a.jpg' }, annotations: [annotation(2, { was_cancelled: true })] },
    ]);
    assert.equal(skipped.images[0]?.labelled, false);
    const several = readTasksText([
      { id: 1, data: { image: 'a.jpg' }, annotations: [annotation(1, {}), annotation(2, {})] },
    ]);
    assert.deepEqual(
      several.problems.map(({ code }) => code),
      ['labelstudio-several'],
    );
  });

  it('reads predictions as proposals with model and score', () => {
    const { images } = readTasksText([
      {
        data: { image: 'a.jpg' },
        predictions: [
          {
            model_version: 'm1',
            score: 0.8,
            result: [resultOf('rectanglelabels', { ...BOX, rectanglelabels: ['cat'] })],
          },
        ],
      },
    ]);
    const [annotation] = images[0]?.doc.annotations ?? [];
    assert.deepEqual([annotation?.proposed, annotation?.model, annotation?.score], [true, 'm1', 0.8]);
    assert.equal(images[0]?.labelled, false);
  });

  it('reads relations in their direction, and completions of very old exports', () => {
    const { images } = readTasksText([
      {
        data: { image: 'a.jpg' },
        completions: [
          {
            result: [
              resultOf('rectanglelabels', { ...BOX, rectanglelabels: ['cat'] }, { id: 'aaaaaa' }),
              resultOf('rectanglelabels', { ...BOX, rectanglelabels: ['dog'] }, { id: 'bbbbbb' }),
              {
                type: 'relation',
                from_id: 'aaaaaa',
                to_id: 'bbbbbb',
                direction: 'left',
                labels: ['part of'],
              },
              { type: 'relation', from_id: 'aaaaaa', to_id: 'bbbbbb', direction: 'bi' },
            ],
          },
        ],
      },
    ]);
    assert.deepEqual(
      images[0]?.doc.annotations.map(({ links }) => links),
      [[{ to: 'bbbbbb' }], [{ to: 'aaaaaa', name: 'part of' }, { to: 'aaaaaa' }]],
    );
  });

  it('tells the line of a region that cannot be read, and of a task that is none', () => {
    const text = `[
{"id":1,"data":{"image":"a.jpg"},"annotations":[{"result":[
 {"id":"q1","type":"rectanglelabels","original_width":10,"original_height":10,"value":{"x":1,"y":"no","width":1,"height":1}}
]}]},
{"id":2,"data":{"image":"b.jpg"},"annotations":[{"result":[]}]},
17,
{"id":3,"data":{"text":"no image"}}
]`;
    const { images, problems } = readTasksText(text);
    assert.deepEqual(
      images.map(({ path }) => path),
      ['a.jpg', 'b.jpg'],
    );
    assert.deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ['labelstudio-task', 6],
        ['labelstudio-no-image', 7],
        ['labelstudio-region', 3],
      ],
    );
  });

  it('knows which file a reference means, and nothing outside of the folder', () => {
    for (const [ref, path] of [
      ['/data/local-files/?d=set%20a/b%26c.jpg', 'set a/b&c.jpg'],
      ['/data/upload/12/0a1b2c3d-cat.jpg', 'cat.jpg'],
      ['/data/upload/0a1b2c3d-cat.jpg', 'cat.jpg'],
      ['s3://bucket/some/key.jpg', 'some/key.jpg'],
      ['gs://bucket/key.jpg', 'key.jpg'],
      ['https://example.com/x/cat%20a.jpg?token=1#y', 'x/cat a.jpg'],
      ['images/a.jpg', 'images/a.jpg'],
      ['/data/local-files/?d=../../etc/passwd', 'etc/passwd'],
      ['C:\\data\\cat.jpg', 'cat.jpg'],
      ['data:image/png;base64,AAAA', undefined],
      ['', undefined],
    ] as const)
      assert.equal(pathOfRef(ref), path, ref);
    assert.equal(pathOfRef(localRef('a b/ü&c?d=1#.jpg')), 'a b/ü&c?d=1#.jpg');
  });

  it('keeps two uploads of one name apart', () => {
    const task = (id: number, digits: string): object => ({
      id,
      data: { image: `/data/upload/1/${digits}-cat.jpg` },
      annotations: [{ result: [] }],
    });
    const { images } = readTasksText([task(1, '00000001'), task(2, '00000002'), task(3, '00000002')]);
    assert.deepEqual(
      images.map(({ path }) => path),
      ['cat.jpg', '00000002-cat.jpg', 'task-3/cat.jpg'],
    );
  });
});

describe('Label Studio: what is rare', () => {
  it('reads pages, trees, bitmasks and tasks that nobody has worked on', () => {
    const config = `<View><Image name="doc" valueList="$pages"/><BitmaskLabels name="m" toName="doc"><Label value="ink"/></BitmaskLabels>
      <Taxonomy name="kind" toName="doc"><Choice value="bill"><Choice value="gas"/></Choice></Taxonomy>
      <Choices name="a" toName="doc"><Choice value="yes"/></Choices><Choices name="b" toName="doc"><Choice value="yes"/></Choices></View>`;
    const mask = { kind: 'mask' as const, x: 1, y: 2, widthPx: 2, heightPx: 1, runs: '02' };
    const url = valueOf(mask, 'bitmask', { widthPx: 100, heightPx: 50 })['imageDataURL'];
    const answers = [
      {
        id: '1',
        from_name: 'kind',
        to_name: 'doc',
        type: 'taxonomy',
        value: { taxonomy: [['bill', 'gas']] },
      },
      { id: '2', from_name: 'b', to_name: 'doc', type: 'choices', value: { choices: ['yes'] } },
      { id: '3', from_name: 'why', to_name: 'doc', type: 'textarea', value: { text: ['because'] } },
      {
        id: '4',
        from_name: 'v',
        to_name: 'doc',
        type: 'videorectangle',
        value: { sequence: [], framesCount: 3 },
      },
    ];
    const ink = resultOf(
      'bitmasklabels',
      { imageDataURL: url, bitmasklabels: ['ink'] },
      { from_name: 'm', to_name: 'doc', item_index: 1 },
    );
    const { set, images, problems } = readTasksText(
      [
        { id: 1, data: { pages: ['p/1.png', 'p/2.png'] }, annotations: [{ result: [ink, ...answers] }] },
        { data: { pages: ['q.png'] } },
      ],
      config,
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      images.map(({ path, labelled, doc }) => [path, labelled, doc.tags]),
      [
        ['p/1.png', true, ['bill / gas', 'b: yes']],
        ['q.png', false, []],
      ],
    );
    const [annotation] = images[0]?.doc.annotations ?? [];
    assert.deepEqual(annotation?.shape, mask);
    assert.equal(annotation.page, 1);
    const made = tasksWritten(set);
    assert.equal(made.config, config);
    const sorted = (list: readonly JsonObject[]): unknown =>
      list
        .map(({ id: _, ...rest }) => rest)
        .sort((x, y) => String(x['from_name']).localeCompare(String(y['from_name'])));
    assert.deepEqual(sorted(firstOf(made.tasks, 'annotations')), sorted([ink as JsonObject, ...answers]));
  });

  it('reads bare data, one task alone, and gives every class and question to the config', () => {
    assert.deepEqual(
      readTasksText([{ image: 'x/a.jpg' }]).images.map(({ path, labelled }) => [path, labelled]),
      [['x/a.jpg', false]],
    );
    assert.equal(readTasksText(taskOf([])).images[0]?.labelled, true);
    assert.equal(readTasksText('{"data": ').images.length, 0);
  });
});

describe('Label Studio: writing tasks', () => {
  it('writes what nobody touched with the same numbers, and what it does not know where it was', () => {
    const tasks = [
      {
        id: 9007199254740993123n,
        data: { image: '/data/upload/1/0a1b2c3d-a.jpg', project: 'x' },
        annotations: [
          {
            id: 77,
            completed_by: { id: 1, email: 'a@b.c' },
            result: [
              resultOf(
                'rectanglelabels',
                {
                  x: 44.31875,
                  y: 54.852112676056336,
                  width: 4.846875,
                  height: 13.704225352112676,
                  rotation: 3,
                  rectanglelabels: ['cat', 'dog'],
                },
                { origin: 'prediction', parentID: 'q', meta: { text: ['note'] }, mine: 1 },
              ),
              { id: 'r', from_name: 'stars', to_name: 'image', type: 'rating', value: { rating: 3 } },
            ],
            lead_time: 4.25,
            unique_id: 'u',
          },
          { id: 78, was_cancelled: true, result: [] },
        ],
        drafts: [{ id: 4 }],
        meta: { a: 1 },
      },
    ];
    const text = JSON.stringify(tasks, (_key, value: unknown) =>
      typeof value === 'bigint' ? `@${value}` : value,
    ).replace(/"@(\d+)"/, '$1');
    const { set } = readTasksText(text, CONFIG);
    const made = tasksWritten(set);
    assert.ok(made.text.includes('"id":9007199254740993123,'));
    const [task] = made.tasks;
    assert.ok(task);
    assert.deepEqual(task['data'], tasks[0]?.data);
    assert.deepEqual(task['drafts'], [{ id: 4 }]);
    assert.deepEqual(task['meta'], { a: 1 });
    const [annotation, cancelled] = task['annotations'] as readonly JsonObject[];
    assert.deepEqual(
      { ...annotation, result: 0 },
      { ...tasks[0]?.annotations[0], result: 0, was_cancelled: false, ground_truth: false },
    );
    assert.deepEqual(cancelled, tasks[0]?.annotations[1]);
    assert.deepEqual(annotation?.['result'], tasks[0]?.annotations[0]?.result);
    assert.equal(made.config, CONFIG);
  });

  it('changes only what was changed, and keeps the other answers', () => {
    const { set, images } = readTasksText([
      taskOf([
        resultOf('rectangle', BOX, { from_name: 'rect' }),
        resultOf('labels', { ...BOX, labels: ['cat'] }, { from_name: 'tag' }),
      ]),
    ]);
    const moved = images.map((image) => ({
      ...image,
      doc: {
        ...image.doc,
        annotations: image.doc.annotations.map((each) => ({
          ...each,
          label: 'dog',
          shape: { kind: 'box' as const, x: 10, y: 10, width: 20, height: 5 },
        })),
      },
    }));
    const results = firstOf(tasksWritten({ ...set, images: moved }).tasks, 'annotations');
    const value = { x: 10, y: 20, width: 20, height: 10, rotation: 0 };
    assert.deepEqual(
      results.map(({ type, value: each }) => [type, each]),
      [
        ['rectangle', value],
        ['labels', { ...value, labels: ['dog'] }],
      ],
    );
  });

  it('adds to a config what it lacks, and changes nothing else', () => {
    const { set } = readTasksText(
      [
        taskOf([
          resultOf('rectanglelabels', { ...BOX, rectanglelabels: ['bird'] }),
          resultOf(
            'brushlabels',
            {
              format: 'rle',
              rle: [0, 0, 78, 32, 57, 27, 254, 78, 31, 255, 255, 254, 0],
              brushlabels: ['cat'],
            },
            { id: 'b', from_name: 'brush', original_width: 100, original_height: 50 },
          ),
        ]),
      ],
      CONFIG,
    );
    const { config } = tasksWritten(set);
    const withBird = CONFIG.replace(
      '<Label value="dog"/></RectangleLabels>',
      '<Label value="dog"/>  <Label value="bird"/>\n</RectangleLabels>',
    );
    assert.equal(config.replace(/<BrushLabels.*/, '<BrushLabels name="brush" toName="image"/>'), withBird);
  });

  it('writes a config that names every control, label and object that the tasks use', () => {
    const annotations = [
      {
        id: 'aaaaaa',
        label: 'cat',
        shape: { kind: 'box' as const, x: 1, y: 2, width: 3, height: 4 },
        text: 'EXIT',
        attributes: { wet: true, free: [1] },
        links: [{ to: 'bbbbbb', name: 'part of' }],
      },
      {
        id: 'bbbbbb',
        label: 'a "b" <c>',
        shape: { kind: 'ellipse' as const, cx: 10, cy: 10, rx: 5, ry: 3, angle: 0 },
        proposed: true as const,
        model: 'm',
        score: 0.25,
      },
    ];
    const set: LabelSet = {
      schema: {
        images: [],
        sidecars: { place: 'auto' },
        tags: [],
        skeletons: [],
        relations: [],
        panoptic: false,
        classes: [
          { name: 'cat', id: 4, attributes: [{ name: 'wet', type: 'checkbox' }] },
          { name: 'a "b" <c>', attributes: [] },
        ],
      },
      imageCount: 1,
      images: [
        {
          path: 'x/a b.jpg',
          labelled: true,
          doc: {
            image: { file: 'a b.jpg', widthPx: 100, heightPx: 50 },
            tags: ['odd'],
            annotations,
            kept: [],
          },
        },
      ],
    };
    const { tasks, config } = tasksWritten(set);
    assert.deepEqual(tasks[0]?.['data'], { image: '/data/local-files/?d=x/a%20b.jpg' });
    const ids = firstOf(tasks, 'annotations').map(({ id, from_name: from }) => [id, from]);
    assert.deepEqual(ids, [
      ['aaaaaa', 'label'],
      ['aaaaaa', 'transcription'],
      ['aaaaaa', 'wet'],
      ['tags_answer', 'tags'],
    ]);
    const [prediction] = tasks[0]['predictions'] as readonly JsonObject[];
    assert.equal(prediction?.['model_version'], 'm');
    assert.equal(prediction['score'], 0.25);
    assert.match(
      config,
      /<EllipseLabels name="ellipse" toName="image">\n {4}<Label value="cat" category="4"\/>\n {4}<Label value="a &quot;b&quot; &lt;c&gt;"\/>/,
    );
    assert.match(config, /<Choices name="wet" toName="image" perRegion="true" choice="single">/);
    assert.match(
      config,
      /<Choices name="tags" toName="image" choice="multiple">\n {4}<Choice value="odd"\/>/,
    );
  });
});

describe('Label Studio: real files', () => {
  before(function () {
    if (!existsSync(FIXTURES)) skipBecause(this, 'no ../shared/fixtures');
  });

  it('reads the same objects as the other formats have, and writes the same numbers', () => {
    const folder = join(FIXTURES, 'same-labels');
    const text = readFileSync(join(folder, 'labelstudio/tasks.json'), 'utf8');
    const { objects } = JSON.parse(readFileSync(join(folder, 'canonical.json'), 'utf8')) as {
      objects: readonly { image: string; label: string; bbox_xywh: readonly number[] }[];
    };
    const { images, problems, set } = readTasksText(text);
    assert.deepEqual(problems, []);
    const found = images.flatMap(({ path, doc }) =>
      doc.annotations.map(({ label, shape }) => {
        assert.ok(shape.kind === 'box');
        return [
          path.replace('images/', ''),
          label,
          ...[shape.x, shape.y, shape.width, shape.height].map((value) => value.toFixed(3)),
        ].join();
      }),
    );
    const expected = objects.map(({ image, label, bbox_xywh: box }) =>
      [image, label, ...box.map((value) => value.toFixed(3))].join(),
    );
    assert.deepEqual(found.sort(), expected.sort());
    assert.deepEqual(tasksWritten(set).tasks, JSON.parse(text));
  });

  it('reads what the converter is tested with', () => {
    const folder = join(FIXTURES, 'labelstudio/test_export_yolo');
    for (const [tasks, config] of [
      ['data_obb.json', 'label_config_obb.xml'],
      ['data_polygons.json', 'label_config_polygons.xml'],
      ['data.json', 'label_config.xml'],
    ] as const) {
      const xml = readFileSync(join(folder, config), 'utf8');
      const read = readTasksText(readFileSync(join(folder, tasks), 'utf8'), xml);
      assert.deepEqual(
        read.problems.filter(({ code }) => code !== 'labelstudio-several'),
        [],
        tasks,
      );
      assert.ok(read.images.length > 0);
      // One class of the last file is not in its config.
      assert.equal(tasksWritten(read.set).config.replace(/ *<Label value="Butterfly"\/>\n/, ''), xml);
    }
  });
});
