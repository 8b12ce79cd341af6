import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isDataSetImage, listImages, scanFolder } from '../../../src/engine/dataset/images';
import { schemaFiles } from '../../../src/engine/dataset/schemaFile';
import { gitFolder } from '../../helpers/gitRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

describe('images of a data set', function () {
  this.timeout(60_000);

  it('lists images in code point order without hidden folders, packages and loops', async () => {
    const root = tempFolder();
    const names = ['b.jpg', 'a/z.PNG', 'a.jpg', '-x y.webp', 'a/臉書.jpg', `q'"#%.tif`, 'Z.gif'];
    writeFiles(root, Object.fromEntries(names.map((name) => [name, 'x'])));
    writeFiles(root, {
      '.git/a.jpg': '',
      'node_modules/a.jpg': '',
      '.hidden.jpg': '',
      'a/b.txt': '',
      'b.jpg.labels.json': '{}',
    });
    symlinkSync('..', join(root, 'a', 'loop'));
    symlinkSync('b.jpg', join(root, 'link.jpg'));
    symlinkSync('nowhere', join(root, 'dangling.jpg'));
    const scan = await scanFolder(root, schemaFiles());
    assert.deepEqual(
      scan.images.map((path) => relative(root, path)),
      ['-x y.webp', 'Z.gif', 'a.jpg', 'a/z.PNG', 'a/臉書.jpg', 'b.jpg', 'link.jpg', `q'"#%.tif`],
    );
    assert.deepEqual(scan.sidecars, [join(root, 'b.jpg.labels.json')]);
  });

  it('asks the nearest data set file', async () => {
    const root = gitFolder();
    writeFiles(root, {
      'relabel.yaml': 'images: ["images/**"]\n',
      'images/a.jpg': '',
      'other/b.jpg': '',
      'nested/relabel.yml': 'images: ["*.png"]\nclasses: [a\n',
      'nested/c.png': '',
      'nested/d.jpg': '',
    });
    const schemas = schemaFiles();
    const expected = [join(root, 'images/a.jpg'), join(root, 'nested/c.png')];
    assert.deepEqual(await listImages(join(root, 'images'), schemas), expected);
    assert.equal(await isDataSetImage(join(root, 'other/b.jpg'), schemas), false);
    const { schemaFiles: found } = await scanFolder(root, schemas);
    assert.deepEqual(
      found.map(({ path }) => relative(root, path)),
      ['nested/relabel.yml', 'relabel.yaml'],
    );
    assert.equal(found[0]?.problems[0]?.code, 'yaml');
  });

  it('stops looking for a data set file at the repository and at a workspace folder', async () => {
    const outer = tempFolder();
    writeFiles(outer, { 'relabel.yaml': 'name: outer\n', 'plain/x': '', 'repo/.git/HEAD': '' });
    const nameAt = async (folder: string, roots: string[] = []): Promise<string | undefined> =>
      (await schemaFiles(() => roots).nearest(join(outer, folder)))?.schema.name;
    assert.equal(await nameAt('plain'), 'outer');
    assert.equal(await nameAt('repo'), undefined);
    assert.equal(await nameAt('plain', [join(outer, 'plain')]), undefined);
  });

  it('sees a changed data set file, and one that cannot be read', async () => {
    const root = gitFolder();
    const schemas = schemaFiles();
    const path = join(root, 'relabel.yaml');
    assert.equal(await schemas.nearest(root), undefined);
    writeFileSync(path, 'name: one\n');
    schemas.forget();
    assert.equal((await schemas.nearest(root))?.schema.name, 'one');
    assert.equal(await schemas.nearest(root), await schemas.nearest(root));
    writeFileSync(path, 'name: two!\n');
    assert.equal((await schemas.nearest(root))?.schema.name, 'two!');
    writeFileSync(path, Buffer.from([0xff, 0xfe, 0x41]));
    assert.equal((await schemas.nearest(root))?.problems[0]?.code, 'unreadable');
  });

  it('walks 20,000 files quickly and can be cancelled', async () => {
    const root = tempFolder();
    for (let folder = 0; folder < 200; folder++) {
      mkdirSync(join(root, `f${folder}`));
      for (let file = 0; file < 100; file++) writeFileSync(join(root, `f${folder}`, `${file}.jpg`), '');
    }
    const start = Date.now();
    assert.equal((await scanFolder(root, schemaFiles())).images.length, 20_000);
    assert.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`);
    const abort = new AbortController();
    const scan = scanFolder(root, schemaFiles(), abort.signal);
    setTimeout(() => {
      abort.abort();
    }, 5);
    await assert.rejects(scan, { name: 'AbortError' });
  });
});
