import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { IMAGE_EXTENSIONS, imageFilter, isImageName } from '../../../../src/core/dataset/imageNames';
import { compareCodePoints } from '../../../../src/core/dataset/pathOrder';

interface Manifest {
  readonly contributes: {
    readonly customEditors: { readonly selector: { readonly filenamePattern: string }[] }[];
  };
}

describe('image names', function () {
  this.timeout(20_000);

  it('tells images by their extension', () => {
    for (const name of ['a.jpg', 'x/-b c.JPEG', 'ä%#.Tiff', 'a.b.png']) assert.ok(isImageName(name), name);
    for (const name of ['.jpg', 'x/.png', 'jpg', 'a.jpg.labels.json', 'a.txt', 'a.jpg/'])
      assert.ok(!isImageName(name), name);
  });

  it('are those for which the manifest offers the editor', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const patterns = manifest.contributes.customEditors.flatMap(({ selector }) => selector);
    assert.deepEqual(
      patterns.map(({ filenamePattern }) => filenamePattern).sort(),
      IMAGE_EXTENSIONS.map((extension) => `*.${extension}`).sort(),
    );
  });

  it('follows globs, whatever the capitals, and takes exceptions out', () => {
    const all = ['images/a.jpg', 'images/x/B.JPG', 'images/x/c.txt', 'other/d.png', 'e.png'];
    assert.deepEqual(all.filter(imageFilter([])), ['images/a.jpg', 'images/x/B.JPG', 'other/d.png', 'e.png']);
    assert.deepEqual(all.filter(imageFilter(['images/**/*.{jpg,png}'])), ['images/a.jpg', 'images/x/B.JPG']);
    assert.deepEqual(all.filter(imageFilter(['images/**'])), ['images/a.jpg', 'images/x/B.JPG']);
    assert.deepEqual(all.filter(imageFilter(['!images/x/**'])), ['images/a.jpg', 'other/d.png', 'e.png']);
    assert.deepEqual(all.filter(imageFilter(['*.png', 'other/*'])), ['other/d.png', 'e.png']);
  });

  it('sorts by code points', () => {
    const names = fc.string({ unit: 'binary', maxLength: 5 });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const [x, y] = [Array.from(a, codePoint), Array.from(b, codePoint)];
        const at = x.findIndex((point, i) => point !== y[i]);
        const expected = at < 0 ? x.length - y.length : y.length <= at ? 1 : (x[at] ?? 0) - (y[at] ?? 0);
        assert.equal(Math.sign(compareCodePoints(a, b)), Math.sign(expected));
      }),
    );
    assert.ok(compareCodePoints('\uffff', '\u{1f600}') < 0);
  });
});

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}
