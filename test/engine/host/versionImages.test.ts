import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openVersions } from '../../../src/engine/versioning/versions';
import { VersionImages } from '../../../src/host/versions/asOf/versionImages';
import { labelRepo } from '../../helpers/labelRepo';
import { tempFolder } from '../../helpers/tempFolder';

describe('pictures of versions', () => {
  it('are one file, also when both sides of a comparison want the same picture at once', async () => {
    const repo = labelRepo();
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('one');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.commit('two');
    const versions = await openVersions(repo.root);
    try {
      const folder = tempFolder();
      const images = new VersionImages(folder);
      const names = ['HEAD', 'HEAD~1', 'HEAD', 'HEAD~1', 'HEAD', 'HEAD~1'];
      const revisions = await Promise.all(names.map((name) => versions.resolve(name)));
      const found = await Promise.all(
        revisions.map((revision) => images.of(versions, revision, join(repo.root, 'a.jpg'))),
      );
      const [first] = found;
      assert.ok(first?.kind === 'file' && first.note === undefined);
      for (const each of found) assert.deepEqual(each, first);
      assert.equal(readFileSync(first.path, 'utf8'), 'picture a.jpg');
      assert.equal(readdirSync(folder).length, 1);
    } finally {
      versions.dispose();
    }
  });
});
