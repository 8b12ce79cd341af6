import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { docOf } from '../../../src/engine/versioning/labelVersions';
import { WORKTREE } from '../../../src/engine/versioning/revision';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { git } from '../../helpers/gitRepo';
import { all, labelRepo, sidecarText, type LabelRepo } from '../../helpers/labelRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder } from '../../helpers/tempFolder';

const png = encodePng({ widthPx: 100, heightPx: 100 });

describe('the history of labels', function () {
  this.timeout(60_000);
  let repo: LabelRepo;
  let versions: Versions | undefined;

  const open = async (root = repo.root): Promise<Versions> => (versions = await openVersions(root));
  const path = (name: string): string => join(repo.root, name);
  const subjects = async (name: string, instance?: string): Promise<string[]> => {
    const entries = (versions ?? (await open())).historyOf(path(name), instance ? { instance } : {});
    return (await all(entries)).map(({ subject }) => subject);
  };

  beforeEach(() => {
    repo = labelRepo();
  });

  afterEach(() => {
    versions?.dispose();
    versions = undefined;
  });

  it('names the commits that changed an image, or one instance, with what it was before and after', async () => {
    repo.write({ '.mailmap': 'Anna <anna@example.org> Test <test@example.org>\n' });
    repo.label('a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 1, bbbbbb: 2 });
    repo.commit('second');
    repo.label('b.jpg', { cccccc: 1 });
    repo.commit('elsewhere');
    // Another layout of the same labels is no change of them.
    repo.write({
      'a.jpg.labels.json': sidecarText('a.jpg', { aaaaaa: 1, bbbbbb: 2 }).replaceAll('\n', '\r\n'),
    });
    repo.commit('line ends');
    repo.label('a.jpg', { aaaaaa: 1, bbbbbb: [2, 'dog'] });
    const last = repo.commit('third: a "subject"\n\nand a body');
    assert.deepEqual(await subjects('a.jpg'), ['third: a "subject"', 'second', 'first']);
    assert.deepEqual(await subjects('a.jpg', 'aaaaaa'), ['first']);
    assert.deepEqual(await subjects('a.jpg', 'bbbbbb'), ['third: a "subject"', 'second']);
    assert.deepEqual(await subjects('a.jpg', 'cccccc'), []);
    const [entry] = await all((await open()).historyOf(path('a.jpg')));
    assert.equal(entry?.commit, last);
    assert.ok(last.startsWith(entry.shortHash));
    assert.deepEqual([entry.author, entry.email], ['Anna', 'anna@example.org']);
    assert.ok(Math.abs(entry.atMs - Date.now()) < 600_000);
    assert.deepEqual(
      docOf(entry.before)?.annotations.map(({ label }) => label),
      ['car', 'car'],
    );
    assert.deepEqual(
      docOf(entry.after)?.annotations.map(({ label }) => label),
      ['car', 'dog'],
    );
    const old = await all(
      (await open()).historyOf(path('a.jpg'), { from: await (await open()).resolve(first) }),
    );
    assert.deepEqual(
      old.map(({ subject, before }) => [subject, before]),
      [['first', undefined]],
    );
  });

  it('follows the image and its sidecar through renames, together and one after the other', async () => {
    repo.label('one/a.jpg', { aaaaaa: 1, bbbbbb: 2 });
    repo.commit('first');
    repo.label('one/a.jpg', { aaaaaa: 5, bbbbbb: 2 });
    repo.commit('moved the box');
    repo.git('mv', 'one', 'two');
    repo.commit('renamed the folder');
    repo.git('mv', 'two/a.jpg', 'two/b.jpg');
    repo.git('rm', '-q', '--cached', 'two/a.jpg.labels.json');
    rmSync(path('two/a.jpg.labels.json'));
    repo.write({ 'two/b.jpg.labels.json': sidecarText('b.jpg', { aaaaaa: 6, bbbbbb: [2, 'dog'] }) });
    repo.commit('renamed the image and changed its labels');
    assert.deepEqual(await subjects('two/b.jpg'), [
      'renamed the image and changed its labels',
      'moved the box',
      'first',
    ]);
    assert.deepEqual(await subjects('two/b.jpg', 'bbbbbb'), [
      'renamed the image and changed its labels',
      'first',
    ]);
    const entries = await all((await open()).historyOf(path('two/b.jpg')));
    assert.deepEqual(
      entries.map(({ imagePath }) => imagePath.slice(repo.root.length + 1)),
      ['two/b.jpg', 'one/a.jpg', 'one/a.jpg'],
    );
    assert.equal(docOf(entries[0]?.before)?.annotations.length, 2);
  });

  it('goes on where labels moved from one place or format to another', async () => {
    repo.write({ 'images/a.png': png, 'data.yaml': 'train: images\nnames: [car, dog]\n' });
    repo.write({ 'labels/a.txt': '0 0.15 0.06 0.1 0.1\n' });
    repo.commit('as YOLO');
    repo.write({ 'labels/a.txt': '1 0.15 0.06 0.1 0.1\n' });
    repo.commit('as a dog');
    repo.write({ 'data.yaml': 'train: images\nnames: [car, cat]\n' });
    repo.commit('dogs are cats');
    repo.write({ 'code.py': 'other\n' });
    repo.commit('code');
    repo.write({ 'images/a.png.labels.json': sidecarText('a.png', { aaaaaa: [9, 'cat'] }) });
    repo.commit('as a sidecar');
    assert.deepEqual(await subjects('images/a.png'), [
      'as a sidecar',
      'dogs are cats',
      'as a dog',
      'as YOLO',
    ]);
  });

  it('knows an instance of a format without ids again, also where rows came in front of it', async () => {
    const rows = (...xs: readonly number[]): string => xs.map((x) => `0 ${x} 0.06 0.1 0.1\n`).join('');
    repo.write({ 'images/a.png': png, 'data.yaml': 'train: images\nnames: [car, dog]\n' });
    repo.write({ 'labels/a.txt': rows(0.15, 0.45) });
    repo.commit('two cars');
    repo.write({ 'labels/a.txt': rows(0.75, 0.15, 0.45) });
    repo.commit('a car in front');
    repo.write({ 'labels/a.txt': rows(0.75, 0.15, 0.46) });
    repo.commit('moved the last one');
    repo.write({ 'labels/a.txt': rows(0.25, 0.75, 0.15, 0.46) });
    const now = docOf(await (await open()).labelsAt(WORKTREE, path('images/a.png')));
    const at = (x: number): string =>
      now?.annotations.find(({ shape }) => shape.kind === 'box' && Math.round(shape.x) === x)?.id ?? '';
    assert.deepEqual(await subjects('images/a.png', at(41)), ['moved the last one', 'two cars']);
    assert.deepEqual(await subjects('images/a.png', at(10)), ['two cars']);
    assert.deepEqual(await subjects('images/a.png', at(70)), ['a car in front']);
    const blame = await (await open()).blameOf(path('images/a.png'));
    assert.deepEqual(
      [41, 10, 70, 20].map((x) => blame.get(at(x))?.subject),
      ['moved the last one', 'two cars', 'a car in front', undefined],
    );
  });

  it('shows deleted and added again, and goes on when the labels are gone now', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    rmSync(path('a.jpg.labels.json'));
    repo.commit('deleted');
    assert.deepEqual(await subjects('a.jpg'), ['deleted', 'first']);
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.commit('again');
    versions?.dispose();
    versions = undefined;
    assert.deepEqual(await subjects('a.jpg', 'aaaaaa'), ['again', 'deleted', 'first']);
  });

  it('shows a merge only where it differs from all of its parents', async () => {
    const labels = (a: number, b: number, c = 1): void =>
      repo.label('a.jpg', { aaaaaa: a, bbbbbb: b, cccccc: c });
    labels(1, 1);
    repo.commit('base');
    repo.git('checkout', '-q', '-b', 'side');
    labels(2, 1);
    repo.commit('moved a on the side');
    repo.git('checkout', '-q', 'main');
    labels(1, 2);
    repo.commit('moved b on main');
    repo.git('merge', '-q', '--no-commit', '-s', 'ours', 'side');
    labels(2, 2);
    repo.commit('clean merge');
    repo.git('checkout', '-q', '-b', 'other');
    labels(3, 2);
    repo.commit('a again');
    repo.git('checkout', '-q', 'main');
    labels(2, 3);
    repo.commit('b again');
    repo.git('merge', '-q', '--no-commit', '-s', 'ours', 'other');
    labels(3, 3, 9);
    repo.commit('merge that moved c, too');
    const history = await subjects('a.jpg');
    assert.deepEqual(history.filter((each) => each.includes('merge')).sort(), [
      'clean merge',
      'merge that moved c, too',
    ]);
    assert.deepEqual(await subjects('a.jpg', 'cccccc'), ['merge that moved c, too', 'base']);
    assert.deepEqual((await subjects('a.jpg', 'aaaaaa')).sort(), ['a again', 'base', 'moved a on the side']);
    const blame = await (await open()).blameOf(path('a.jpg'));
    assert.deepEqual([...blame].map(([id, { subject }]) => [id, subject]).sort(), [
      ['aaaaaa', 'a again'],
      ['bbbbbb', 'b again'],
      ['cccccc', 'merge that moved c, too'],
    ]);
  });

  it('tells where a shallow clone ends, and goes on through a grafted one', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.commit('second');
    repo.label('a.jpg', { aaaaaa: 3 });
    const third = repo.commit('third');
    const clone = tempFolder();
    git(clone, 'clone', '-q', '--depth', '2', `file://${repo.root}`, '.');
    const shallow = await openVersions(clone);
    const entries = await all(shallow.historyOf(join(clone, 'a.jpg')));
    assert.deepEqual(
      entries.map(({ subject, isBoundary }) => [subject, isBoundary]),
      [
        ['third', undefined],
        ['second', true],
      ],
    );
    git(clone, 'branch', 'other');
    git(clone, 'checkout', '-q', '--orphan', 'alone');
    git(clone, 'commit', '-q', '--allow-empty', '-m', 'alone');
    for (const name of ['origin/main~1^', 'origin/main~2', '2001-01-01', 'alone...other'])
      await assert.rejects(shallow.resolve(name), /shallow.*git fetch --unshallow/, name);
    shallow.dispose();
    repo.git('replace', '--graft', third, 'HEAD~2');
    assert.deepEqual(await subjects('a.jpg'), ['third', 'first']);
  });

  it('blames what is committed, by the commit that last changed it', async () => {
    repo.label('a.jpg', { aaaaaa: 1, bbbbbb: 1 });
    repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 1, bbbbbb: 2 });
    repo.commit('second');
    repo.git('mv', 'a.jpg', 'b.jpg');
    repo.git('mv', 'a.jpg.labels.json', 'b.jpg.labels.json');
    repo.commit('renamed');
    repo.label('b.jpg', { aaaaaa: 1, bbbbbb: 2, cccccc: 3 });
    const blame = await (await open()).blameOf(path('b.jpg'));
    assert.deepEqual([...blame].map(([id, { subject }]) => [id, subject]).sort(), [
      ['aaaaaa', 'first'],
      ['bbbbbb', 'second'],
    ]);
    assert.equal((await (await open()).blameOf(path('none.jpg'))).size, 0);
  });

  it('says nothing of a repository without commits', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    assert.deepEqual(await subjects('a.jpg'), []);
    assert.equal((await (await open()).blameOf(path('a.jpg'))).size, 0);
  });
});
