import assert from 'node:assert/strict';
import { createMl } from '../../../../../src/core/formats/createMl/createMl';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

function read(text: string, path = 'a.json') {
  const { set, report } = readAll(
    createMl,
    sourceOf(new MemoryFs({ [path]: text }), () => undefined),
  );
  return { set, images: [...set.images], report };
}

const ANNOTATION = { label: 'cat', coordinates: { x: 10, y: 20, width: 4, height: 6 } };

describe('CreateML', () => {
  it('reads boxes by their middle, in both spellings', () => {
    const { images } = read(
      JSON.stringify([
        { image: 'a.jpg', verified: true, annotations: [ANNOTATION] },
        { imagefilename: 'b.jpg', annotation: [ANNOTATION] },
        { image: 'c.jpg', annotations: [] },
      ]),
    );
    assert.deepEqual(
      images.map(({ path, doc }) => [
        path,
        doc.state,
        doc.annotations.map(({ shape }) => kindOf(shape).print(shape)),
      ]),
      [
        ['a.jpg', 'done', [[8, 17, 4, 6]]],
        ['b.jpg', undefined, [[8, 17, 4, 6]]],
        ['c.jpg', undefined, []],
      ],
    );
  });

  it('tells what is wrong with its line, and reads the rest', () => {
    const text = `[\n{"image": "a.jpg", "annotations": [{"label": "cat"}, ${JSON.stringify(ANNOTATION)}]},\n{"annotations": []},\n{"image": ,},\n{"image": "d.jpg", "annotations": []}\n]`;
    const { images, report } = read(text);
    assert.deepEqual(
      images.map(({ path, doc }) => [path, doc.annotations.length]),
      [
        ['a.jpg', 1],
        ['d.jpg', 0],
      ],
    );
    assert.deepEqual(
      report.problems.map(({ code, line }) => [code, line]),
      [
        ['broken-json', 4],
        ['createml-no-image', 3],
        ['createml-annotation', 2],
      ],
    );
  });

  it('keeps members that it does not know, and annotations that it cannot read', () => {
    const entry = { image: 'a.jpg', annotations: [{ ...ANNOTATION, note: 'n' }], by: 'me' };
    const { set } = read(JSON.stringify([entry]));
    const text = written(createMl, set).fs.readText('annotations.createml.json');
    assert.deepEqual(JSON.parse(text), [entry]);
  });

  it('keeps paths inside, and images apart', () => {
    const { images } = read(
      JSON.stringify([
        { image: '/x/a.jpg', annotations: [] },
        { image: 'a.jpg', annotations: [] },
      ]),
    );
    assert.deepEqual(
      images.map(({ path }) => path),
      ['a.jpg', 'a (2).jpg'],
    );
  });

  it('reads one list in each folder of a split', () => {
    const list = JSON.stringify([{ image: 'a.jpg', annotations: [ANNOTATION] }]);
    const fs = new MemoryFs({
      'train/_annotations.createml.json': list,
      'valid/_annotations.createml.json': list,
    });
    const { set } = readAll(
      createMl,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      [...set.images].map(({ path, split }) => [path, split]),
      [
        ['train/a.jpg', 'train'],
        ['valid/a.jpg', 'valid'],
      ],
    );
  });

  it('reads the same labels as the other formats do', function () {
    const { report } = readAll(createMl, fixtureSource(this, 'same-labels/createml'));
    assert.equal(report.readTotal, 45);
  });
});
