import assert from 'node:assert/strict';
import picomatch from 'picomatch';
import { associationPattern } from '../../../src/host/associationPattern';

const takes = (folder: string, path: string): boolean => picomatch(associationPattern(folder))(path);

describe('associationPattern', () => {
  it('means the images at and below the folder, and no others', () => {
    assert.ok(takes('data', 'file:/home/me/repo/data/a.jpg'));
    assert.ok(takes('data', 'file:/home/me/repo/data/deep/er/a.png'));
    assert.ok(!takes('data', 'file:/home/me/repo/docs/a.jpg'));
    assert.ok(!takes('data', 'file:/home/me/repo/data/readme.md'));
    assert.ok(!takes('data', 'file:/home/me/repo/mydata/a.jpg'));
  });

  it('takes a folder by its whole path in the workspace', () => {
    assert.ok(takes('sets/parts', 'file:/w/sets/parts/a.tiff'));
    assert.ok(!takes('sets/parts', 'file:/w/other/parts/a.tiff'));
  });

  it('takes special characters of a folder name as any character', () => {
    for (const name of ['a[1]', 'b{2}', 'c*', 'd?', 'e!', 'f,g'])
      assert.ok(takes(name, `file:/w/${name}/x.jpg`), name);
  });
});
