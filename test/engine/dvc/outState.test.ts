import assert from 'node:assert/strict';
import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { dvcRepoOf, localRemoteFolder, openDvcRepo } from '../../../src/engine/dvc/dvcRepo';
import { md5OfBytes, md5OfFile } from '../../../src/engine/dvc/md5';
import { findObject } from '../../../src/engine/dvc/objects';
import { OutComparer } from '../../../src/engine/dvc/outState';
import { pullTargets } from '../../../src/engine/dvc/pullTargets';
import { trackerOf, trackersOf } from '../../../src/engine/dvc/trackers';
import { dataRepo, type DataRepo } from '../../helpers/dataRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

describe('what DVC tracks, without the program', function () {
  this.timeout(30_000);
  let repo: DataRepo;
  beforeEach(async function () {
    repo = await dataRepo(this);
  });

  async function comparer(budgetBytes?: number): Promise<OutComparer> {
    const found = await dvcRepoOf(join(repo.root, 'data'));
    assert.ok(found);
    return new OutComparer(repo.root, found.cacheFolder, budgetBytes === undefined ? {} : { budgetBytes });
  }

  async function all(budgetBytes?: number) {
    const [tracker] = await trackersOf({ folder: repo.root });
    const [out] = tracker?.outs ?? [];
    assert.ok(out);
    const { out: _, ...state } = await (await comparer(budgetBytes)).all(out);
    return state;
  }

  it('is told apart: same, added, changed, deleted, never pulled', async () => {
    const none = { added: [], modified: [], deleted: [], notPulled: [], unchecked: [] };
    assert.deepEqual(await all(), none);
    writeFiles(repo.root, { 'data/new/x.jpg': 'x', 'data/a.jpg': 'picture A' });
    rmSync(join(repo.root, 'data/b.jpg'));
    assert.deepEqual(await all(), {
      ...none,
      added: ['data/new/x.jpg'],
      modified: ['data/a.jpg'],
      deleted: ['data/b.jpg'],
    });
    const md5 = createHash('md5').update('picture b, larger').digest('hex');
    const object = await findObject(join(repo.root, '.dvc/cache'), md5, 'md5');
    assert.ok(object);
    rmSync(object);
    assert.deepEqual((await all()).notPulled, ['data/b.jpg']);
  });

  it('is not read when the time does not allow it, unless it is a link into the cache', async () => {
    writeFileSync(join(repo.root, 'data/a.jpg'), 'picture a');
    assert.deepEqual((await all(0)).unchecked, ['data/a.jpg', 'data/b.jpg']);
    const md5 = createHash('md5').update('picture a').digest('hex');
    const object = await findObject(join(repo.root, '.dvc/cache'), md5, 'md5');
    rmSync(join(repo.root, 'data/a.jpg'));
    linkSync(object ?? '', join(repo.root, 'data/a.jpg'));
    assert.deepEqual((await all(0)).unchecked, ['data/b.jpg']);
  });

  it('leaves out what .dvcignore says', async () => {
    writeFiles(repo.root, { '.dvcignore': '*.cache\n', 'data/x.cache': 'x', 'data/sub/.git/y': 'y' });
    assert.deepEqual((await all()).added, []);
  });

  it('says when the list of files is not there, or is damaged', async () => {
    const found = await trackerOf(repo.root, join(repo.root, 'data/a.jpg'));
    assert.equal(found?.tracker.path, 'data.dvc');
    const list = await findObject(join(repo.root, '.dvc/cache'), found.out.md5 ?? '', 'md5', '.dir');
    assert.ok(list);
    rmSync(list);
    assert.match((await all()).unknown ?? '', /list of files of data is not in the local DVC cache/);
  });

  it('names what to pull for a file, a folder, and all', async () => {
    const place = { folder: repo.root };
    assert.deepEqual(await pullTargets(place, join(repo.root, 'data/a.jpg')), ['data/a.jpg']);
    assert.deepEqual(await pullTargets(place, join(repo.root, 'data')), ['data.dvc']);
    assert.deepEqual(await pullTargets(place, join(repo.root, 'data/sub')), ['data/sub']);
    assert.deepEqual(await pullTargets(place, repo.root), ['data.dvc']);
    assert.deepEqual(await pullTargets(place, join(repo.root, 'labels')), []);
  });

  it('has its cache where the nearest settings say', async () => {
    const root = tempFolder();
    const home = tempFolder();
    writeFiles(root, { '.dvc/config': '[cache]\ndir = ../shared\n' });
    writeFiles(home, { config: '[cache]\ndir = /elsewhere\n' });
    const env = { DVC_GLOBAL_CONFIG_DIR: home, DVC_SYSTEM_CONFIG_DIR: join(home, 'none') };
    assert.equal((await openDvcRepo(root, env)).cacheFolder, join(root, 'shared'));
    writeFiles(root, { '.dvc/config': '' });
    assert.equal((await openDvcRepo(root, env)).cacheFolder, '/elsewhere');
    const opened = await openDvcRepo(root, { ...env, DVC_GLOBAL_CONFIG_DIR: join(home, 'none') });
    assert.equal(opened.cacheFolder, join(root, '.dvc', 'cache'));
    assert.equal(localRemoteFolder(opened, '../../store'), join(root, '..', 'store'));
    for (const url of ['s3://b', 'https://x/y.dvc', 'user@host:/x', 'host:x'])
      assert.equal(localRemoteFolder(opened, url), undefined, url);
  });
});

describe("DVC's hash of a file", () => {
  it('is of the bytes, or of text with LF line ends as DVC 2 had it', async () => {
    const folder = tempFolder();
    writeFiles(folder, { 'a.txt': 'a\r\n', 'b.bin': Buffer.from([0, 13, 10]) });
    const lf = '60b725f10c9c85c70d97880dfe8191b3';
    assert.equal(await md5OfFile(join(folder, 'a.txt'), 'md5-dos2unix'), lf);
    assert.notEqual(await md5OfFile(join(folder, 'a.txt')), lf);
    assert.equal(md5OfBytes(Buffer.from('a\r\n'), 'md5-dos2unix'), lf);
    assert.equal(
      await md5OfFile(join(folder, 'b.bin'), 'md5-dos2unix'),
      await md5OfFile(join(folder, 'b.bin')),
    );
  });

  it('goes chunk by chunk through large text, as DVC does', async () => {
    const folder = tempFolder();
    const text = `${'x'.repeat(2 ** 20 - 1)}\r\n${'y\r\n'.repeat(1000)}`;
    writeFiles(folder, { 'big.txt': text });
    // The line end that two chunks share stays as it is.
    const expected = createHash('md5')
      .update(`${'x'.repeat(2 ** 20 - 1)}\r\n${'y\n'.repeat(1000)}`)
      .digest('hex');
    assert.equal(await md5OfFile(join(folder, 'big.txt'), 'md5-dos2unix'), expected);
  });
});
