import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import { boxOf } from '../../../src/core/shapes/box';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { planRestore } from '../../../src/engine/versioning/restore/planRestore';
import { RestoreJournal, undoRestore } from '../../../src/engine/versioning/restore/restoreJournal';
import { restoreLabels, type RestoreServices } from '../../../src/engine/versioning/restore/restoreLabels';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });
type Boxes = Readonly<Record<string, readonly [x: number, y: number]>>;

function sidecar(file: string, boxes: Boxes, label = 'bolt'): string {
  const annotations = Object.entries(boxes).map(([id, [x, y]]) => ({
    id,
    label,
    shape: boxOf({ x, y, width: 5, height: 5 }),
  }));
  return printSidecar({ image: { file, widthPx: 40, heightPx: 30 }, tags: [], annotations, kept: [] });
}

describe('restoring labels from git', function () {
  this.timeout(60_000);
  let root: string;
  let versions: Versions;

  /** v1: a and b labelled. HEAD: a moved, b's labels gone, c labelled. */
  beforeEach(async () => {
    root = gitFolder();
    for (const name of ['a', 'b', 'c', 'd']) writeFiles(root, { [`${name}.png`]: PNG });
    writeFiles(root, {
      'a.png.labels.json': sidecar('a.png', { aaaaaa: [1, 1], bbbbbb: [10, 10] }),
      'b.png.labels.json': sidecar('b.png', { cccccc: [1, 1] }),
    });
    commit('First');
    git(root, 'tag', 'v1');
    rmSync(at('b.png.labels.json'));
    writeFiles(root, {
      'a.png.labels.json': sidecar('a.png', { aaaaaa: [20, 20], bbbbbb: [10, 10] }),
      'c.png.labels.json': sidecar('c.png', { dddddd: [1, 1] }),
    });
    commit('Second');
    versions = await openVersions(root);
  });

  afterEach(() => versions.dispose());

  const at = (name: string): string => join(root, name);
  const textOf = (name: string): string | undefined =>
    existsSync(at(name)) ? readFileSync(at(name), 'utf8') : undefined;
  const labels = (): (string | undefined)[] =>
    ['a', 'b', 'c'].map((name) => textOf(`${name}.png.labels.json`));

  function commit(message: string): void {
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', message);
  }

  function services(more: Partial<RestoreServices> = {}): RestoreServices {
    return { versions, dataSets: dataSets({ git: 'git' }), ...more };
  }

  it('says what it means before it does anything', async () => {
    writeFileSync(at('c.png.labels.json'), sidecar('c.png', { dddddd: [2, 2] }));
    const before = labels();
    const plan = await planRestore(versions, await versions.resolve('v1'));
    assert.deepEqual(
      plan.items.map(({ imagePath }) => imagePath),
      ['a.png', 'b.png', 'c.png'].map(at),
    );
    const { returning, leaving, changing, emptied, uncommitted, unreadable } = plan;
    assert.deepEqual([returning, leaving, changing, emptied], [1, 1, 1, 1]);
    assert.deepEqual(uncommitted, [at('c.png')]);
    assert.deepEqual(unreadable, []);
    assert.deepEqual(labels(), before);
  });

  it('names labels that are in no commit also where git looks away', async () => {
    git(root, 'update-index', '--assume-unchanged', 'a.png.labels.json');
    writeFileSync(at('a.png.labels.json'), sidecar('a.png', { aaaaaa: [30, 20] }));
    writeFiles(root, { '.gitignore': 'b.png.labels.json\n' });
    writeFileSync(at('b.png.labels.json'), sidecar('b.png', { cccccc: [9, 9] }));
    const { items, uncommitted } = await planRestore(versions, await versions.resolve('v1'));
    assert.deepEqual(items.map(({ imagePath }) => imagePath).sort(), [at('a.png'), at('b.png'), at('c.png')]);
    assert.deepEqual([...uncommitted].sort(), [at('a.png'), at('b.png')]);
  });

  it('makes label files what they were, byte for byte, and takes it back', async () => {
    const before = labels();
    writeFiles(root, { 'notes.txt': 'staged' });
    git(root, 'add', 'notes.txt');
    const index = git(root, 'ls-files', '-s');
    const revision = await versions.resolve('v1');
    const { items } = await planRestore(versions, revision);
    const journal = await RestoreJournal.create(join(tempFolder(), 'deep', 'restore.jsonl'));
    const done = await restoreLabels(items, revision, { label: 'Restore' }, services({ journal }));
    assert.deepEqual(done, { written: 3, edited: 0, skipped: [], stopped: false });
    const then = ['a', 'b'].map((name) => git(root, 'show', `v1:${name}.png.labels.json`));
    assert.deepEqual(labels(), [...then, undefined]);
    assert.equal(git(root, 'ls-files', '-s'), index);
    assert.deepEqual(await undoRestore(journal.path), { files: 3, skipped: [] });
    assert.deepEqual(labels(), before);
  });

  it('takes nothing back that was changed since', async () => {
    const revision = await versions.resolve('v1');
    const { items } = await planRestore(versions, revision);
    const journal = await RestoreJournal.create(join(tempFolder(), 'restore.jsonl'));
    await restoreLabels(items, revision, { label: 'Restore' }, services({ journal }));
    const mine = sidecar('b.png', { cccccc: [7, 7] });
    writeFileSync(at('b.png.labels.json'), mine);
    const { files, skipped } = await undoRestore(journal.path);
    assert.equal(files, 2);
    assert.deepEqual(
      skipped.map(({ path }) => path),
      [at('b.png.labels.json')],
    );
    assert.equal(textOf('b.png.labels.json'), mine);
  });

  it('restores one instance and leaves the others as they are', async () => {
    const revision = await versions.resolve('v1');
    writeFileSync(at('a.png.labels.json'), sidecar('a.png', { aaaaaa: [20, 20], bbbbbb: [11, 11] }));
    const instances = [{ was: 'bbbbbb', is: 'bbbbbb' }];
    const options = { label: 'Restore', instances };
    const done = await restoreLabels([{ imagePath: at('a.png') }], revision, options, services());
    assert.equal(done.written, 1);
    assert.equal(textOf('a.png.labels.json'), sidecar('a.png', { aaaaaa: [20, 20], bbbbbb: [10, 10] }));
    const plan = await planRestore(versions, revision, { instances: new Set(['bbbbbb']) });
    assert.deepEqual(plan.items, []);
  });

  it('leaves labels alone that cannot be read, and says why', async () => {
    writeFileSync(at('a.png.labels.json'), '{"relabel": 1,\n<<<<<<< ours\n');
    const revision = await versions.resolve('v1');
    const plan = await planRestore(versions, revision);
    assert.deepEqual(
      plan.unreadable.map(({ path }) => path),
      [at('a.png.labels.json')],
    );
    const done = await restoreLabels([{ imagePath: at('a.png') }], revision, { label: 'R' }, services());
    assert.deepEqual([done.written, done.skipped.length], [0, 1]);
    assert.equal(textOf('a.png.labels.json'), '{"relabel": 1,\n<<<<<<< ours\n');
  });

  it('hands images that are open to their editors', async () => {
    const revision = await versions.resolve('v1');
    const before = labels();
    const edited: string[] = [];
    const editOpen: RestoreServices['editOpen'] = async (imagePath) => {
      edited.push(imagePath);
      return imagePath === at('a.png');
    };
    const items = [{ imagePath: at('a.png') }, { imagePath: at('c.png') }];
    const done = await restoreLabels(items, revision, { label: 'R' }, services({ editOpen }));
    assert.deepEqual([done.written, done.edited], [1, 1]);
    assert.deepEqual(edited.sort(), [at('a.png'), at('c.png')]);
    assert.equal(textOf('a.png.labels.json'), before[0]);
    assert.equal(textOf('c.png.labels.json'), undefined);
  });

  it('stops between two images when asked to', async () => {
    const revision = await versions.resolve('v1');
    const ends = new AbortController();
    ends.abort();
    const before = labels();
    const items = [{ imagePath: at('a.png') }];
    const done = await restoreLabels(items, revision, { label: 'R' }, services({ signal: ends.signal }));
    assert.deepEqual(done, { written: 0, edited: 0, skipped: [], stopped: true });
    assert.deepEqual(labels(), before);
  });

  it('follows a rename, and keeps the name of today', async () => {
    git(root, 'mv', 'a.png', 'new.png');
    git(root, 'rm', '-q', 'a.png.labels.json');
    writeFileSync(at('new.png.labels.json'), sidecar('new.png', { aaaaaa: [20, 20], bbbbbb: [10, 10] }));
    commit('Rename');
    const revision = await versions.resolve('v1');
    const { items } = await planRestore(versions, revision, { paths: [at('new.png')] });
    const [item] = items;
    assert.equal(item?.imagePath, at('new.png'));
    const renamed = { imagePath: at('new.png'), fromImagePath: at('a.png') };
    await restoreLabels([renamed], revision, { label: 'R' }, services());
    assert.equal(textOf('new.png.labels.json'), sidecar('new.png', { aaaaaa: [1, 1], bbbbbb: [10, 10] }));
  });

  it('edits YOLO label files in place', async () => {
    const yolo = gitFolder();
    const image = join(yolo, 'images', 'a.png');
    writeFiles(yolo, {
      'data.yaml': 'path: .\ntrain: images\nnames: [bolt, nut]\n',
      'images/a.png': PNG,
      'labels/a.txt': '0 0.5 0.5 0.2 0.2\n1 0.25 0.25 0.1 0.1\n',
    });
    git(yolo, 'add', '-A');
    git(yolo, 'commit', '-q', '-m', 'First');
    writeFileSync(join(yolo, 'labels', 'a.txt'), '1 0.5 0.5 0.2 0.2\n');
    const opened = await openVersions(yolo);
    try {
      const head = await opened.resolve('HEAD');
      const { items } = await planRestore(opened, head);
      assert.deepEqual(items, [{ imagePath: image }]);
      const done = await restoreLabels(items, head, { label: 'R' }, services({ versions: opened }));
      assert.deepEqual([done.written, done.skipped], [1, []]);
      const rows = readFileSync(join(yolo, 'labels', 'a.txt'), 'utf8')
        .trim()
        .split('\n')
        .sort();
      assert.deepEqual(rows, ['0 0.5 0.5 0.2 0.2', '1 0.25 0.25 0.1 0.1']);
    } finally {
      opened.dispose();
    }
  });
});
