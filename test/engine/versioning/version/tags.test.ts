import assert from 'node:assert/strict';
import { dataSetVersions, refusedTag, versionCounts } from '../../../../src/engine/versioning/version/tags';
import { pushTarget } from '../../../../src/engine/versioning/version/pushTarget';
import { newDataFolders } from '../../../../src/engine/versioning/version/newData';
import { dataRepo, sidecar } from '../../../helpers/dataRepo';
import { git, gitFolder } from '../../../helpers/gitRepo';
import { writeFiles } from '../../../helpers/tempFolder';

describe('versions of a data set', function () {
  this.timeout(30_000);

  it('are tags with their notes, newest first, and how much each holds', async function () {
    const { root } = await dataRepo(this);
    const place = { folder: root };
    git(root, 'tag', '-a', 'v1', '-m', 'First\n\nwith nuts');
    writeFiles(root, { 'extra/x.png': 'x', 'labels/data/b.jpg.labels.json': sidecar('b.jpg', ['k00009']) });
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'second');
    git(root, 'tag', 'light');
    git(root, 'tag', 'blob', git(root, 'rev-parse', 'HEAD:data.dvc').trim());
    const versions = await dataSetVersions(place);
    assert.deepEqual(versions.map(({ name, notes }) => [name, notes]).sort(), [
      ['light', ''],
      ['v1', 'First\n\nwith nuts'],
    ]);
    for (const { name, commit } of versions) {
      assert.equal(commit, git(root, 'rev-parse', `${name}^{commit}`).trim());
      assert.deepEqual(
        await versionCounts(place, commit),
        name === 'v1'
          ? { labels: 1, images: 2, isComplete: true }
          : { labels: 2, images: 3, isComplete: true },
      );
    }
  });

  it('cannot have any name', async () => {
    const root = gitFolder();
    const place = { folder: root };
    for (const name of ['', '-d', 'a b', 'a..b', 'x.lock', 'a~1', 'HEAD', '--upload-pack=x'])
      assert.ok(await refusedTag(place, name), name);
    assert.equal(await refusedTag(place, 'v1.0/räder'), undefined);
  });

  it('go where the branch is followed, and say so when they cannot', async function () {
    const { root } = await dataRepo(this);
    const place = { folder: root };
    assert.deepEqual(await pushTarget(place), { remote: 'origin', branch: 'main', to: 'main' });
    git(root, 'switch', '-q', '-c', 'other');
    assert.deepEqual(await pushTarget(place), { remote: 'origin', branch: 'other', to: 'other' });
    git(root, 'remote', 'rename', 'origin', 'a');
    git(root, 'remote', 'add', 'b', root);
    await assert.rejects(pushTarget(place), /Which remote\?/);
    git(root, 'switch', '-q', '--detach');
    await assert.rejects(pushTarget(place), /detached HEAD/);
  });

  it('are offered folders of images that nobody versions yet', async function () {
    const { root } = await dataRepo(this);
    writeFiles(root, {
      'more/x.png': 'x',
      'texts/a.txt': 'a',
      'own/y.png': 'y',
      'own/y.png.labels.json': '{}',
    });
    const found = await newDataFolders({ folder: root });
    assert.deepEqual(
      found.map(({ path, isSuggested, writes }) => [path, isSuggested, writes]),
      [['more', false, ['more.dvc', '.gitignore']]],
    );
  });
});
