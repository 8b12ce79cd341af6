import assert from 'node:assert/strict';
import { csv } from '../../../../../src/core/formats/csv/csv';
import { FORMATS } from '../../../../../src/core/formats/index';
import type { Source } from '../../../../../src/core/formats/format';
import type { LabelSet } from '../../../../../src/core/formats/labelSet';
import { ListReport } from '../../../../helpers/listReport';
import { fixtureSource } from '../../../../helpers/fixtures';
import { detected, readAll } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

function source(text: string, options: Record<string, string> = {}, name = 'labels.csv'): Source {
  const imageSize = () => ({ widthPx: 200, heightPx: 100 });
  return { fs: new MemoryFs({ [name]: text }), options, imageSize };
}

/** Path, tags, and label with box of each annotation. */
function contents(set: LabelSet) {
  return [...set.images].map(({ path, doc }) => [
    path,
    doc.tags.join('+'),
    ...doc.annotations.map(({ label, shape, score }) => {
      assert.equal(shape.kind, 'box');
      const box = shape.kind === 'box' ? [shape.x, shape.y, shape.width, shape.height] : [];
      return [label, ...box, ...(score === undefined ? [] : [score])].join(' ');
    }),
  ]);
}

function read(text: string, options: Record<string, string> = {}, name?: string) {
  return contents(readAll(csv, source(text, options, name)).set);
}

function written(set: LabelSet, options: Record<string, string> = {}) {
  const fs = new MemoryFs();
  const report = new ListReport();
  csv.write?.(set, { fs, options, image: () => undefined, report });
  return { text: fs.readText('labels.csv'), report };
}

/** The table written again after nothing was changed. */
function again(text: string, options: Record<string, string> = {}): string {
  return written(readAll(csv, source(text)).set, options).text;
}

describe('csv', () => {
  it('finds the columns by their names, whatever the form of the box', () => {
    const box = [['a.jpg', '', 'cat 10 20 30 40']];
    assert.deepEqual(
      read('filename,width,height,class,xmin,ymin,xmax,ymax\na.jpg,200,100,cat,10,20,40,60\n'),
      box,
    );
    assert.deepEqual(read('image;label;x;y;w;h\na.jpg;cat;10;20;30;40\n'), box);
    assert.deepEqual(
      read('image\tlabel\tcx\tcy\twidth\theight\na.jpg\tcat\t25\t40\t30\t40', {}, 'a.tsv'),
      box,
    );
    assert.deepEqual(read('image,label,bbox\na.jpg,cat,"[10, 20, 40, 60]"\n'), box);
    assert.deepEqual(read('image,class,x1,y1,x2,y2\na.jpg,cat,0.25,0.25,0.5,0.75\n'), [
      ['a.jpg', '', 'cat 50 25 50 50'],
    ]);
  });

  it('does without a header', () => {
    assert.deepEqual(read('a.jpg,10,20,40,60,cat\nb.jpg,,,,,\n'), [
      ['a.jpg', '', 'cat 10 20 30 40'],
      ['b.jpg', ''],
    ]);
    assert.deepEqual(read('a.jpg,cat\nb.jpg,dog\n'), [
      ['a.jpg', 'cat'],
      ['b.jpg', 'dog'],
    ]);
  });

  it('takes columns as the user names them', () => {
    const text = 'where,what,l,t,r,b\na.jpg,cat,10,20,40,60\n';
    assert.deepEqual(read(text, { path: 'where', label: '2', box: 'l,t,r,b' }), [
      ['a.jpg', '', 'cat 10 20 30 40'],
    ]);
  });

  it('reads several classes of an image from one cell, rows, or columns of 0 and 1', () => {
    assert.deepEqual(read('path,label\na.jpg,cat|dog\n'), [['a.jpg', 'cat+dog']]);
    assert.deepEqual(read('path,label\na.jpg,cat\na.jpg,dog\n'), [['a.jpg', 'cat+dog']]);
    assert.deepEqual(read('filename, cat, dog\na.jpg, 1, 0\nb.jpg, 1, 1\nc.jpg,,-1\n'), [
      ['a.jpg', 'cat'],
      ['b.jpg', 'cat+dog'],
      ['c.jpg', ''],
    ]);
  });

  it('says on which line a row is wrong and reads the rest', () => {
    const text =
      'path,label,xmin,ymin,xmax,ymax\na.jpg,cat,1,2,x,4\na.jpg,cat,5,6,1,2\n../../b.jpg,cat,1,2,3,4\na.jpg,dog,1,2,3,4\n';
    const { set, report } = readAll(csv, source(text));
    assert.deepEqual(contents(set), [
      ['a.jpg', '', 'dog 1 2 2 2'],
      ['b.jpg', '', 'cat 1 2 2 2'],
    ]);
    assert.deepEqual(report.problems.map(({ code, line }) => [code, line]).sort(), [
      ['csv-box', 2],
      ['csv-inverted-box', 3],
      ['path-outside', 4],
    ]);
  });

  it('writes a table again as it was: order of rows, unknown columns, digits, empty cells', () => {
    const text = [
      'id,filename,width,height,class,xmin,ymin,xmax,ymax,note',
      '001,b.jpg,200,100,cat,10.0,20,40,60,"said ""no"", twice"',
      '002,a.jpg,200,100,dog,1e1,20.50,40,60,=1+1',
      '003,b.jpg,200,100,,5,6,7,8,2024-01-02',
      '004,c.jpg,200,100,,,,,,nothing here',
      '',
    ].join('\n');
    assert.equal(again(text), text);
    const classes = 'filename;cat;dog\na.jpg;1;0\nb.jpg;;-1\n';
    assert.equal(again(classes), classes);
    const quoted = '"image","xmin","ymin","xmax","ymax","label"\n"a.jpg",1,2,3,4,"cat"\n';
    assert.equal(again(quoted), quoted);
    const twice = 'path,label\na.jpg,cat\nb.jpg,dog\na.jpg,dog\n';
    assert.equal(again(twice), twice);
  });

  it('changes one cell for one moved side', () => {
    const text = 'path,label,xmin,ymin,xmax,ymax,note\na.jpg,cat,10.0,20.0,40.0,60.0,"x"\n';
    const { set } = readAll(csv, source(text));
    const images = [...set.images].map((image) => ({
      ...image,
      doc: {
        ...image.doc,
        annotations: image.doc.annotations.map((each) => ({
          ...each,
          shape: { kind: 'box' as const, x: 10, y: 20, width: 35.5, height: 40 },
        })),
      },
    }));
    assert.match(written({ ...set, images }).text, /^a\.jpg,cat,10\.0,20\.0,45\.5,60\.0,x$/m);
  });

  it('puts an apostrophe before formulas when asked, and takes it off again', () => {
    const text = 'path,label,xmin,ymin,xmax,ymax\na.jpg,=cmd(),1,2,3,4\n';
    const { set } = readAll(csv, source(text));
    const { text: escaped, report } = written(set, { formulas: 'escape' });
    assert.match(escaped, /a\.jpg,'=cmd\(\),1,2,3,4/);
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ['csv-formula'],
    );
    assert.deepEqual(read(escaped, { formulas: 'escape' }), [['a.jpg', '', '=cmd() 1 2 2 2']]);
    assert.equal(again(text), text);
  });

  it('holds inherited names for columns, classes and options', () => {
    const text = 'path,label,xmin,ymin,xmax,ymax,__proto__\nconstructor,__proto__,1,2,3,4,x\n';
    assert.deepEqual(read(text), [['constructor', '', '__proto__ 1 2 2 2']]);
    assert.equal(again(text), text);
  });

  const DOG_CAT = [
    ['1.jpg', 'dog'],
    ['2.jpg', 'cat'],
    ['3.jpg', 'dog'],
    ['4.jpg', 'cat'],
    ['5.jpg', 'cat'],
  ];
  for (const name of ['ann.csv', 'ann_wo_ext.csv'])
    it(`reads classes of images as Kaggle has them: ${name}`, function () {
      const all = fixtureSource(this, `formats/kaggle_dataset/image_csv`);
      assert.deepEqual(contents(readAll(csv, { ...all, file: name }).set), DOG_CAT);
    });

  it('reads boxes as Kaggle has them, in each form', function () {
    const all = fixtureSource(this, 'formats/kaggle_dataset/image_csv_det');
    const [corners, , cell] = ['ann.csv', 'ann2.csv', 'ann3.csv'].map((file) =>
      contents(readAll(csv, { ...all, file }).set),
    );
    assert.deepEqual(corners?.[0], ['1.jpg', '', 'dog 0 1 1 1', 'cat 1 2 2 1']);
    assert.deepEqual(cell, corners);
    const sizes = contents(
      readAll(csv, { ...all, file: 'ann2.csv', options: { box: 'x1,y1,w,h', 'box-form': 'size' } }).set,
    );
    assert.deepEqual(sizes, corners);
    assert.deepEqual(contents(readAll(csv, { ...all, file: 'ann2.csv' }).set), corners);
  });

  it('takes tables of other tools for csv', function () {
    for (const path of [
      'kaggle_dataset/image_csv_det',
      'kaggle_dataset/image_csv_multi_label',
      'vott_csv_dataset/dataset',
    ]) {
      const found = detected(FORMATS, fixtureSource(this, `formats/${path}`));
      assert.equal(found?.format.id, 'csv', `${path}: ${found?.detection.reason}`);
    }
    const multi = fixtureSource(this, 'formats/kaggle_dataset/image_csv_multi_label');
    assert.deepEqual(contents(readAll(csv, multi).set).slice(3), [
      ['4.jpg', 'dog+cat'],
      ['5.jpg', 'dog+person'],
      ['6.jpg', 'cat+person'],
    ]);
  });
});
