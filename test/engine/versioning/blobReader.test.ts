import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BlobReader, type ObjectRead } from '../../../src/engine/versioning/blobReader';
import { GitError } from '../../../src/engine/versioning/gitError';
import { runGit } from '../../../src/engine/versioning/gitProcess';
import { openVersions } from '../../../src/engine/versioning/versions';
import { ends } from '../../helpers/ends';
import { labelRepo, type LabelRepo } from '../../helpers/labelRepo';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder } from '../../helpers/tempFolder';

/** A program in place of git. */
function fakeGit(script: string): string {
  const path = join(tempFolder(), 'git');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** The number of a process, once it is written. */
async function started(pidFile: string): Promise<number> {
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '')
    await new Promise((done) => setTimeout(done, 10));
  return Number(readFileSync(pidFile, 'utf8'));
}

function text(read: ObjectRead): string {
  return read.kind === 'object' ? read.bytes.toString('utf8') : read.kind;
}

describe('reading objects', function () {
  this.timeout(30_000);
  let repo: LabelRepo;
  let readers: BlobReader[] = [];
  const read = (options = {}, program?: string): BlobReader => {
    const reader = new BlobReader({ folder: repo.root, program }, options);
    readers.push(reader);
    return reader;
  };
  const hash = (content: string): string => {
    repo.write({ file: content });
    return repo.git('hash-object', '-w', 'file');
  };

  before(() => {
    repo = labelRepo();
    if (process.platform === 'win32') skipBecause(this.ctx, 'the stand-ins for git are shell scripts');
  });

  afterEach(() => {
    for (const reader of readers) reader.dispose();
    readers = [];
  });

  it('answers many questions in their order through one process', async () => {
    const ids = Array.from({ length: 30 }, (_, i) => hash(`content ${i}\n`.repeat(i * 50)));
    const count = join(tempFolder(), 'count');
    const reader = read({}, fakeGit(`echo started >> '${count}'\nexec git "$@"`));
    const asked = [...ids, ...ids, '0'.repeat(40), 'HEAD', '--batch-all-objects\n', ...ids];
    const found = await Promise.all(asked.map((id) => reader.read(id)));
    assert.deepEqual(
      found.map(text),
      asked.map((id) => {
        const i = ids.indexOf(id);
        return i < 0 ? 'missing' : `content ${i}\n`.repeat(i * 50);
      }),
    );
    assert.equal((await runGit({ folder: repo.root }, ['hash-object', count])).length, 41);
    assert.equal(repo.git('-c', 'alias.x=!cat', 'x', count).split('\n').length, 1);
  });

  it('refuses what is too large, and reads the next', async () => {
    const [large, small] = [hash('x'.repeat(500_000)), hash('small')];
    const reader = read({ maxBytes: 1000 });
    const found = await Promise.all([large, small, large, small].map((id) => reader.read(id)));
    assert.deepEqual(found.map(text), ['tooLarge', 'small', 'tooLarge', 'small']);
    assert.deepEqual(found[0], { kind: 'tooLarge', sizeBytes: 500_000 });
  });

  it('reads objects of megabytes whole', async () => {
    const content = 'line of text\n'.repeat(300_000);
    assert.equal(text(await read().read(hash(content))), content);
  });

  it('gives up one question when git is silent, and does not ask remotes any more', async () => {
    const id = hash('content');
    const flag = join(tempFolder(), 'flag');
    // Silent the first time; then it has to have been told to stay at home.
    const program = fakeGit(
      `if [ -e '${flag}' ]; then [ "$GIT_NO_LAZY_FETCH" = 1 ] && exec git "$@"; exit 1; fi\ntouch '${flag}'\nexec sleep 60`,
    );
    const reader = read({ quietMs: 300 }, program);
    const [first, second] = await Promise.all([reader.read(id), reader.read(id)]);
    assert.equal(first.kind, 'broken');
    assert.match(first.kind === 'broken' ? first.reason : '', /no answer/);
    assert.equal(text(second), 'content');
  });

  it('gives up one question when git dies of it', async () => {
    const id = hash('content');
    const count = join(tempFolder(), 'count');
    const dies = `read x; echo "fatal: loose object is corrupt" >&2; exit 128`;
    const program = fakeGit(
      `echo x >> '${count}'\n[ "$(wc -l < '${count}')" -lt 3 ] && { ${dies}; }\nexec git "$@"`,
    );
    const reader = read({}, program);
    const found = await Promise.all([1, 2, 3, 4].map(() => reader.read(id)));
    assert.deepEqual(found.map(text), ['broken', 'broken', 'content', 'content']);
    assert.deepEqual(found[0], { kind: 'broken', reason: 'loose object is corrupt' });
  });

  it('asks a remote that gives nothing once, and not for each object', async () => {
    const id = hash('content');
    const asked = join(tempFolder(), 'asked');
    const refused = 'fatal: could not fetch 1 from promisor remote';
    const program = fakeGit(
      `[ "$GIT_NO_LAZY_FETCH" = 1 ] && exec git "$@"\necho x >> '${asked}'\nread x; echo "${refused}" >&2; exit 128`,
    );
    const reader = read({}, program);
    const found = await Promise.all([reader.read('1'.repeat(40)), reader.read(id), reader.read(id)]);
    assert.deepEqual(found.map(text), ['broken', 'content', 'content']);
    assert.equal(readFileSync(asked, 'utf8'), 'x\n');
  });

  it('ends with everything that git started', async () => {
    if (process.platform === 'win32') skipBecause(this.ctx, 'the stand-in for git is a shell script');
    const pidFile = join(tempFolder(), 'pid');
    const program = fakeGit(`sleep 60 &\necho $! > '${pidFile}'\nwait`);
    const stop = new AbortController();
    const ways: ((run: Promise<unknown>[]) => void)[] = [
      (runs) => {
        const reader = read({}, program);
        runs.push(reader.read('1'.repeat(40)));
        void started(pidFile).then(() => reader.dispose());
      },
      (runs) => {
        runs.push(runGit({ folder: repo.root, program }, ['log'], { signal: stop.signal }));
        void started(pidFile).then(() => stop.abort());
      },
      (runs) => runs.push(runGit({ folder: repo.root, program }, ['log'], { quietMs: 500 })),
    ];
    for (const way of ways) {
      const runs: Promise<unknown>[] = [];
      rmSync(pidFile, { force: true });
      way(runs);
      await assert.rejects(Promise.all(runs), GitError);
      assert.equal(await ends(await started(pidFile)), true);
    }
  });

  it('fails when git is not there, or is no git', async () => {
    const id = hash('content');
    await assert.rejects(
      read({}, 'no-such-git-program').read(id),
      (error) => error instanceof GitError && error.kind === 'notInstalled',
    );
    const notOurs = fakeGit('echo "fatal: detected dubious ownership in repository at \'/x\'" >&2; exit 128');
    const reader = read({}, notOurs);
    const refused = (error: unknown): boolean =>
      error instanceof GitError && error.kind === 'unsafeRepository';
    await assert.rejects(reader.read(id), refused);
    await assert.rejects(reader.read(id), refused, 'and is not started again and again');
  });

  it('ends with the signal and with dispose, whatever is under way', async () => {
    const stop = new AbortController();
    const isCancelled = (error: unknown): boolean => error instanceof GitError && error.kind === 'cancelled';
    const asked = read({ signal: stop.signal }, fakeGit('exec sleep 60')).read('1'.repeat(40));
    setTimeout(() => stop.abort(), 50);
    await assert.rejects(asked, isCancelled);
    const reader = read({}, fakeGit('exec sleep 60'));
    const other = reader.read('1'.repeat(40));
    reader.dispose();
    await assert.rejects(other, isCancelled);
    await assert.rejects(reader.read('1'.repeat(40)), isCancelled);
  });

  it('every other question to a git that hangs ends, too', async () => {
    const place = { folder: repo.root, program: fakeGit('sleep 60 & wait') };
    const started = Date.now();
    await assert.rejects(
      runGit(place, ['status'], { quietMs: 200 }),
      (error) => error instanceof GitError && error.kind === 'timedOut',
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    await assert.rejects(
      openVersions(repo.root, { program: place.program, signal: stop.signal }),
      (error) => error instanceof GitError && error.kind === 'cancelled',
    );
    assert.ok(Date.now() - started < 10_000);
  });
});
