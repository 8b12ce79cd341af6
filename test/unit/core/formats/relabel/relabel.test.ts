import assert from 'node:assert/strict';
import type { Annotation } from '../../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../../src/core/annotation/document';
import { printSidecar } from '../../../../../src/core/annotation/sidecar';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { relabel } from '../../../../../src/core/formats/relabel/relabel';
import { EMPTY_SCHEMA } from '../../../../../src/core/schema/labelSchema';
import { EVERY_FACT, EVERY_KIND } from '../../../../helpers/everyKind';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

function sidecar(file: string, annotations: readonly Annotation[] = EVERY_KIND): string {
  return printSidecar({ ...emptyDoc({ file, widthPx: 640, heightPx: 480 }), annotations });
}

const SIZE = { widthPx: 640, heightPx: 480 };

function read(files: Record<string, string>, file?: string) {
  const { set, report } = readAll(
    relabel,
    sourceOf(new MemoryFs(files), () => SIZE, file),
  );
  return { set, report, images: [...set.images] };
}

describe('sidecars as a format', () => {
  it('reads images with and without labels, and where their files are', () => {
    const { images, set } = read({
      'a.jpg': '',
      'b/c.png': '',
      'b/c.png.labels.json': sidecar('c.png'),
      'gone.jpg.labels.json': sidecar('gone.jpg', []),
      'relabel.yaml': 'classes: [bolt, thing]',
    });
    assert.deepEqual(
      images.map(({ path, source, labelled, doc }) => [path, source, labelled, doc.annotations.length]),
      [
        ['a.jpg', 'a.jpg', false, 0],
        ['b/c.png', 'b/c.png', true, EVERY_KIND.length],
        ['gone.jpg', undefined, true, 0],
      ],
    );
    assert.equal(set.imageCount, 3);
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['bolt', 'thing', 'person'],
    );
  });

  it('finds the images of mirrored trees, and of the folder that relabel.yaml names', () => {
    const { images } = read({
      'data/images/a/1.jpg': '',
      'data/labels/_images/a/1.jpg.labels.json': sidecar('1.jpg'),
      'raw/2.jpg': '',
      'labels/raw/2.jpg.labels.json': sidecar('2.jpg'),
      'pictures/3.jpg': '',
      'truth/pictures/3.jpg.labels.json': sidecar('3.jpg'),
      'relabel.yaml': 'sidecars: {folder: truth}',
    });
    assert.deepEqual(
      images.map(({ path, labelled }) => [path, labelled]),
      [
        ['data/images/a/1.jpg', true],
        ['pictures/3.jpg', true],
        ['raw/2.jpg', true],
      ],
    );
  });

  it('reads the sidecar beside the image where there are two, and says so', () => {
    const { images, report } = read({
      'raw/2.jpg': '',
      'labels/raw/2.jpg.labels.json': sidecar('2.jpg', []),
      'raw/2.jpg.labels.json': sidecar('2.jpg'),
    });
    assert.equal(images[0]?.doc.annotations.length, EVERY_KIND.length);
    assert.deepEqual(
      report.problems.map(({ code, path }) => [code, path]),
      [['two-sidecars', 'labels/raw/2.jpg.labels.json']],
    );
  });

  it('says which sidecar cannot be read, and in which line, and reads the others', () => {
    const broken = sidecar('a.jpg').replace('"label": "thing"', '"label": thing');
    const { images, report } = read({ 'a.jpg.labels.json': broken, 'b.jpg.labels.json': sidecar('b.jpg') });
    assert.equal(images[1]?.doc.annotations.length, EVERY_KIND.length);
    assert.deepEqual(
      report.problems.map(({ path, line }) => [path, line]),
      [['a.jpg.labels.json', 4]],
    );
  });

  it('reads one sidecar alone', () => {
    const files = { 'a.jpg.labels.json': sidecar('a.jpg'), 'b.jpg.labels.json': sidecar('b.jpg') };
    assert.deepEqual(
      read(files, 'b.jpg.labels.json').images.map(({ path }) => path),
      ['b.jpg'],
    );
  });

  it('keeps labels that no class has, however the file is laid out', () => {
    const text = JSON.stringify(JSON.parse(sidecar('a.jpg', [{ ...EVERY_FACT, label: 'say "x"' }])), null, 2);
    const { set } = read({ 'a.jpg.labels.json': text });
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['say "x"'],
    );
  });

  it('writes the split as a key that the editor keeps, and nothing for images that nobody looked at', () => {
    const doc = emptyDoc({ file: 'a.jpg', ...SIZE });
    const set: LabelSet = {
      schema: EMPTY_SCHEMA,
      imageCount: 3,
      images: [
        { path: 'a.jpg', split: 'val', labelled: true, doc },
        { path: 'b.jpg', labelled: false, doc: emptyDoc({ file: 'b.jpg', ...SIZE }) },
        { path: 'c.jpg', labelled: true, doc: { ...emptyDoc({ file: 'c.jpg', widthPx: 0, heightPx: 0 }) } },
      ],
    };
    const { fs, report } = written(relabel, set);
    assert.equal(
      fs.readText('a.jpg.labels.json'),
      '{"relabel": 1,\n"image": {"file": "a.jpg", "width": 640, "height": 480},\n"split": "val",\n"annotations": []}\n',
    );
    assert.deepEqual(fs.paths, ['a.jpg', 'a.jpg.labels.json', 'b.jpg', 'c.jpg', 'relabel.yaml']);
    assert.deepEqual(report.lossCounts, { 'size-unknown': 1 });
  });
});
