import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import fc from 'fast-check';
import type { SidecarPlace } from '../../../src/core/schema/labelSchema';
import { askGit, NO_GIT, type AskGit } from '../../../src/engine/dataset/gitIgnored';
import { isSidecar, sidecars, type Sidecars } from '../../../src/engine/dataset/sidecars';
import { git, gitFolder } from '../../helpers/gitRepo';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

function make(ask: AskGit, root?: string, place: SidecarPlace = { place: 'auto' }): Sidecars {
  const said = root === undefined ? undefined : { place, root };
  return sidecars({ askGit: ask, placeOf: () => Promise.resolve(said) });
}

const ODD_NAMES = [
  'photo with spaces & (brackets).jpg',
  '臉書.jpg',
  '-leading.png',
  `50% #1 "q" 'a'.jpg`,
  'a.b.c.JPEG',
];

describe('places of sidecars', function () {
  this.timeout(30_000);

  it('knows a sidecar by its name', () => {
    for (const name of ODD_NAMES) assert.ok(isSidecar(`/x/${name}.labels.json`), name);
    for (const name of ['labels.json', '.labels.json', 'coco.labels.json', 'cat.jpg', 'cat.jpg.json'])
      assert.ok(!isSidecar(`/x/${name}`), name);
    assert.ok(!isSidecar('/x/.cat.jpg.labels.json.relabel-tmp-0123456789ab'));
  });

  it('is beside the image without git, and in a repository that versions the folder', async () => {
    const plain = join(tempFolder(), 'cat.jpg');
    assert.equal(await make(askGit()).sidecarOf(plain), `${plain}.labels.json`);
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': '*.jpg\n', 'images/cat.jpg': '' });
    const image = join(repo, 'images/cat.jpg');
    assert.equal(await make(askGit()).sidecarOf(image), `${image}.labels.json`);
  });

  const MIRRORED: readonly [why: string, ignore: string, image: string, expected: string][] = [
    [
      'an ignored folder',
      'data/images\n',
      'data/images/a/cat.jpg',
      'data/labels/images/a/cat.jpg.labels.json',
    ],
    [
      'ignored content',
      'data/images/*\n',
      'data/images/a/cat.jpg',
      'data/labels/images/a/cat.jpg.labels.json',
    ],
    ['an ignored top folder', '/data/\n', 'data/images/cat.jpg', 'labels/data/images/cat.jpg.labels.json'],
    ['an ignored subfolder', 'raw/\n', 'data/raw/x/cat.jpg', 'data/labels/_raw/x/cat.jpg.labels.json'],
    [
      'labels ignored as well',
      'data/images\ndata/labels\n',
      'data/images/cat.jpg',
      'labels/data/images/cat.jpg.labels.json',
    ],
    ['everything ignored', '*.json\n', 'data/images/cat.jpg', 'data/images/cat.jpg.labels.json'],
  ];
  for (const [why, ignore, image, expected] of MIRRORED)
    it(`looks for a versioned place: ${why}`, async () => {
      const repo = gitFolder();
      writeFiles(repo, { '.gitignore': ignore, [image]: '' });
      const places = make(askGit());
      assert.equal(await places.sidecarOf(join(repo, image)), join(repo, expected));
      assert.equal(await places.imageOf(join(repo, expected)), join(repo, image));
      assert.equal(await make(NO_GIT).sidecarOf(join(repo, image)), join(repo, `${image}.labels.json`));
    });

  it('keeps two image folders apart and leaves the outputs of DVC, pulled or not', async () => {
    const repo = gitFolder();
    writeFiles(repo, {
      '.dvc/config': '',
      'data/images.dvc': 'outs:\n',
      'data/test.dvc': 'outs:\n',
      'one.jpg.dvc': '',
    });
    const places = make(NO_GIT);
    for (const split of ['images', 'test'])
      assert.equal(
        await places.sidecarOf(join(repo, `data/${split}/a/1.png`)),
        join(repo, `data/labels/${split}/a/1.png.labels.json`),
      );
    assert.equal(await places.sidecarOf(join(repo, 'one.jpg')), join(repo, 'one.jpg.labels.json'));
    const orphan = join(repo, 'data/labels/test/b/2.png.labels.json');
    assert.equal(await places.imageOf(orphan), join(repo, 'data/test/b/2.png'));
  });

  it('does not write behind a symbolic link out of the repository', async () => {
    const repo = gitFolder();
    const elsewhere = tempFolder();
    writeFiles(elsewhere, { 'a/cat.jpg': '' });
    symlinkSync(elsewhere, join(repo, 'images'));
    const sidecar = await make(askGit()).sidecarOf(join(repo, 'images/a/cat.jpg'));
    assert.equal(sidecar, join(repo, 'labels/images/a/cat.jpg.labels.json'));
  });

  it('uses an existing sidecar where it is, the one beside first, and reports two', async () => {
    const repo = gitFolder();
    const mirrored = 'data/labels/images/cat.jpg.labels.json';
    writeFiles(repo, { 'data/images/cat.jpg': '', [mirrored]: '{}' });
    const image = join(repo, 'data/images/cat.jpg');
    const places = make(askGit());
    assert.deepEqual(await places.locate(image), { path: join(repo, mirrored), exists: true });
    assert.equal(await places.imageOf(join(repo, mirrored)), image);
    writeFiles(repo, { 'data/images/cat.jpg.labels.json': '{}', '.gitignore': 'data/images\n' });
    places.forget();
    const both = await places.locate(image);
    assert.equal(both.path, `${image}.labels.json`);
    assert.equal(both.problem?.code, 'two-sidecars');
  });

  it('does as relabel.yaml says', async () => {
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': 'images\n', 'images/a/cat.jpg': '' });
    const image = join(repo, 'images/a/cat.jpg');
    assert.equal(await make(askGit(), repo, { place: 'beside' }).sidecarOf(image), `${image}.labels.json`);
    const inFolder = make(askGit(), repo, { place: 'folder', folder: 'ann/v1' });
    const expected = join(repo, 'ann/v1/images/a/cat.jpg.labels.json');
    assert.equal(await inFolder.sidecarOf(image), expected);
    assert.equal(await inFolder.imageOf(expected), image);
  });

  it('works without a git program and in a broken repository', async () => {
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': 'images\n', '.git/HEAD': 'nonsense', 'images/cat.jpg': '' });
    const image = join(repo, 'images/cat.jpg');
    for (const ask of [askGit(), askGit('no-such-program-anywhere')]) {
      const { path, exists, problem } = await make(ask).locate(image);
      assert.deepEqual([path, exists, problem?.code], [`${image}.labels.json`, false, 'git-unsure']);
    }
    assert.equal((await make(NO_GIT).locate(image)).problem, undefined);
  });

  it('asks git again soon after it could not say', async function () {
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': 'images\n', 'images/cat.jpg': '' });
    const image = join(repo, 'images/cat.jpg');
    const real = askGit();
    let isSlow = true;
    const ask: AskGit = (root, paths) =>
      isSlow ? Promise.resolve({ ignored: new Set(), unsure: 'too slow' }) : real(root, paths);
    const places = make(ask);
    const doubtful = await places.locate(image);
    assert.match(doubtful.problem?.message ?? '', /too slow/);
    isSlow = false;
    await new Promise((done) => setTimeout(done, 3_100));
    const sure = { path: join(repo, 'labels/_images/cat.jpg.labels.json'), exists: false };
    assert.deepEqual(await places.locate(image), sure);
  });

  it('asks git for many folders at once', async () => {
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': 'odd*\n' });
    const folders = Array.from({ length: 300 }, (_, i) => `${i % 2 ? 'odd' : 'even'}${i}`);
    for (const folder of folders) mkdirSync(join(repo, folder));
    const places = make(askGit());
    const start = Date.now();
    const found = await Promise.all(folders.map((folder) => places.sidecarOf(join(repo, folder, 'a.png'))));
    assert.ok(Date.now() - start < 5000, `${Date.now() - start} ms`);
    assert.deepEqual(
      found,
      folders.map((f) => join(repo, f.startsWith('odd') ? `labels/_${f}` : f, 'a.png.labels.json')),
    );
  });

  it('a tracked sidecar in an ignored folder stays', async () => {
    const repo = gitFolder();
    writeFiles(repo, { 'images/cat.jpg.labels.json': '{}', 'images/cat.jpg': '' });
    git(repo, 'add', '.');
    writeFiles(repo, { '.gitignore': 'images\n' });
    const image = join(repo, 'images/cat.jpg');
    assert.equal(await make(askGit()).sidecarOf(image), `${image}.labels.json`);
  });

  it('leads from any image to its sidecar and back', async () => {
    const repo = gitFolder();
    writeFiles(repo, { '.gitignore': 'skipped\nlabels/labels\n', 'b/pulled.dvc': 'outs:\n' });
    const folder = fc.constantFrom('skipped', 'pulled', 'b', 'labels', 'with space', '%#', 'ä');
    const name = fc.oneof(fc.constantFrom(...ODD_NAMES), fc.stringMatching(/^[^/\\\0.\n]{1,8}\.jpg$/));
    const rules = fc.constantFrom<SidecarPlace>(
      { place: 'auto' },
      { place: 'beside' },
      { place: 'folder', folder: 'ann' },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(folder, { maxLength: 4 }), name, rules, async (folders, file, place) => {
        const image = join(repo, ...folders, file);
        writeFiles(repo, { [relative(repo, image)]: '' });
        const places = make(askGit(), repo, place);
        const sidecar = await places.sidecarOf(image);
        assert.ok(isSidecar(sidecar));
        assert.equal(await places.imageOf(sidecar), image);
        rmSync(image);
      }),
      { numRuns: 60 },
    );
  });
});
