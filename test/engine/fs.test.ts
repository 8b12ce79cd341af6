import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import * as nodeFs from 'node:fs/promises';
import { join } from 'node:path';
import { FileError } from '../../src/engine/fileError';
import { isTempFile, readTextFile, sha256OfText, writeAtomic, type SaveFs } from '../../src/engine/fs';
import { tempFolder, writeFiles } from '../helpers/tempFolder';

const isKind = (kind: string) => (error: unknown) => error instanceof FileError && error.kind === kind;
const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

// Run as a child: saves texts of one repeated letter, each with its length first, until it is killed.
if (process.argv[2] === '--save-loop') {
  const target = process.argv[3] ?? '';
  void (async () => {
    for (let i = 0; ; i++) {
      const body = String.fromCharCode(97 + (i % 26)).repeat(200_000 + i);
      await writeAtomic(target, `${body.length}:${body}`);
      if (i === 0) process.send?.('saving');
    }
  })();
} else {
  describe('files', function () {
    this.timeout(60_000);

    it('reads text as it is, byte order mark included', async () => {
      const folder = tempFolder();
      writeFiles(folder, { a: '\ufeffäö\r\n' });
      assert.equal(await readTextFile(join(folder, 'a')), '\ufeffäö\r\n');
    });

    it('says what is wrong with a file it cannot read', async () => {
      const folder = tempFolder();
      writeFiles(folder, { latin: Buffer.from([0x61, 0xe4, 0x62]), big: 'x'.repeat(100) });
      await assert.rejects(readTextFile(join(folder, 'nothing')), isKind('missing'));
      await assert.rejects(readTextFile(folder), isKind('notAFile'));
      await assert.rejects(readTextFile(join(folder, 'latin')), isKind('notUtf8'));
      await assert.rejects(readTextFile(join(folder, 'big'), 99), isKind('tooLarge'));
    });

    it('replaces a file, keeps its mode, and leaves nothing beside it', async () => {
      const folder = tempFolder();
      writeFiles(folder, { 'a.json': 'old' });
      chmodSync(join(folder, 'a.json'), 0o640);
      await writeAtomic(join(folder, 'a.json'), 'new');
      assert.equal(readFileSync(join(folder, 'a.json'), 'utf8'), 'new');
      assert.equal(statSync(join(folder, 'a.json')).mode & 0o777, 0o640);
      assert.deepEqual(readdirSync(folder), ['a.json']);
    });

    it('makes missing folders and takes the longest names', async () => {
      const path = join(tempFolder(), 'new', 'tree', `${'ä'.repeat(120)}.json`);
      await writeAtomic(path, 'x');
      assert.equal(readFileSync(path, 'utf8'), 'x');
    });

    it('writes through symbolic links, also dangling ones, and refuses circles', async () => {
      const folder = tempFolder();
      mkdirSync(join(folder, 'real'));
      writeFiles(folder, { 'real/a': 'old' });
      symlinkSync(join('real', 'a'), join(folder, 'link'));
      symlinkSync(join('real', 'b'), join(folder, 'dangling'));
      symlinkSync('circle', join(folder, 'circle'));
      await writeAtomic(join(folder, 'link'), 'new');
      await writeAtomic(join(folder, 'dangling'), 'made');
      assert.equal(readFileSync(join(folder, 'real/a'), 'utf8'), 'new');
      assert.equal(readFileSync(join(folder, 'real/b'), 'utf8'), 'made');
      assert.deepEqual(readdirSync(folder).sort(), ['circle', 'dangling', 'link', 'real']);
      await assert.rejects(writeAtomic(join(folder, 'circle'), 'x'), /circle/);
    });

    it('refuses a file marked read-only and a folder in its place', async () => {
      const folder = tempFolder();
      writeFiles(folder, { a: 'old' });
      chmodSync(join(folder, 'a'), 0o444);
      mkdirSync(join(folder, 'b'));
      await assert.rejects(writeAtomic(join(folder, 'a'), 'new'), isKind('readOnly'));
      await assert.rejects(writeAtomic(join(folder, 'b'), 'new'), isKind('notAFile'));
      assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'old');
    });

    it('reports a folder it may not write to', async function () {
      if (process.getuid?.() === 0) {
        // Root may write anywhere: let the call fail as it does for others.
        const fs = { ...nodeFs, open: failing('EACCES') } as SaveFs;
        await assert.rejects(writeAtomic(join(tempFolder(), 'a'), 'x', fs), isKind('permission'));
        return;
      }
      const folder = tempFolder();
      chmodSync(folder, 0o555);
      await assert.rejects(writeAtomic(join(folder, 'a'), 'x'), isKind('permission'));
    });

    it('keeps the old text when the disk is full, and says so', async function () {
      const folder = tempFolder();
      try {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
      } catch {
        this.skip(); // Making a tiny file system takes root.
      }
      try {
        await writeAtomic(join(folder, 'a'), 'old');
        await assert.rejects(writeAtomic(join(folder, 'a'), 'x'.repeat(200_000)), (error) => {
          assert.ok(error instanceof FileError && error.kind === 'diskFull');
          assert.match(error.message, /Could not save .*a: the disk is full/);
          return true;
        });
        assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'old');
        assert.deepEqual(readdirSync(folder), ['a']);
        execFileSync('mount', ['-o', 'remount,ro', folder], { stdio: 'ignore' });
        await assert.rejects(writeAtomic(join(folder, 'a'), 'y'), isKind('readOnly'));
      } finally {
        execFileSync('umount', [folder]);
      }
    });

    it('tries again while another program holds the file, then gives up and cleans up', async () => {
      const folder = tempFolder();
      let tries = 0;
      const busyTwice = {
        ...nodeFs,
        rename: (from: string, to: string) => (++tries < 3 ? failing('EBUSY')() : nodeFs.rename(from, to)),
      } as SaveFs;
      await writeAtomic(join(folder, 'a'), 'x', busyTwice);
      assert.equal(tries, 3);
      const busy = { ...nodeFs, rename: failing('EBUSY') } as SaveFs;
      await assert.rejects(writeAtomic(join(folder, 'a'), 'y', busy), isKind('locked'));
      assert.deepEqual(readdirSync(folder), ['a']);
      assert.equal(readFileSync(join(folder, 'a'), 'utf8'), 'x');
    });

    it('leaves the old or the new text whole when killed in the middle of saving', async () => {
      const folder = tempFolder();
      const target = join(folder, 'a.json');
      for (let round = 0; round < 12; round++) {
        const child = fork(__filename, ['--save-loop', target], { stdio: 'ignore' });
        await new Promise((done) => child.once('message', done));
        await new Promise((done) => setTimeout(done, 20 + round * 7));
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGKILL');
        await ended;
        const [length, body = ''] = readFileSync(target, 'utf8').split(':');
        assert.equal(body, (body[0] ?? '').repeat(Number(length)));
      }
      const strangers = readdirSync(folder).filter((name) => name !== 'a.json' && !isTempFile(name));
      assert.deepEqual(strangers, []);
    });

    it('removes what killed saves left, once it is old', async () => {
      const folder = tempFolder();
      writeFiles(folder, { '.a.relabel-tmp-0123456789ab': '', '.b.relabel-tmp-0123456789ab': '' });
      const longAgo = Date.now() / 1000 - 3600;
      utimesSync(join(folder, '.a.relabel-tmp-0123456789ab'), longAgo, longAgo);
      await writeAtomic(join(folder, 'c'), 'x');
      await new Promise((done) => setTimeout(done, 100));
      assert.deepEqual(readdirSync(folder).sort(), ['.b.relabel-tmp-0123456789ab', 'c']);
    });

    it('hashes text as UTF-8', () => {
      assert.equal(sha256OfText('ä'), '33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc');
    });
  });
}
