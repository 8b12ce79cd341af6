import assert from 'node:assert/strict';
import { imageFolder, yoloClassify } from '../../../../../src/core/formats/imageFolder/imageFolder';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { detected, readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { fixtureSource } from '../../../../helpers/fixtures';
import { MemoryFs } from '../../../../helpers/memoryFs';

function setOf(
  options: readonly string[],
  rows: readonly (readonly [path: string, tag: string, split?: string])[],
): LabelSet {
  const images = rows.map(([path, tag, split]) => ({
    path,
    ...(split !== undefined && { split }),
    labelled: true,
    doc: { image: { file: path, widthPx: 10, heightPx: 10 }, tags: [tag], annotations: [], kept: [] },
  }));
  const group = {
    name: 'kind',
    choice: 'single' as const,
    required: true,
    options: options.map((name) => ({ name })),
  };
  return { schema: { ...EMPTY_SCHEMA, tags: [group] }, imageCount: images.length, images };
}

describe('folders of classes', () => {
  it('gives every class a folder in every split', () => {
    const set = setOf(
      ['ant', 'bee'],
      [
        ['a.jpg', 'ant', 'train'],
        ['b.jpg', 'bee', 'val'],
      ],
    );
    const { fs } = written(imageFolder, set);
    assert.deepEqual(fs.paths, [
      'train/ant/a.jpg',
      'train/bee/.gitkeep',
      'val/ant/.gitkeep',
      'val/bee/b.jpg',
    ]);
    const read = readAll(
      imageFolder,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(read.report.problems, []);
    assert.deepEqual(
      read.set.schema.tags.flatMap(({ options }) => options.map(({ name }) => name)),
      ['ant', 'bee'],
    );
  });

  it('replaces what a folder cannot be called, keeps names apart, and says so', () => {
    const set = setOf(
      ['a/b', 'a:b', '..'],
      [
        ['1.jpg', 'a/b'],
        ['2.jpg', 'a:b'],
        ['3.jpg', '..'],
      ],
    );
    const { fs, report } = written(imageFolder, set);
    assert.deepEqual(fs.paths, ['__/3.jpg', 'a_b/1.jpg', 'a_b_2/2.jpg']);
    assert.equal(report.lossCounts['class-renamed'], 3);
  });

  it('warns of a class that a split has no folder for', () => {
    const fs = new MemoryFs({ 'train/a/1.jpg': '-', 'train/b/2.jpg': '-', 'val/b/3.jpg': '-' });
    const { report } = readAll(
      imageFolder,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      report.problems.map(({ code, path }) => [code, path]),
      [['class-folder-missing', 'val/a']],
    );
  });

  it('puts the class before names that are not unique, and takes it off in writing', () => {
    const files = { 'cat/1.jpg': '-', 'dog/1.jpg': '-' };
    const { set } = readAll(
      imageFolder,
      sourceOf(new MemoryFs(files), () => undefined),
    );
    assert.deepEqual(
      [...set.images].map(({ path, doc }) => [path, doc.tags]),
      [
        ['cat/1.jpg', ['cat']],
        ['dog/1.jpg', ['dog']],
      ],
    );
    assert.deepEqual(written(imageFolder, set).fs.paths, Object.keys(files));
  });

  it('leaves the names of classes to Ultralytics and other readers', () => {
    const { fs } = written(yoloClassify, setOf(['bee', 'ant'], [['a.jpg', 'bee', 'train']]));
    assert.equal(fs.readText('data.yaml'), '# task: classify\nnames:\n  0: ant\n  1: bee\n');
  });

  it('reads crops by class and split', function () {
    const source = fixtureSource(this, 'image-folder');
    assert.equal(detected(FORMATS, source)?.format.id, 'image-folder');
    const { set } = readAll(imageFolder, source);
    const images = [...set.images];
    assert.deepEqual([images.length, images.filter(({ split }) => split === 'val').length], [20, 6]);
    assert.deepEqual(
      set.schema.tags[0]?.options.map(({ name }) => name),
      ['dining_table', 'oven', 'person', 'sink', 'toilet'],
    );
  });

  it('takes deeper folders for their class, and images beside classes for unlabelled', function () {
    const { set } = readAll(imageFolder, fixtureSource(this, 'formats/imagenet_dataset'));
    const classes = [...set.images]
      .map(({ path, labelled, doc }) => [path, labelled, ...doc.tags].join(' '))
      .sort();
    assert.deepEqual(classes, [
      'label_0_1.jpg true label_0',
      'label_0_2.jpg false',
      'label_1_1.jpg true label_1',
      'label_1_1/label_1_1.jpg true label_1',
    ]);
  });
});
