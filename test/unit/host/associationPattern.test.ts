import assert from 'node:assert/strict';
import picomatch from 'picomatch';
import { associationPattern } from '../../../src/host/associationPattern';

const REPO = '/home/me/repo';
const takes = (folder: string, path: string): boolean => picomatch(associationPattern(REPO, folder))(path);

describe('associationPattern', () => {
  it('means the images at and below the folder, and no others', () => {
    assert.ok(takes(`${REPO}/data`, 'file:/home/me/repo/data/a.jpg'));
    assert.ok(takes(`${REPO}/data`, 'file:/home/me/repo/data/deep/er/a.png'));
    assert.ok(!takes(`${REPO}/data`, 'file:/home/me/repo/docs/a.jpg'));
    assert.ok(!takes(`${REPO}/data`, 'file:/home/me/repo/data/readme.md'));
    assert.ok(!takes(`${REPO}/data`, 'file:/home/me/repo/mydata/a.jpg'));
  });

  it('takes a folder by its whole path in the workspace', () => {
    assert.ok(takes(`${REPO}/sets/parts`, 'file:/clone/repo/sets/parts/a.tiff'));
    assert.ok(!takes(`${REPO}/sets/parts`, 'file:/home/me/repo/other/parts/a.tiff'));
  });

  it('leaves folders of the same name elsewhere alone', () => {
    assert.ok(!takes(`${REPO}/images`, 'file:/home/me/repo/docs/images/a.png'));
    assert.ok(!takes(`${REPO}/images`, 'file:/home/me/other/images/a.png'));
  });

  it('means the whole workspace folder when that is the data set', () => {
    assert.equal(associationPattern('/w/repo', '/w/repo/').split('*.')[0], '**/repo/**/');
    assert.ok(takes(REPO, 'file:/home/me/repo/a.jpg'));
    assert.equal(associationPattern('/', '/').split('*.')[0], '**/');
  });

  it('takes special characters of a folder name as any character', () => {
    for (const name of ['a[1]', 'b{2}', 'c*', 'd?', 'e!', 'f,g'])
      assert.ok(takes(`${REPO}/${name}`, `file:${REPO}/${name}/x.jpg`), name);
  });
});
