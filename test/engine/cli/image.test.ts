import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { relabel } from '../../helpers/cli';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';
import { fixture } from '../../helpers/workerProcess';

describe('relabel image', function () {
  this.timeout(60_000);
  const grey16 = encodePng({ widthPx: 20, heightPx: 10, kind: 'grey', bits: 16, sample: (x) => [x * 1000] });

  it('says what an image is, for people and for programs', async () => {
    const root = tempFolder();
    writeFiles(root, { 'a.png': grey16 });
    const { code, stdout } = await relabel(root, ['image', 'a.png']);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^a\.png: png, 20 x 10 pixels, 16-bit\n {2}values 0 to 19000\n {2}window "Automatic": /,
    );
    const json = await relabel(root, ['image', 'a.png', '--json']);
    const { images } = JSON.parse(json.stdout) as {
      readonly images: { readonly samples: { readonly depth: number } }[];
    };
    assert.equal(images[0]?.samples.depth, 16);
  });

  it('says why an image cannot be shown, and ends with 1', async () => {
    const root = tempFolder();
    writeFiles(root, {
      'a.heic': Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'b.png': grey16,
    });
    const { code, stdout } = await relabel(root, ['image', 'a.heic', 'b.png', 'none.png']);
    assert.equal(code, 1);
    assert.match(stdout, /a\.heic: unknown\n {2}cannot be shown: .*HEVC \(H\.265\)/);
    assert.match(stdout, /b\.png: png/);
    assert.match(stdout, /none\.png: unknown\n {2}cannot be shown: /);
  });

  it('tells the frames and windows of a DICOM file, and writes one as it is shown', async function () {
    const scan = fixture(this, 'dicom/pydicom-data/emri_small.dcm');
    const root = tempFolder();
    const { code, stdout } = await relabel(root, ['image', scan, '--page', '3', '--out', 'frame.png']);
    assert.equal(code, 0);
    assert.match(stdout, /dicom, 64 x 64 pixels, 12-bit, 10 pages/);
    const { width, height } = await sharp(readFileSync(join(root, 'frame.png'))).metadata();
    assert.deepEqual([width, height], [64, 64]);
  });

  it('refuses wrong arguments', async () => {
    const root = tempFolder();
    for (const args of [[], ['a.png', '--page', '0'], ['a.png', 'b.png', '--out', 'c.png']])
      assert.equal((await relabel(root, ['image', ...args])).code, 2, args.join(' '));
  });
});
