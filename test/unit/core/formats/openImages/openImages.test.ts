import assert from 'node:assert/strict';
import { openImages } from '../../../../../src/core/formats/openImages/openImages';
import { encodeGreyPng } from '../../../../../src/core/formats/png/encodePng';
import { kindOf } from '../../../../../src/core/shapes/index';
import { fixtureSource } from '../../../../helpers/fixtures';
import { readAll, sourceOf, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

const HEADER =
  'ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax,IsOccluded,IsTruncated,IsGroupOf,IsDepiction,IsInside';

function read(files: Record<string, string | Uint8Array>) {
  const fs = new MemoryFs({ 'images/train/a.jpg': 'x', ...files });
  const { set, report } = readAll(
    openImages,
    sourceOf(fs, () => ({ widthPx: 200, heightPx: 100 })),
  );
  return { set, images: [...set.images], report };
}

describe('Open Images', () => {
  it('reads boxes in the order XMin, XMax, YMin, YMax as parts of the image, with their flags', () => {
    const { images, set } = read({
      'annotations/train-annotations-bbox.csv': `${HEADER}\na,xclick,/m/1,1,0.25,0.5,0.1,0.4,1,-1,1,1,0\na,activemil,/m/2,0.5,0,1,0,1,0,0,0,0,0\n`,
      'annotations/class-descriptions-boxable.csv': '/m/2,Dog\n/m/1,Cat\n/m/3,Cow\n',
    });
    const [image] = images;
    assert.deepEqual([image?.path, image?.split, image?.source], ['a.jpg', 'train', 'images/train/a.jpg']);
    const [cat, dog] = image?.doc.annotations ?? [];
    assert.deepEqual(cat && kindOf(cat.shape).print(cat.shape), [50, 10, 50, 30]);
    assert.deepEqual(
      [cat?.label, cat?.occluded, cat?.truncated, cat?.crowd, cat?.attributes, cat?.score],
      ['Cat', true, undefined, true, { depiction: true }, undefined],
    );
    assert.equal(dog?.score, 0.5);
    assert.deepEqual(
      set.schema.classes.map(({ name }) => name),
      ['Dog', 'Cat', 'Cow'],
    );
    const fs = written(openImages, set).fs;
    const rows = fs.readText('annotations/train-annotations-bbox.csv').trim().split('\n');
    assert.equal(rows[1], 'a,xclick,/m/1,1,0.25,0.5,0.1,0.4,1,-1,1,1,0');
    assert.equal(rows[2], 'a,activemil,/m/2,0.5,0,1,0,1,0,0,0,0,0');
    assert.equal(fs.readText('annotations/class-descriptions.csv'), '/m/2,Dog\n/m/1,Cat\n/m/3,Cow\n');
  });

  it('keeps labels of images: verified, verified to be absent, by machine', () => {
    const { images, set } = read({
      'train-annotations-human-imagelabels.csv':
        'ImageID,Source,LabelName,Confidence\na,verification,sun,1\na,verification,rain,0\n',
      'train-annotations-machine-imagelabels.csv': 'ImageID,Source,LabelName,Confidence\na,machine,fog,0.7\n',
    });
    assert.deepEqual(images[0]?.doc.tags, ['sun']);
    assert.deepEqual(images[0].doc.extra, {
      openimages: { absent: ['rain'], machine: [{ label: 'fog', confidence: 0.7 }] },
    });
    const { fs } = written(openImages, set);
    assert.match(fs.readText('annotations/train-annotations-human-imagelabels.csv'), /sun,1\n.*rain,0\n/);
    assert.match(fs.readText('annotations/train-annotations-machine-imagelabels.csv'), /machine,fog,0.7/);
  });

  it('keeps rows whose image has no known size, and says so', () => {
    const row = 'b,xclick,cat,1,0.25,0.5,0.1,0.4,0,0,0,0,0';
    const fs = new MemoryFs({ 'val-annotations-bbox.csv': `${HEADER}\n${row}\n` });
    const { set, report } = readAll(
      openImages,
      sourceOf(fs, () => undefined),
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['open-images-no-size'],
    );
    assert.ok(written(openImages, set).fs.readText('annotations/val-annotations-bbox.csv').includes(row));
  });

  describe('masks', () => {
    const MASKS = 'MaskPath,ImageID,LabelName,BoxID,BoxXMin,BoxXMax,BoxYMin,BoxYMax,PredictedIoU,Clicks';
    const TABLE = 'annotations/train-annotations-object-segmentation.csv';
    /** Half the size of the image: columns 20 to 39 of rows 5 to 9 are set. */
    const picture = (): Uint8Array => {
      const pixels = new Uint8Array(100 * 50);
      for (let row = 5; row < 10; row++) pixels.fill(255, row * 100 + 20, row * 100 + 40);
      return encodeGreyPng(100, 50, pixels);
    };
    const tables = {
      'annotations/train-annotations-bbox.csv': `${HEADER}\na,xclick,/m/1,1,0.19,0.41,0.1,0.2,1,0,0,0,-1\na,xclick,/m/1,1,0.5,0.6,0.1,0.2,0,0,0,0,0\n`,
      [TABLE]: `${MASKS}\na_m1_0a.png,a,/m/1,0a,0.190000,0.410000,0.100000,0.200000,0.87,1.5 2 1\n`,
    };

    it('belong to their box, whose facts they keep, and take the frame of the image', () => {
      const { images, report } = read({ ...tables, 'masks/train/a_m1_0a.png': picture() });
      assert.deepEqual(report.problems, []);
      const [first, second, ...more] = images[0]?.doc.annotations ?? [];
      assert.deepEqual([first?.shape.kind, second?.shape.kind, more], ['mask', 'box', []]);
      assert.deepEqual(first && kindOf(first.shape).bounds(first.shape), {
        x: 40,
        y: 10,
        width: 40,
        height: 10,
      });
      assert.equal(first?.occluded, true);
    });

    it('are written with their box as it was, until the mask changes', () => {
      const { set } = read({ ...tables, 'masks/train/a_m1_0a.png': picture() });
      const { fs } = written(openImages, set);
      const [, row] = fs.readText(TABLE).split('\n');
      assert.equal(row, 'a_0a.png,a,/m/1,0a,0.19,0.41,0.1,0.2,0.87,1.5 2 1');
      const [, box] = fs.readText('annotations/train-annotations-bbox.csv').split('\n');
      assert.equal(box, 'a,xclick,/m/1,1,0.19,0.41,0.1,0.2,1,0,0,0,-1');
      const [image] = [...set.images];
      const moved = image?.doc.annotations.map((each) => ({
        ...each,
        shape: kindOf(each.shape).translate(each.shape, 20, 0),
      }));
      assert.ok(image && moved);
      const images = [{ ...image, doc: { ...image.doc, annotations: moved } }];
      const [, after] = written(openImages, { ...set, images })
        .fs.readText(TABLE)
        .split('\n');
      assert.equal(after, 'a_0a.png,a,/m/1,0a,0.3,0.5,0.1,0.2,0.87,1.5 2 1');
    });

    it('that cannot be read are told with their line, and their box is read', () => {
      const { images, report } = read({ ...tables, 'masks/train/other.png': picture() });
      assert.deepEqual(
        report.problems.map(({ code, path, line }) => [code, path, line]),
        [['open-images-mask', TABLE, 2]],
      );
      assert.deepEqual(
        images[0]?.doc.annotations.map(({ shape }) => shape.kind),
        ['box', 'box'],
      );
      const broken = read({ ...tables, 'masks/train/a_m1_0a.png': picture().slice(0, 60) });
      assert.match(broken.report.problems[0]?.message ?? '', /a_m1_0a\.png cannot be read/);
    });

    it('are read from a set of version 6', function () {
      const { set } = readAll(openImages, fixtureSource(this, 'formats/open_images_dataset/v6'));
      const kinds = [...set.images].flatMap(({ doc }) => doc.annotations.map(({ shape }) => shape.kind));
      assert.ok(kinds.includes('mask'), kinds.join());
    });
  });

  it('takes sizes from the list beside the tables', () => {
    const fs = new MemoryFs({
      'val-annotations-bbox.csv': `${HEADER}\nb c,xclick,cat,1,0.5,1,0,1,0,0,0,0,0\n`,
      'images.meta': "# name height width\n'b c' 10 20\n",
    });
    const { set } = readAll(
      openImages,
      sourceOf(fs, () => undefined),
    );
    const [annotation] = [...set.images][0]?.doc.annotations ?? [];
    assert.deepEqual(annotation && kindOf(annotation.shape).print(annotation.shape), [10, 0, 10, 10]);
  });

  it('tells rows that it cannot read with their line', () => {
    const { report, images } = read({
      'train-annotations-bbox.csv': `${HEADER}\na,x,cat,1,zero,1,0,1,0,0,0,0,0\na,x,cat,1,0.9,0.1,0,2,0,0,0,0,0\n`,
    });
    assert.deepEqual(
      report.problems.map(({ code, line }) => [code, line]),
      [
        ['open-images-row', 2],
        ['box-reversed', 3],
        ['outside-image', 3],
      ],
    );
    assert.equal(images[0]?.doc.annotations.length, 1);
  });

  it('reads the same labels as the other formats do', function () {
    const { report } = readAll(
      openImages,
      fixtureSource(this, 'same-labels/openimages', 'same-labels/images'),
    );
    assert.equal(report.readTotal, 45);
  });
});
