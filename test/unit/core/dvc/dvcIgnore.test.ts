import assert from 'node:assert/strict';
import { parseDvcIgnore } from '../../../../src/core/dvc/dvcIgnore';

describe('.dvcignore', () => {
  const ignores = parseDvcIgnore(
    [
      '# leftovers',
      '*.cache',
      '!keep.cache',
      '/top',
      'a/**/z',
      'build/',
      'x[0-9].txt',
      '**/deep/q',
      '\\#hash',
      'n?',
    ].join('\n'),
  );

  it('has the rules of gitignore', () => {
    const yes = [
      'b.cache',
      'd/b.cache',
      'top',
      'a/z',
      'a/b/c/z',
      'x1.txt',
      'd/x9.txt',
      'deep/q',
      'm/deep/q',
      '#hash',
      'n1',
    ];
    const no = ['keep.cache', 'd/top', 'a/zz', 'xa.txt', 'deep/r', 'n', 'n12', 'build'];
    for (const path of yes) assert.equal(ignores(path, false), true, path);
    for (const path of no) assert.equal(ignores(path, false), false, path);
    assert.equal(ignores('d/build', true), true);
  });

  it('never lets git and DVC themselves in', () => {
    for (const path of ['.git', 'sub/.dvc', '.hg']) assert.equal(parseDvcIgnore('')(path, true), true, path);
  });

  it('takes any text', () => {
    for (const text of ['[', '***', '/', '!', '\\', '(', 'a\\', '[!]', '[z-a]', '[]a]'])
      assert.doesNotThrow(() => parseDvcIgnore(text)('a/b', false), text);
  });
});
