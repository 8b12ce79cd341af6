import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imageAt, type ImageAt } from '../../../src/engine/versioning/imageAt';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { dataRepo, type DataRepo } from '../../helpers/dataRepo';
import { git, gitFolder } from '../../helpers/gitRepo';
import { writeFiles } from '../../helpers/tempFolder';

describe('the image of a version', function () {
  this.timeout(60_000);
  let versions: Versions | undefined;
  afterEach(() => versions?.dispose());

  async function at(root: string, revision: string, path: string): Promise<ImageAt | undefined> {
    versions ??= await openVersions(root);
    return imageAt(versions, await versions.resolve(revision), join(root, path));
  }
  beforeEach(() => (versions = undefined));

  function contentOf(image: ImageAt | undefined): string {
    assert.ok(image && image.kind !== 'missing', JSON.stringify(image));
    return image.kind === 'file' ? readFileSync(image.path, 'utf8') : image.bytes.toString('utf8');
  }

  describe('that DVC keeps', () => {
    let repo: DataRepo;
    beforeEach(async function () {
      repo = await dataRepo(this);
      git(repo.root, 'tag', 'v1');
      writeFileSync(join(repo.root, 'data/a.jpg'), 'picture a, second state');
      rmSync(join(repo.root, 'data/b.jpg'));
      writeFiles(repo.root, { 'data/new.jpg': 'new' });
      await repo.dvc.add(['data']);
      git(repo.root, 'commit', '-q', '-am', 'second');
    });

    function object(content: string): string {
      const md5 = createHash('md5').update(content).digest('hex');
      return join(repo.root, '.dvc/cache/files/md5', md5.slice(0, 2), md5.slice(2));
    }

    it('is that of the version, also when it is gone or other now', async () => {
      assert.equal(contentOf(await at(repo.root, 'v1', 'data/a.jpg')), 'picture a');
      assert.equal(contentOf(await at(repo.root, 'v1', 'data/b.jpg')), 'picture b, larger');
      assert.equal(contentOf(await at(repo.root, 'HEAD', 'data/a.jpg')), 'picture a, second state');
      assert.equal(await at(repo.root, 'HEAD', 'data/b.jpg'), undefined);
      assert.equal(await at(repo.root, 'v1', 'data/new.jpg'), undefined);
    });

    it('is missing with the reason and what brings it, when the cache has it not', async () => {
      rmSync(object('picture a'));
      const image = await at(repo.root, 'v1', 'data/a.jpg');
      assert.ok(image?.kind === 'missing');
      assert.match(image.why, /data\/a\.jpg of v1 cannot be shown.*not in the local DVC cache/);
      assert.match(image.how, /dvc fetch --all-commits data\/a\.jpg/);
    });

    it('is not shown when its copy does not have its hash', async () => {
      chmodSync(object('picture a'), 0o644);
      writeFileSync(object('picture a'), 'picture x');
      const image = await at(repo.root, 'v1', 'data/a.jpg');
      assert.match(image?.kind === 'missing' ? image.why : '', /damaged/);
    });

    it('is found in the layout of DVC 2, and in a cache that was moved', async () => {
      const moved = join(repo.root, '..', `${Date.now()}-cache`);
      renameSync(join(repo.root, '.dvc/cache'), moved);
      writeFiles(repo.root, { '.dvc/config.local': `[cache]\n    dir = ${moved}\n` });
      assert.equal(contentOf(await at(repo.root, 'v1', 'data/a.jpg')), 'picture a');
      const crlf = 'line\r\nline\r\n';
      const md5 = createHash('md5').update(crlf.replaceAll('\r\n', '\n')).digest('hex');
      const old = join(moved, md5.slice(0, 2), md5.slice(2));
      mkdirSync(dirname(old), { recursive: true });
      writeFileSync(old, crlf);
      writeFiles(repo.root, { 'old.svg.dvc': `outs:\n- md5: ${md5}\n  path: old.svg\n` });
      git(repo.root, 'add', 'old.svg.dvc');
      git(repo.root, 'commit', '-q', '-m', 'old');
      assert.equal(contentOf(await at(repo.root, 'HEAD', 'old.svg')), crlf);
      rmSync(moved, { recursive: true });
    });

    it('is found where a stage of a pipeline made it', async () => {
      const md5 = createHash('md5').update('picture a').digest('hex');
      const lock = `schema: '2.0'\nstages:\n  make:\n    outs:\n    - path: made.jpg\n      hash: md5\n      md5: ${md5}\n`;
      writeFiles(repo.root, {
        'pipe/dvc.yaml': 'stages:\n  make:\n    cmd: make\n    wdir: out\n    outs:\n    - made.jpg\n',
        'pipe/dvc.lock': lock,
      });
      git(repo.root, 'add', 'pipe');
      git(repo.root, 'commit', '-q', '-m', 'pipeline');
      assert.equal(contentOf(await at(repo.root, 'HEAD', 'pipe/out/made.jpg')), 'picture a');
      assert.equal(await at(repo.root, 'v1', 'pipe/out/made.jpg'), undefined);
    });

    it('does not follow a list of files out of its folder', async () => {
      const text = '[{"md5": "60b725f10c9c85c70d97880dfe8191b3", "relpath": "../../secret.jpg"}]';
      const md5 = createHash('md5').update(text).digest('hex');
      writeFiles(repo.root, {
        [`.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}.dir`]: text,
        'evil.dvc': `outs:\n- md5: ${md5}.dir\n  nfiles: 1\n  hash: md5\n  path: evil\n`,
      });
      git(repo.root, 'add', 'evil.dvc');
      git(repo.root, 'commit', '-q', '-m', 'evil');
      assert.equal(await at(repo.root, 'HEAD', 'evil/../../secret.jpg'), undefined);
      assert.equal(await at(repo.root, 'HEAD', 'evil/secret.jpg'), undefined);
    });
  });

  it('that git keeps comes from git', async () => {
    const root = gitFolder();
    writeFiles(root, { 'a.jpg': 'one' });
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    writeFiles(root, { 'a.jpg': 'two' });
    assert.equal(contentOf(await at(root, 'HEAD', 'a.jpg')), 'one');
    assert.equal(await at(root, 'HEAD', 'b.jpg'), undefined);
  });

  it('that Git LFS keeps comes from its store, or is missing with its size', async () => {
    const root = gitFolder();
    const content = 'a large picture';
    const oid = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 3200000\n`;
    writeFiles(root, { 'a.jpg': pointer });
    git(root, 'add', '.');
    git(root, 'commit', '-q', '-m', 'one');
    const missing = await at(root, 'HEAD', 'a.jpg');
    assert.ok(missing?.kind === 'missing');
    assert.match(missing.why, /in Git LFS \(3\.2 MB\) and has not been pulled/);
    assert.match(missing.how, /git lfs fetch origin/);
    writeFiles(root, { [`.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}/${oid}`]: content });
    assert.equal(contentOf(await at(root, 'HEAD', 'a.jpg')), content);
  });
});
