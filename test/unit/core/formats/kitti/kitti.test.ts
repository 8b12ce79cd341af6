import assert from 'node:assert/strict';
import { kitti } from '../../../../../src/core/formats/kitti/kitti';
import { dota } from '../../../../../src/core/formats/dota/dota';
import type { Format, Source } from '../../../../../src/core/formats/format';
import { readAll, written } from '../../../../helpers/formatRun';
import { MemoryFs } from '../../../../helpers/memoryFs';

function source(files: Record<string, string>): Source {
  const fs = new MemoryFs(files);
  return {
    fs,
    options: {},
    imageSize: (path) => (fs.has(path) ? { widthPx: 1242, heightPx: 375 } : undefined),
  };
}

/** The label file of one image, read and written again. */
function again(format: Format, files: Record<string, string>, labels: string): string {
  const { set, report } = readAll(format, source(files));
  assert.deepEqual(
    report.problems.filter(({ severity }) => severity !== 'info'),
    [],
  );
  return written(format, set).fs.readText(labels);
}

describe('KITTI', () => {
  const ROWS = [
    'Car 0.88 3 -0.69 0 192.37 402.31 374 1.6 1.57 3.23 -2.7 1.74 3.68 -1.29',
    'Pedestrian 0 1 -0.2 712.4 143 810.73 307.92 1.89 0.48 1.2 1.84 1.47 8.41 0.01 0.87',
    'DontCare -1 -1 -10 503.89 169.71 590.61 190.13 -1 -1 -1 -1000 -1000 -1000 -10',
    '',
  ].join('\n');
  const FILES = { 'training/image_2/000001.png': '-', 'training/label_2/000001.txt': ROWS };

  it('keeps every column, regions nobody cares for, and scores', () => {
    assert.equal(again(kitti, FILES, 'train/label_2/000001.txt'), ROWS);
  });

  it('says what the numbers mean', () => {
    const [image] = [...readAll(kitti, source(FILES)).set.images];
    assert.equal(image?.split, 'train');
    const [car, person, region] = image?.doc.annotations ?? [];
    assert.deepEqual(car?.shape, { kind: 'box', x: 0, y: 192.37, width: 402.31, height: 374 - 192.37 });
    assert.deepEqual([car?.occluded, car?.truncated, car?.attributes?.['occlusion']], [true, true, 3]);
    assert.deepEqual([person?.score, person?.occluded, person?.truncated], [0.87, true, undefined]);
    assert.deepEqual([region?.label, region?.crowd, region?.attributes], ['DontCare', true, undefined]);
  });

  it('reports rows that it cannot read and reads the others', () => {
    const rows = `Car 0 0\n${ROWS.replace('712.4', 'x')}`;
    const { set, report } = readAll(kitti, source({ ...FILES, 'training/label_2/000001.txt': rows }));
    assert.deepEqual(
      report.problems.map(({ code, line }) => [code, line]),
      [
        ['kitti-columns', 1],
        ['kitti-not-a-number', 3],
      ],
    );
    assert.equal([...set.images][0]?.doc.annotations.length, 2);
  });
});

describe('DOTA', () => {
  const ROWS =
    'imagesource:GoogleEarth\ngsd:0.146\n2 2 10 2.5 9 8 1 7 large-vehicle 2\n0 0 4 0 4 3 0 3 plane 0\n';

  it('keeps header lines, difficulty, and corners that are no rectangle', () => {
    const files = { 'train/images/P1.png': '-', 'train/labelTxt/P1.txt': ROWS };
    assert.equal(again(dota, files, 'train/labelTxt/P1.txt'), ROWS);
  });
});
