import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dataSets } from '../../../src/engine/dataset/dataSets';
import { setUpStorage } from '../../../src/engine/dagshub/storage';
import { openDvc, type Dvc } from '../../../src/engine/dvc/dvc';
import { DvcError } from '../../../src/engine/dvc/dvcError';
import { pullTargets } from '../../../src/engine/dvc/pullTargets';
import { runDvc, type DvcProgram } from '../../../src/engine/dvc/runDvc';
import { trackersOf } from '../../../src/engine/dvc/trackers';
import { targetOf } from '../../../src/engine/versioning/version/dataChoices';
import { beginVersion } from '../../../src/engine/versioning/version/runVersion';
import { versionState } from '../../../src/engine/versioning/version/versionState';
import { standing } from '../../../src/core/versioning/plan';
import { fakeDvc } from '../../helpers/fakeDvc';
import { git, gitFolder } from '../../helpers/gitRepo';
import { realDvc } from '../../helpers/realDvc';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const ODD = ['it\'s "q".png', 'sub dir/-dash.png', 'ünï.png', 'x#y,z.png'];

interface Repo {
  readonly root: string;
  readonly remote: string;
  readonly dvc: Dvc;
}

async function failure(work: Promise<unknown>): Promise<DvcError> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  assert.ok(thrown instanceof DvcError, String(thrown));
  return thrown;
}

/** `data/` with odd names and `-lead.png`, recorded, committed and pushed. */
async function repoWith(program: DvcProgram): Promise<Repo> {
  const [root, remote] = [gitFolder(), tempFolder()];
  git(root, 'config', 'user.name', 'Test');
  git(root, 'config', 'user.email', 'test@example.org');
  writeFiles(root, {
    '.dvc/config': `[core]\n    remote = store\n['remote "store"']\n    url = ${remote}\n`,
    '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
    '-lead.png': 'e',
    ...Object.fromEntries(ODD.map((name) => [`data/${name}`, name])),
  });
  const dvc = openDvc(program, root);
  await dvc.add(['data', '-lead.png']);
  await dvc.push([]);
  git(root, 'add', '.');
  git(root, 'commit', '-q', '-m', 'first');
  return { root, remote, dvc };
}

function forgetData({ root }: Repo): void {
  for (const path of ['data', '-lead.png', '.dvc/cache'])
    rmSync(join(root, path), { recursive: true, force: true });
}

function commands(name: string, find: (context: Mocha.Context) => Promise<DvcProgram>): void {
  describe(`what ${name} answers`, function () {
    this.timeout(300_000);
    let program: DvcProgram;
    before(async function () {
      program = await find(this);
    });

    it('is understood of any name: recorded, pulled one by one, changed, recorded again', async () => {
      const repo = await repoWith(program);
      const { root, dvc } = repo;
      forgetData(repo);
      await dvc.pull(['-lead.png', `data/${ODD[2] ?? ''}`, 'data/sub dir']);
      assert.equal(readFileSync(join(root, 'data', ODD[2] ?? ''), 'utf8'), ODD[2]);
      const away = [`data/${ODD[0] ?? ''}`, `data/${ODD[3] ?? ''}`];
      const partly = await dvc.status();
      const names = (paths: readonly string[]): string[] =>
        paths.filter((path) => !path.endsWith('/')).sort();
      assert.deepEqual(names(partly.notInCache), away);
      assert.deepEqual(names(partly.uncommitted.deleted), away);
      writeFiles(root, { 'data/sub dir/-dash.png': 'other', 'data/new.png': 'new' });
      const { uncommitted } = await dvc.status();
      assert.deepEqual(names(uncommitted.added), ['data/new.png']);
      assert.deepEqual(names(uncommitted.modified), ['data/sub dir/-dash.png']);
      await dvc.add(['data/new.png', 'data/sub dir/-dash.png']);
      const recorded = await dvc.status();
      assert.deepEqual(names(recorded.committed.added), ['data/new.png']);
      assert.deepEqual(names(recorded.uncommitted.deleted), away, 'what was not pulled is kept');
      const { notInRemote } = await dvc.status({ remote: true });
      assert.deepEqual(names(notInRemote), ['data/new.png', 'data/sub dir/-dash.png']);
    });

    it('of a push or fetch that left something out is a failure', async () => {
      const repo = await repoWith(program);
      forgetData(repo);
      rmSync(repo.remote, { recursive: true });
      const pushed = await failure(repo.dvc.push(['-lead.png.dvc']));
      assert.equal(pushed.kind, 'notInRemote');
      assert.match(pushed.message, /^1 object .* could not be pushed: .* neither on this machine nor/);
      const fetched = await failure(repo.dvc.fetch(['-lead.png.dvc']));
      assert.match(fetched.message, /^1 object .* could not be fetched/);
      assert.equal((await failure(repo.dvc.pull(['-lead.png']))).kind, 'notInRemote');
    });

    it('without a remote says what to do', async () => {
      const { root, dvc } = await repoWith(program);
      writeFiles(root, { '.dvc/config': '' });
      assert.equal((await failure(dvc.push([]))).kind, 'noRemote');
      const outside = await failure(runDvc(program, tempFolder(), ['add', '--', 'x']));
      assert.deepEqual([outside.kind, outside.exitCode], ['notARepository', 253]);
    });
  });
}

commands('the double of dvc', async (context) => {
  const command = fakeDvc(context, join(tempFolder(), 'tools'));
  return Promise.resolve({ command, prefix: [], version: '3.64.0' });
});
commands('the real dvc', realDvc);

describe('the real dvc', function () {
  this.timeout(300_000);
  let program: DvcProgram;
  let repo: Repo;
  before(async function () {
    program = await realDvc(this);
  });
  beforeEach(async () => {
    repo = await repoWith(program);
  });

  it('does not overwrite what it has not stored, and that is said', async () => {
    writeFiles(repo.root, { '-lead.png': 'mine' });
    const error = await failure(repo.dvc.pull([]));
    assert.equal(error.kind, 'wouldOverwrite', error.output);
    assert.equal(readFileSync(join(repo.root, '-lead.png'), 'utf8'), 'mine');
  });

  it('pulls from the folder of the image, as its command is told', async () => {
    forgetData(repo);
    await runDvc(program, repo.root, ['pull', './-lead.png']);
    assert.ok(existsSync(join(repo.root, '-lead.png')));
  });

  it('waits for one that holds the lock', async () => {
    const lock = join(repo.root, '.dvc', 'tmp', 'lock');
    const holder = spawn('flock', ['-x', lock, 'sleep', '60'], { stdio: 'ignore' });
    await new Promise((done) => setTimeout(done, 500));
    const error = await failure(
      runDvc(program, repo.root, ['add', '--', '-lead.png'], { lockDelaysMs: [10] }),
    ).finally(() => holder.kill());
    assert.equal(error.kind, 'locked', error.output);
  });

  it('finds outputs of stages where they lie, and takes them for targets', async () => {
    const { root, dvc } = repo;
    writeFiles(root, {
      'sub/e1/in': '',
      'sub/e2/in': '',
      'dvc.yaml': `stages:
  make:
    wdir: sub
    cmd: mkdir -p frames && printf z > frames/z.png && printf 1 > m.json
    outs: [frames]
    metrics: [m.json: {cache: false}]
  each:
    foreach: [e1, e2]
    do: {wdir: 'sub/\${item}', cmd: 'printf \${item} > o.png', outs: [o.png]}
`,
    });
    await runDvc(program, root, ['repro', '-q']);
    const place = { folder: root };
    const lock = (await trackersOf(place)).find(({ path }) => path === 'dvc.lock');
    assert.deepEqual(
      lock?.outs.map(({ path, isCached }) => [path, isCached]),
      [
        ['sub/frames', true],
        ['sub/m.json', false],
        ['sub/e1/o.png', true],
        ['sub/e2/o.png', true],
      ],
    );
    const below = await pullTargets(place, join(root, 'sub'));
    assert.deepEqual(below, ['sub/frames', 'sub/e1/o.png', 'sub/e2/o.png']);
    assert.deepEqual(await pullTargets(place, join(root, 'sub/frames/z.png')), ['sub/frames/z.png']);
    writeFiles(root, { 'sub/frames/n.png': 'n' });
    const { data } = await versionState(place, dataSets({ git: 'git' }), { dvc });
    const frames = data.find(({ path }) => path === 'sub/frames');
    assert.ok(frames, JSON.stringify(data));
    git(root, 'add', '.');
    const plan = { data: [targetOf(frames)], labels: [], message: 'frames', pushData: true };
    const run = await beginVersion(plan, { git: place, dvc });
    assert.equal(standing(run), 'The version is complete.');
    rmSync(join(root, 'sub/frames'), { recursive: true });
    rmSync(join(root, '.dvc/cache'), { recursive: true });
    await dvc.pull(['sub/frames']);
    assert.equal(readFileSync(join(root, 'sub/frames/n.png'), 'utf8'), 'n');
  });

  it('can be asked before the settings of a new remote are committed, which a version then takes in', async () => {
    const { root, dvc } = repo;
    const plan = {
      remote: 'hub',
      url: 'http://127.0.0.1:1/me/nuts.dvc',
      isKnown: false,
      becomesDefault: true,
    };
    await setUpStorage(root, plan, { user: 'tok3n-of-mine', token: 'tok3n-of-mine' });
    const error = await failure(dvc.status());
    assert.equal(error.kind, 'configuration');
    assert.match(error.message, /Commit \.dvc\/config/);
    const state = await versionState({ folder: root }, dataSets({ git: 'git' }), { dvc });
    assert.match(state.warnings.join(), /Commit \.dvc\/config/);
    assert.deepEqual(
      state.data.map(({ path, isSuggested }) => [path, isSuggested]),
      [['.dvc/config', true]],
    );
    const data = state.data.map(targetOf);
    const run = await beginVersion(
      { data, labels: [], message: 'remote', pushData: false },
      { git: { folder: root }, dvc },
    );
    assert.equal(standing(run), 'The version is complete.');
    assert.equal(git(root, 'show', '--name-only', '--format=', 'HEAD').trim(), '.dvc/config');
    assert.deepEqual((await dvc.status()).uncommitted.modified, []);
    const unreached = await failure(dvc.push([]));
    assert.ok(['unreachable', 'configuration'].includes(unreached.kind), unreached.message);
    assert.doesNotMatch(unreached.message + unreached.output, /tok3n/);
  });

  it('is told by a server that it may not, and can be cancelled when the server is silent', async function () {
    const { root, dvc } = repo;
    let isSilent = false;
    const server: Server = createServer((request, response) => {
      request.resume();
      if (!isSilent) response.writeHead(401).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    writeFiles(root, {
      '.dvc/config': `[core]\n    remote = h\n['remote "h"']\n    url = http://127.0.0.1:${port}/x\n`,
    });
    try {
      const refused = await failure(dvc.push([]));
      if (/requires these missing dependencies/.test(refused.output))
        skipBecause(this, 'this DVC cannot reach http remotes');
      assert.equal(refused.kind, 'unauthorised', refused.output);
      isSilent = true;
      const began = Date.now();
      const signal = AbortSignal.timeout(6000);
      assert.equal((await failure(dvc.push([], { signal }))).kind, 'cancelled');
      assert.ok(Date.now() - began < 60_000);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    await dvc.add(['-lead.png']);
  });
});
