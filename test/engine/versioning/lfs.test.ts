import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageStatus } from '../../../src/engine/dataset/imageStatus';
import { FetchError, runFetch } from '../../../src/engine/versioning/fetchImage';
import { imageAt } from '../../../src/engine/versioning/imageAt';
import { openVersions } from '../../../src/engine/versioning/versions';
import { needsGitLfs } from '../../helpers/gitLfs';
import { git, gitFolder } from '../../helpers/gitRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const IMAGES = ["a b/[x]/it's.png", 'ünï.png', 'a b/p,q.png'];

describe('images in the real Git LFS', function () {
  this.timeout(120_000);
  let hub: string;
  let clone: string;
  const first = new Map(IMAGES.map((path) => [path, randomBytes(5000)]));
  before(function () {
    needsGitLfs(this);
  });
  beforeEach(() => {
    const root = gitFolder();
    [hub, clone] = [tempFolder(), join(tempFolder(), 'clone')];
    git(hub, 'init', '-q', '--bare', '-b', 'main');
    git(root, 'lfs', 'install', '--local');
    writeFiles(root, { '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n' });
    for (const files of [first, new Map(IMAGES.map((path) => [path, randomBytes(6000)]))]) {
      writeFiles(root, Object.fromEntries(files));
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', 'images');
    }
    git(root, 'remote', 'add', 'origin', hub);
    git(root, 'push', '-q', 'origin', 'main');
    git(tempFolder(), 'clone', '-q', hub, clone);
  });

  async function pull(path: string): Promise<void> {
    const status = await imageStatus(join(clone, path));
    assert.ok(status.state === 'missing' && status.fetch?.kind === 'lfs', path);
    await runFetch(status.fetch);
  }

  it('come one by one where it is set up, and say so where it is not', async () => {
    const [image = ''] = IMAGES;
    const error: unknown = await pull(image).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof FetchError);
    assert.match(error.message, /git lfs install --local/);
    git(clone, 'lfs', 'install', '--local', '--skip-smudge');
    for (const path of IMAGES) {
      await pull(path);
      assert.equal((await imageStatus(join(clone, path))).state, 'present', path);
      assert.equal(readFileSync(join(clone, path)).length, 6000);
    }
    assert.equal(git(clone, 'status', '--porcelain'), '');
  });

  it('are shown as of an older version once they are fetched', async () => {
    git(clone, 'lfs', 'install', '--local', '--skip-smudge');
    const versions = await openVersions(clone);
    const revision = await versions.resolve('HEAD~1');
    const [image = ''] = IMAGES;
    const missing = await imageAt(versions, revision, join(versions.root, image));
    assert.ok(missing?.kind === 'missing');
    assert.match(missing.why, /Git LFS/);
    const [, ref = ''] = /^git lfs fetch origin (\w+) --include=/.exec(missing.how) ?? [];
    git(clone, 'lfs', 'fetch', 'origin', ref, '--include=a b/*');
    const found = await imageAt(versions, revision, join(versions.root, image));
    assert.ok(found?.kind === 'bytes');
    assert.deepEqual(found.bytes, first.get(image));
    const oid = createHash('sha256').update(found.bytes).digest('hex');
    const stored = join(clone, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid);
    rmSync(stored);
    writeFileSync(stored, 'damaged');
    const damaged = await imageAt(versions, revision, join(versions.root, image));
    assert.ok(damaged?.kind === 'missing');
    assert.match(damaged.why, /is damaged: .* has SHA-256/);
    versions.dispose();
  });
});
