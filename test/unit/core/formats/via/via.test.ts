import assert from 'node:assert/strict';
import { via } from '../../../../../src/core/formats/via/via';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

function read(files: Record<string, string>, options: Record<string, string> = {}) {
  const source = { ...sourceOf(new MemoryFs(files), () => ({ widthPx: 100, heightPx: 80 })), options };
  const { set, report } = readAll(via, source);
  return { set, images: [...set.images], report };
}

const SHAPES = [
  { name: 'rect', x: 1, y: 2, width: 3, height: 4 },
  { name: 'circle', cx: 9, cy: 8, r: 2.5 },
  { name: 'ellipse', cx: 9, cy: 8, rx: 4, ry: 2, theta: Math.PI / 2 },
  { name: 'polygon', all_points_x: [1, 2, 3], all_points_y: [4, 5, 3] },
  { name: 'polyline', all_points_x: [1, 2], all_points_y: [4, 5] },
  { name: 'point', cx: 5, cy: 6 },
];
const REGIONS = SHAPES.map((shape_attributes) => ({
  shape_attributes,
  region_attributes: { kind: 'x', label: 'cat' },
}));
const IMAGE = { filename: 'a.jpg', size: 12, regions: REGIONS, file_attributes: { place: 'home' } };
const PRINTED = [
  [1, 2, 3, 4],
  [9, 8, 2.5, 2.5, 0],
  [9, 8, 4, 2, 90],
  [[1, 4, 2, 5, 3, 3]],
  [1, 4, 2, 5],
  [5, 6],
];

describe('VIA', () => {
  it('reads all shapes; the attribute that is called like a class is the class', () => {
    const { images, set } = read({ 'via.json': JSON.stringify({ 'a.jpg12': IMAGE }) });
    const annotations = images[0]?.doc.annotations ?? [];
    assert.deepEqual(
      annotations.map(({ shape }) => kindOf(shape).print(shape)),
      PRINTED,
    );
    assert.deepEqual(annotations[0]?.attributes, { kind: 'x' });
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['cat'],
    );
  });

  it('takes the attribute that is named for the class', () => {
    const { set } = read({ 'via.json': JSON.stringify({ 'a.jpg12': IMAGE }) }, { class: 'kind' });
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['x'],
    );
  });

  it('says how many regions have no class', () => {
    const image = { ...IMAGE, regions: [REGIONS[0], { shape_attributes: SHAPES[0], region_attributes: {} }] };
    const { report, images, set } = read({ 'via.json': JSON.stringify({ 'a.jpg12': image }) });
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['cat', 'region'],
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['via-no-class'],
    );
    assert.deepEqual(
      images[0]?.doc.annotations.map(({ label }) => label),
      ['cat', 'region'],
    );
  });

  it('reads regions of VIA 1, which are no list', () => {
    const old = { ...IMAGE, regions: Object.fromEntries(REGIONS.map((region, i) => [i, region])) };
    assert.equal(read({ 'via.json': JSON.stringify({ 'a.jpg12': old }) }).report.readTotal, 6);
  });

  it('reads the CSV that it and VIA write', () => {
    const cell = (value: unknown): string => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const rows = REGIONS.map(
      (each, i) =>
        `a.jpg,12,${cell({ place: 'home' })},6,${i},${cell(each.shape_attributes)},${cell(each.region_attributes)}`,
    );
    const header =
      'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes';
    const { set, images } = read({
      'via.csv': `${header}\n${rows.join('\n')}\nb.jpg,7,"{}",0,0,"{}","{}"\n`,
    });
    assert.deepEqual(
      images.map(({ path, doc }) => [path, doc.annotations.length]),
      [
        ['a.jpg', 6],
        ['b.jpg', 0],
      ],
    );
    const csv = written(via, set, { form: 'csv' }).fs.readText('via_region_data.csv');
    const again = read({ 'via.csv': csv });
    assert.deepEqual(
      again.images.map(({ doc }) => doc.annotations),
      images.map(({ doc }) => doc.annotations),
    );
  });

  it('takes names from the options where ids are numbers, and checkboxes as lists', () => {
    const project = {
      _via_settings: { project: { name: 'p' } },
      _via_img_metadata: {
        'a.jpg12': {
          ...IMAGE,
          regions: [
            { shape_attributes: SHAPES[0], region_attributes: { category: '3', traits: { old: true } } },
          ],
        },
      },
      _via_attributes: {
        region: {
          category: { type: 'dropdown', options: { 3: 'cat', 7: 'dog' } },
          traits: { type: 'checkbox', options: { old: '', wet: '' } },
        },
        file: {},
      },
    };
    const { set, images } = read({ 'p.json': JSON.stringify(project) });
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['cat', 'dog'],
    );
    assert.equal(images[0]?.doc.annotations[0]?.label, 'cat');
    assert.deepEqual(images[0].doc.annotations[0]?.attributes, { traits: ['old'] });
    const text = written(via, set).fs.readText('via_project.json');
    const { _via_img_metadata: out, _via_settings: settings } = JSON.parse(text) as {
      _via_img_metadata: Record<string, { regions: { region_attributes: unknown }[]; size: number }>;
      _via_settings: unknown;
    };
    assert.deepEqual(out['a.jpg12']?.regions[0]?.region_attributes, { class: 'cat', traits: { old: true } });
    assert.equal(out['a.jpg12'].size, 12);
    assert.deepEqual(settings, project._via_settings);
  });

  it('tells regions that it cannot read, and writes them back', () => {
    const bad = { shape_attributes: { name: 'blob' }, region_attributes: { label: 'cat' } };
    const { set, report } = read({
      'via.json': JSON.stringify({ 'a.jpg12': { ...IMAGE, regions: [bad, REGIONS[0]] } }),
    });
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['via-region'],
    );
    assert.ok(written(via, set).fs.readText('via_project.json').includes('"blob"'));
  });

  it('reads the same labels as the other formats do', function () {
    const { report } = readAll(via, fixtureSource(this, 'same-labels/via'));
    assert.equal(report.readTotal, 45);
  });
});
