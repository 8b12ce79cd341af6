import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableFile } from '../../../src/core/formats/fs';
import type { FileProblem } from '../../../src/core/formats/report';
import { NodeFs } from '../../../src/engine/formats/nodeFs';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

function opened(root: string, followLinks = false): { fs: NodeFs; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  return { fs: new NodeFs(root, { notice: (problem) => problems.push(problem), followLinks }), problems };
}

describe('a folder as a source', () => {
  it('lists by code points, without git, node_modules and what is being written', () => {
    const root = tempFolder();
    writeFiles(root, {
      'b.txt': '',
      'B.txt': '',
      '\u{1F600}.txt': '',
      '\uE000.txt': '',
      '.labelstudio/1.json': '{}',
      '.git/config': '',
      'node_modules/x': '',
      '.out.relabel-new-1-00000000/x': '',
    });
    const { fs } = opened(root);
    const names = fs.list('').map(({ name }) => name);
    assert.deepEqual(names, ['.labelstudio', 'B.txt', 'b.txt', '\uE000.txt', '\u{1F600}.txt']);
    assert.deepEqual(fs.list('.labelstudio'), [{ name: '1.json', kind: 'file' }]);
    assert.deepEqual(fs.list('nowhere'), []);
    assert.equal(fs.has('.labelstudio'), false);
  });

  it('opens nothing outside of it', () => {
    const root = tempFolder();
    writeFiles(root, { 'in/a.txt': 'a', 'secret.txt': 's', 'in/deep/b.txt': 'b' });
    const { fs } = opened(join(root, 'in'));
    assert.equal(fs.readText('./deep//b.txt'), 'b');
    const outside = [
      '../secret.txt',
      'deep/../../secret.txt',
      join(root, 'secret.txt'),
      'C:/x',
      'a.txt\0',
      '',
    ];
    for (const path of outside) {
      assert.throws(() => fs.readText(path), UnreadableFile, path);
      assert.throws(() => fs.readRange(path, 0, 1), UnreadableFile, path);
      assert.equal(fs.has(path), false, path);
    }
    assert.deepEqual(fs.list('..'), []);
    assert.throws(() => fs.readText('none.txt'), UnreadableFile);
    assert.throws(() => fs.readText('deep'), UnreadableFile);
  });

  it('leaves out links that lead out, says so once, and follows them when asked', function () {
    if (process.platform === 'win32') return this.skip();
    const root = tempFolder();
    writeFiles(root, { 'in/a.txt': 'a', 'out/s.txt': 's' });
    symlinkSync(join(root, 'out/s.txt'), join(root, 'in/s.txt'));
    symlinkSync(join(root, 'out'), join(root, 'in/out'));
    symlinkSync('a.txt', join(root, 'in/l.txt'));
    const { fs, problems } = opened(join(root, 'in'));
    const names = ['a.txt', 'l.txt'];
    assert.deepEqual(
      [fs.list(''), fs.list('')].map((list) => list.map(({ name }) => name)),
      [names, names],
    );
    assert.deepEqual(problems.map(({ path, code }) => `${path}: ${code}`).sort(), [
      'out: link-leads-out',
      's.txt: link-leads-out',
    ]);
    assert.equal(fs.readText('l.txt'), 'a');
    for (const path of ['s.txt', 'out/s.txt']) assert.throws(() => fs.readText(path), UnreadableFile, path);
    assert.equal(fs.has('out/s.txt'), false);
    assert.equal(opened(join(root, 'in'), true).fs.readText('out/s.txt'), 's');
    return undefined;
  });

  it('walks no circle of links', function () {
    if (process.platform === 'win32') return this.skip();
    const root = tempFolder();
    writeFiles(root, { 'a/x.txt': '', 'b/y.txt': '' });
    symlinkSync('../b', join(root, 'a/to-b'));
    symlinkSync('../a', join(root, 'b/to-a'));
    symlinkSync('..', join(root, 'a/up'));
    const { fs } = opened(root);
    const seen: string[] = [];
    const walk = (folder: string): void => {
      for (const { name, kind } of fs.list(folder)) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (kind === 'file') seen.push(path);
        else walk(path);
      }
    };
    walk('');
    assert.deepEqual(seen, ['a/to-b/y.txt', 'a/x.txt', 'b/to-a/x.txt', 'b/y.txt']);
    return undefined;
  });

  it('reads UTF-16 and byte order marks, and says in which line bytes are not UTF-8', () => {
    const root = tempFolder();
    const utf16 = Buffer.from('\uFEFFä\n', 'utf16le');
    writeFiles(root, {
      'bom.txt': '\uFEFFä\n',
      'le.txt': utf16,
      'be.txt': Buffer.from(utf16).swap16(),
      'latin.txt': Buffer.from('one\ntwo \xe4 end\nthree', 'latin1'),
    });
    const { fs, problems } = opened(root);
    for (const path of ['bom.txt', 'le.txt', 'be.txt']) assert.equal(fs.readText(path), 'ä\n', path);
    assert.deepEqual(problems, []);
    assert.equal(fs.readText('latin.txt'), 'one\ntwo \uFFFD end\nthree');
    assert.deepEqual(
      problems.map(({ path, line, code }) => [path, line, code]),
      [['latin.txt', 2, 'not-utf8']],
    );
  });

  it('reads ranges, also beyond the end', () => {
    const root = tempFolder();
    writeFiles(root, { 'a.bin': Uint8Array.of(1, 2, 3, 4) });
    const { fs } = opened(root);
    assert.deepEqual([...fs.readRange('a.bin', 1, 3)], [2, 3]);
    assert.deepEqual([...fs.readRange('a.bin', 2, 99)], [3, 4]);
    assert.deepEqual([...fs.readRange('a.bin', 9, 99)], []);
    assert.equal(fs.sizeBytes('a.bin'), 4);
  });
});
