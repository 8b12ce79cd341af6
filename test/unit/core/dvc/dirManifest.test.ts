import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseManifest, printManifest } from '../../../../src/core/dvc/dirManifest';

const A = '60b725f10c9c85c70d97880dfe8191b3';
const B = '3b5d5c3712955042212316173ccf37be';

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

describe("DVC's list of a folder's files", () => {
  it('has the text whose hash is the hash of the folder', () => {
    const plain = printManifest([
      { relpath: 'b.txt', md5: B },
      { relpath: 'a.txt', md5: A },
    ]);
    assert.equal(md5(plain), '6ea46d53348e675e87743182f72de908');
    const accents = printManifest([
      { relpath: 'b.txt', md5: B },
      { relpath: 'a/é.txt', md5: A },
    ]);
    assert.equal(md5(accents), '876283a6aae634e0f57640bca9283dd3');
    assert.equal(md5(printManifest([])), 'd751713988987e9331980363e24189ce');
  });

  it('escapes as Python does, surrogates and delete included', () => {
    const text = printManifest([{ relpath: '😀\u007f"\\\n', md5: A }]);
    assert.match(text, /"relpath": "\\ud83d\\ude00\\u007f\\"\\\\\\n"/);
  });

  it('reads back what it writes', () => {
    const entries = [
      { relpath: 'a/é.txt', md5: A },
      { relpath: 'b.txt', md5: B },
    ];
    const read = parseManifest(printManifest(entries));
    assert.deepEqual(read, { ok: true, entries, refused: [] });
  });

  it('refuses paths that lead out of the folder, and what is no entry', () => {
    const paths = ['../x', '/etc/passwd', 'a/../../b', 'C:/x', 'a\\..\\b', '', './a', 'a//b', 'a\0b'];
    const text = JSON.stringify([
      ...paths.map((relpath) => ({ relpath, md5: A })),
      ...[null, 3, { relpath: 'x' }, { relpath: 'x', md5: 'no' }, { md5: A }],
      { relpath: 'good', md5: A },
    ]);
    const read = parseManifest(text);
    assert.ok(read.ok);
    assert.deepEqual(read.entries, [{ relpath: 'good', md5: A }]);
    assert.equal(read.refused.length, paths.length + 5);
  });

  it('says what a damaged list is', () => {
    for (const text of ['', '{', '{}', 'null', '[1', '\u0000\u0001\u0002'])
      assert.equal(parseManifest(text).ok, false, text);
  });
});
