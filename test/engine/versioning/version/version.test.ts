import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standing, type VersionPlan, type VersionRun } from '../../../../src/core/versioning/plan';
import { dataSets } from '../../../../src/engine/dataset/dataSets';
import { targetOf } from '../../../../src/engine/versioning/version/dataChoices';
import { beginVersion, goOn } from '../../../../src/engine/versioning/version/runVersion';
import { unfinishedRun } from '../../../../src/engine/versioning/version/runFile';
import { undoVersion } from '../../../../src/engine/versioning/version/undoVersion';
import { versionState } from '../../../../src/engine/versioning/version/versionState';
import { dataRepo, sidecar, type DataRepo } from '../../../helpers/dataRepo';
import { behave } from '../../../helpers/fakeDvc';
import { git, gitFolder } from '../../../helpers/gitRepo';
import { skipBecause } from '../../../helpers/skipBecause';
import { writeFiles } from '../../../helpers/tempFolder';

describe('a version of data and labels', function () {
  this.timeout(60_000);
  let repo: DataRepo;
  beforeEach(async function () {
    repo = await dataRepo(this);
    writeFiles(repo.root, {
      'data/c.jpg': 'picture c',
      'labels/data/a.jpg.labels.json': sidecar('a.jpg', ['k00001', 'k00002']),
      'labels/data/c.jpg.labels.json': sidecar('c.jpg', ['k00003']),
      'code.py': 'print(1)\n',
      'notes.txt': 'mine\n',
    });
    git(repo.root, 'add', 'code.py');
  });

  const tools = (signal?: AbortSignal) => ({ git: { folder: repo.root }, dvc: repo.dvc, signal });
  const state = () => versionState({ folder: repo.root }, dataSets({ git: 'git' }), { dvc: repo.dvc });

  async function plan(more: Partial<VersionPlan> = {}): Promise<VersionPlan> {
    const { data, labels } = await state();
    return {
      data: data.map(targetOf),
      labels: labels.files.map(({ path }) => path),
      message: 'More nuts',
      tag: { name: 'v2', notes: 'With nuts\n\n# and bolts' },
      pushData: true,
      pushGit: { remote: 'origin', branch: 'main', to: 'main' },
      ...more,
    };
  }

  /** Everything that has to be as it was after a way back. */
  function snapshot(): unknown {
    const read = (path: string): string | null =>
      existsSync(join(repo.root, path)) ? readFileSync(join(repo.root, path), 'utf8') : null;
    return {
      head: git(repo.root, 'rev-parse', 'HEAD'),
      status: git(repo.root, 'status', '--porcelain', '-uall'),
      index: git(repo.root, 'ls-files', '--stage'),
      tags: git(repo.root, 'tag'),
      tracker: read('data.dvc'),
      ignore: read('.gitignore'),
      labels: read('labels/data/a.jpg.labels.json'),
    };
  }

  it('is told in one look', async () => {
    const { data, labels, by, unfinished, notPulled } = await state();
    assert.deepEqual([by, unfinished, notPulled], ['dvc', undefined, 0]);
    assert.deepEqual(
      data.map(({ title, targets, isSuggested }) => [title, targets, isSuggested]),
      [['data: 1 added', ['data'], true]],
    );
    assert.equal(labels.files.length, 2);
    assert.match(labels.text, /2 images, \+2 nut/);
  });

  it('is told without dvc, from the files alone', async () => {
    writeFiles(repo.root, { 'data/a.jpg': 'another a' });
    rmSync(join(repo.root, 'data/b.jpg'));
    const { data, by } = await versionState({ folder: repo.root }, dataSets({ git: 'git' }));
    assert.equal(by, 'files');
    assert.deepEqual(
      data.map(({ title }) => title),
      ['data: 1 added, 1 changed, 1 deleted'],
    );
  });

  it('records, commits its own files only, tags, and pushes both', async () => {
    const run = await beginVersion(await plan(), tools());
    assert.equal(standing(run), 'The version is complete.');
    const files = git(repo.root, 'show', '--name-only', '--format=%s', 'v2').trim().split('\n');
    assert.deepEqual(files.slice(-3), [
      'data.dvc',
      'labels/data/a.jpg.labels.json',
      'labels/data/c.jpg.labels.json',
    ]);
    assert.equal(git(repo.root, 'log', '-1', '--format=%s').trim(), 'More nuts');
    assert.equal(git(repo.root, 'diff', '--cached', '--name-only').trim(), 'code.py');
    assert.match(git(repo.root, 'status', '--porcelain'), /\?\? notes\.txt/);
    assert.match(git(repo.root, 'tag', '-l', '-n9', 'v2'), /With nuts\s+# and bolts/);
    assert.equal(git(repo.gitRemote, 'rev-parse', 'main', 'v2^{}').split('\n')[0], run.commit);
    assert.equal((await repo.dvc.cloudStatus()).size, 0);
    assert.equal(await unfinishedRun({ folder: repo.root }), undefined);
  });

  it('can be taken back after each step, leaving everything as it was', async () => {
    const before = snapshot();
    for (const failing of ['push', 'add']) {
      behave(repo.tools, { fail: { [failing]: { code: 1, text: 'no luck' } } });
      const run = await beginVersion(await plan(), tools());
      assert.equal(run.failed?.step, failing === 'push' ? 'pushData' : 'record');
      assert.match(standing(run), /no luck/);
      const kept = await unfinishedRun({ folder: repo.root });
      assert.deepEqual(kept, run);
      behave(repo.tools, {});
      await undoVersion(run, { folder: repo.root });
      assert.deepEqual(snapshot(), before);
    }
    assert.equal(await unfinishedRun({ folder: repo.root }), undefined);
  });

  it('goes on where a hook said no', async function () {
    if (process.platform === 'win32') return this.skip();
    const hook = join(repo.root, '.git/hooks/pre-commit');
    writeFiles(repo.root, { '.git/hooks/pre-commit': '#!/bin/sh\necho "not today" >&2\nexit 1\n' });
    chmodSync(hook, 0o755);
    const stopped = await beginVersion(await plan(), tools());
    assert.deepEqual([stopped.failed?.step, stopped.done], ['commit', ['record']]);
    assert.match(stopped.failed?.why ?? '', /not today/);
    assert.equal(git(repo.root, 'diff', '--cached', '--name-only').trim(), 'code.py');
    rmSync(hook);
    const kept = await unfinishedRun({ folder: repo.root });
    assert.ok(kept);
    const run = await goOn(kept, tools());
    assert.deepEqual(run.done, ['record', 'commit', 'tag', 'pushData', 'pushGit']);
  });

  it('goes on where it was killed after the commit was made', async () => {
    let kept: VersionRun | undefined;
    const events = { onStep: (step: string, run: VersionRun) => void (step === 'commit' && (kept = run)) };
    const { pushGit: _, ...local } = await plan({ pushData: false });
    const run = await beginVersion(local, tools(), events);
    assert.ok(kept);
    git(repo.root, 'tag', '-d', 'v2');
    const again = await goOn(kept, tools());
    assert.equal(again.commit, run.commit);
    assert.equal(standing(again), 'The version is complete.');
  });

  it('is not pushed over what others pushed', async () => {
    const other = join(repo.gitRemote, '..', `${Date.now()}-clone`);
    git(repo.root, 'clone', '-q', repo.gitRemote, other);
    writeFiles(other, { 'x.txt': 'x' });
    git(other, 'add', '.');
    git(other, 'commit', '-q', '-m', 'theirs');
    git(other, 'push', '-q');
    const before = git(repo.root, 'rev-parse', 'HEAD');
    const run = await beginVersion(await plan(), tools());
    rmSync(other, { recursive: true });
    assert.equal(run.failed?.step, 'pushGit');
    assert.match(run.failed.why, /commits on this branch that you do not have/);
    assert.equal(git(repo.gitRemote, 'tag').trim(), '');
    await undoVersion(run, { folder: repo.root });
    assert.equal(git(repo.root, 'rev-parse', 'HEAD'), before);
  });

  it('is not taken back when something came in between', async () => {
    behave(repo.tools, { fail: { push: { code: 1, text: 'no luck' } } });
    const run = await beginVersion(await plan(), tools());
    git(repo.root, 'commit', '-q', '-m', 'mine');
    const after = snapshot();
    await assert.rejects(undoVersion(run, { folder: repo.root }), /other commits since.*git revert/);
    git(repo.root, 'reset', '-q', '--soft', 'HEAD~1');
    writeFileSync(join(repo.root, 'data.dvc'), 'edited');
    await assert.rejects(undoVersion(run, { folder: repo.root }), /data\.dvc has been changed since/);
    assert.equal(git(repo.root, 'tag').trim(), 'v2');
    assert.ok(after);
  });

  it('is taken back once it is complete, unless it was pushed', async () => {
    const before = snapshot();
    const { pushGit: _, ...local } = await plan({ pushData: false });
    await undoVersion(await beginVersion(local, tools()), { folder: repo.root });
    assert.deepEqual(snapshot(), before);
    const pushed = await beginVersion(await plan(), tools());
    await assert.rejects(undoVersion(pushed, { folder: repo.root }), /has been pushed/);
  });

  it('can be taken back in two goes, when a lock was left behind', async () => {
    const before = snapshot();
    behave(repo.tools, { fail: { push: { code: 1, text: 'no luck' } } });
    const run = await beginVersion(await plan(), tools());
    const lock = join(repo.root, '.git/index.lock');
    writeFileSync(lock, '');
    await assert.rejects(undoVersion(run, { folder: repo.root }), /delete .*index\.lock/);
    rmSync(lock);
    await undoVersion(run, { folder: repo.root });
    assert.deepEqual(snapshot(), before);
  });

  it('takes names as they are', async function () {
    if (process.platform === 'win32') return this.skip();
    const odd = 'labels/data/--upload-pack=x "q" \'s\n[*] é.jpg.labels.json';
    writeFiles(repo.root, {
      [odd]: sidecar('a.jpg', ['k00005']),
      'data/-n $(x).jpg': 'odd',
      '-more/y.jpg': 'y',
    });
    const { pushGit: _, tag: __, ...local } = await plan({ pushData: false });
    const more = {
      targets: ['-more'],
      how: 'add',
      writes: ['-more.dvc', '.gitignore'],
      title: 'more',
    } as const;
    const before = snapshot();
    const run = await beginVersion({ ...local, data: [...local.data, more] }, tools());
    assert.equal(standing(run), 'The version is complete.');
    const names = git(repo.root, 'show', '-z', '--name-only', '--format=', 'HEAD').split('\0');
    for (const name of [odd, '-more.dvc', '.gitignore', 'data.dvc']) assert.ok(names.includes(name), name);
    await undoVersion(run, { folder: repo.root });
    assert.deepEqual(snapshot(), before);
  });

  it('stops between steps when asked to', async () => {
    const controller = new AbortController();
    const events = { onStep: (step: string) => void (step === 'tag' && controller.abort()) };
    const run = await beginVersion(await plan(), tools(controller.signal), events);
    assert.deepEqual([run.failed?.step, run.failed?.why], ['tag', 'Stopped as you asked.']);
    assert.deepEqual(run.done, ['record', 'commit']);
  });

  it('keeps images in it that were never pulled', async () => {
    rmSync(join(repo.root, 'data/b.jpg'));
    const cached = join(repo.root, '.dvc/cache/files/md5');
    const hash = createHash('md5').update('picture b, larger').digest('hex');
    rmSync(join(cached, hash.slice(0, 2), hash.slice(2)));
    const { data, notPulled } = await state();
    assert.equal(notPulled, 1);
    assert.deepEqual(data[0]?.targets, ['data/c.jpg']);
    assert.match(data[0].note ?? '', /1 file has not been pulled/);
    const { pushGit: _, tag: __, ...local } = await plan({ pushData: false });
    await beginVersion(local, tools());
    await repo.dvc.pull([]);
    for (const name of ['a', 'b', 'c']) assert.ok(existsSync(join(repo.root, `data/${name}.jpg`)), name);
  });

  it('of a repository without a commit can be made and taken back', async () => {
    git(repo.root, 'update-ref', '-d', 'refs/heads/main');
    git(repo.root, 'rm', '-rqf', '--cached', '.');
    const { pushGit: _, ...local } = await plan({ pushData: false });
    const run = await beginVersion(local, tools());
    assert.equal(standing(run), 'The version is complete.');
    await undoVersion(run, { folder: repo.root });
    assert.throws(() => git(repo.root, 'rev-parse', '--verify', '-q', 'HEAD'));
    assert.equal(git(repo.root, 'ls-files').trim(), '');
  });

  it('can be taken back in a repository of SHA-256', async function () {
    const sha256 = ['--object-format=sha256'];
    try {
      gitFolder(...sha256);
    } catch {
      skipBecause(this, 'this git knows SHA-1 only');
    }
    repo = await dataRepo(this, {}, sha256);
    writeFiles(repo.root, {
      'data/c.jpg': 'picture c',
      'labels/data/c.jpg.labels.json': sidecar('c.jpg', ['k00003']),
    });
    git(repo.root, 'add', 'labels');
    const before = snapshot();
    const { pushGit: _, ...local } = await plan({ pushData: false });
    const run = await beginVersion(local, tools());
    assert.equal(standing(run), 'The version is complete.');
    assert.equal(run.commit?.length, 64);
    await undoVersion(run, { folder: repo.root });
    assert.deepEqual(snapshot(), before);
  });
});
