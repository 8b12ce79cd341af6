import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { FolderWriter } from '../../../src/engine/formats/folderWriter';
import { clearLeftovers } from '../../../src/engine/formats/staging';
import { PathTaken, TargetError } from '../../../src/engine/formats/targetWriter';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

describe('writing a folder', () => {
  it('shows nothing at the target before it is whole, and nothing beside it after', () => {
    const root = tempFolder();
    const path = join(root, 'deep/out');
    const writer = new FolderWriter({ path, force: false });
    writer.writeText('a.txt', 'a');
    const sink = writer.open('b/c.txt');
    sink.write('c');
    sink.close();
    assert.equal(existsSync(path), false);
    writer.commit();
    assert.equal(readFileSync(join(path, 'b/c.txt'), 'utf8'), 'c');
    assert.deepEqual(readdirSync(join(root, 'deep')), ['out']);
  });

  it('replaces what is there only when told, and wholly', () => {
    const root = tempFolder();
    writeFiles(root, { 'out/old.txt': 'old' });
    const path = join(root, 'out');
    assert.throws(() => new FolderWriter({ path, force: false }), TargetError);
    const writer = new FolderWriter({ path, force: true });
    writer.writeText('new.txt', 'new');
    assert.deepEqual(readdirSync(path), ['old.txt']);
    writer.commit();
    assert.deepEqual([readdirSync(path), readdirSync(root)], [['new.txt'], ['out']]);
    mkdirSync(join(root, 'empty'));
    const other = new FolderWriter({ path: join(root, 'empty'), force: false });
    other.writeText('x', '');
    other.commit();
    assert.deepEqual(readdirSync(join(root, 'empty')), ['x']);
  });

  it('does not replace what came there in the meantime', () => {
    const root = tempFolder();
    const path = join(root, 'out');
    const writer = new FolderWriter({ path, force: false });
    writer.writeText('new.txt', 'new');
    writeFiles(root, { 'out/other.txt': 'other' });
    assert.throws(() => {
      writer.commit();
    }, TargetError);
    writer.discard();
    assert.deepEqual([readdirSync(path), readdirSync(root)], [['other.txt'], ['out']]);
  });

  it('never empties a folder behind a link', function () {
    if (process.platform === 'win32') return this.skip();
    const root = tempFolder();
    writeFiles(root, { 'real/keep.txt': 'keep' });
    symlinkSync('real', join(root, 'out'));
    const writer = new FolderWriter({ path: join(root, 'out'), force: true });
    writer.writeText('new.txt', 'new');
    writer.commit();
    assert.deepEqual(
      [readdirSync(join(root, 'real')), readdirSync(join(root, 'out'))],
      [['keep.txt'], ['new.txt']],
    );
    return undefined;
  });

  it('writes one file at once, and refuses a second one', () => {
    const root = tempFolder();
    const path = join(root, 'labels.json');
    writeFileSync(path, 'old');
    const writer = new FolderWriter({ path, force: true, single: true });
    writer.writeText('instances.json', 'new');
    writer.commit();
    assert.equal(readFileSync(path, 'utf8'), 'new');
    const two = new FolderWriter({ path: join(root, 'two.json'), force: false, single: true });
    two.writeText('a.json', '');
    two.writeText('b.json', '');
    assert.throws(() => {
      two.commit();
    }, /makes 2 files/);
    two.discard();
    assert.deepEqual(readdirSync(root), ['labels.json']);
  });

  it('refuses names that lead out or stand twice', () => {
    const root = tempFolder();
    const writer = new FolderWriter({ path: join(root, 'out'), force: false });
    writer.writeText('a.txt', 'a');
    assert.throws(() => {
      writer.writeText('./a.txt', 'b');
    }, PathTaken);
    for (const path of ['../b', '/b', 'x/../../b', '', 'a\\b'])
      assert.throws(
        () => {
          writer.writeText(path, '');
        },
        TargetError,
        path,
      );
    writer.discard();
    assert.deepEqual(readdirSync(root), []);
  });

  it('copies and links files', () => {
    const root = tempFolder();
    writeFiles(root, { 'a.jpg': 'pixels' });
    const path = join(root, 'out');
    const writer = new FolderWriter({ path, force: false });
    writer.addFile('images/copy.jpg', join(root, 'a.jpg'));
    writer.addLink('images/link.jpg', join(root, 'a.jpg'));
    assert.throws(() => {
      writer.addFile('images/link.jpg', join(root, 'a.jpg'));
    }, PathTaken);
    writer.commit();
    for (const name of ['copy.jpg', 'link.jpg'])
      assert.equal(readFileSync(join(path, 'images', name), 'utf8'), 'pixels', name);
    assert.equal(statSync(join(path, 'images/link.jpg')).ino, statSync(join(root, 'a.jpg')).ino);
  });

  it('clears what killed runs left: unfinished work goes, a target that was set aside comes back', () => {
    const root = tempFolder();
    const gone = 2 ** 22 + 1234;
    writeFiles(root, {
      [`.out.relabel-new-${gone}-0123abcd/half.txt`]: '',
      [`.out.relabel-old-${gone}-0123abcd/old.txt`]: 'old',
      [`.out.relabel-new-${process.pid}-0123abcd/running.txt`]: '',
      [`.other.relabel-new-${gone}-0123abcd/other.txt`]: '',
    });
    const said = clearLeftovers(join(root, 'out'));
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /Put the old .*out back/);
    assert.match(said[1] ?? '', /Removed .*left by a run that was interrupted/);
    assert.deepEqual(readdirSync(root).sort(), [
      `.other.relabel-new-${gone}-0123abcd`,
      `.out.relabel-new-${process.pid}-0123abcd`,
      'out',
    ]);
    assert.deepEqual(readdirSync(join(root, 'out')), ['old.txt']);
    assert.deepEqual(clearLeftovers(join(root, 'out')), []);
  });
});
