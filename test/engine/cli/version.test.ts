import assert from 'node:assert/strict';
import { join } from 'node:path';
import { dataRepo, sidecar, type DataRepo } from '../../helpers/dataRepo';
import { behave } from '../../helpers/fakeDvc';
import { git } from '../../helpers/gitRepo';
import { relabel, type CliResult } from '../../helpers/cli';
import { writeFiles } from '../../helpers/tempFolder';

describe('relabel version and status', function () {
  this.timeout(60_000);
  let repo: DataRepo;
  beforeEach(async function () {
    repo = await dataRepo(this);
    process.env['RELABEL_DVC'] = join(repo.tools, 'dvc');
    writeFiles(repo.root, {
      'data/c.jpg': 'picture c',
      'labels/data/a.jpg.labels.json': sidecar('a.jpg', ['k00001', 'k00002']),
    });
  });
  afterEach(() => {
    delete process.env['RELABEL_DVC'];
  });
  const run = (...args: string[]): Promise<CliResult> => relabel(repo.root, args);

  it('tell images and labels in one look', async () => {
    const { code, stdout, stderr } = await run('status', '--remote');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^data {4}data: 1 added\ndata {4}everything is pushed\nlabels {2}1 image, \+1 nut\n$/,
    );
    const json = JSON.parse((await run('status', '--json')).stdout) as {
      by: string;
      data: { path: string }[];
    };
    assert.deepEqual([json.by, json.data.map(({ path }) => path)], ['dvc', ['data']]);
  });

  it('say what would be done, and do it', async () => {
    const head = git(repo.root, 'rev-parse', 'HEAD');
    const dry = await run('version', '--data', '--tag', 'v2', '--push', '--dry-run');
    assert.deepEqual([dry.code, dry.stdout.trim().split('\n').length], [0, 5]);
    assert.match(dry.stdout, /^Record the data with DVC \(data: 1 added\)\nCommit 3 files/);
    assert.equal(git(repo.root, 'rev-parse', 'HEAD'), head);
    const made = await run('version', '--data', '--tag', 'v2', '--notes', 'Night', '-m', 'More', '--push');
    assert.equal(made.code, 0, made.stderr);
    assert.equal(made.stdout, git(repo.gitRemote, 'rev-parse', 'v2^{}'));
    const none = await run('version', '--data');
    assert.deepEqual([none.code, none.stdout], [0, '']);
    assert.match(none.stderr, /nothing to version/);
  });

  it('take only labels when data is not asked for', async () => {
    assert.equal((await run('version', '-m', 'Labels')).code, 0);
    assert.equal(
      git(repo.root, 'show', '--name-only', '--format=', 'HEAD').trim(),
      'labels/data/a.jpg.labels.json',
    );
  });

  it('stop where something fails, go on and go back', async () => {
    behave(repo.tools, { fail: { push: { code: 1, text: 'no luck' } } });
    const head = git(repo.root, 'rev-parse', 'HEAD');
    const failed = await run('version', '--data', '--push');
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /no luck[\s\S]*So far the data is recorded[\s\S]*--resume or --undo/);
    assert.match((await run('status')).stdout, /A version is not finished/);
    assert.equal((await run('version', '--data')).code, 1);
    assert.equal((await run('version', '--undo')).code, 0);
    assert.equal(git(repo.root, 'rev-parse', 'HEAD'), head);
    assert.equal((await run('version', '--data', '--push')).code, 1);
    behave(repo.tools, {});
    const resumed = await run('version', '--resume');
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.equal(git(repo.gitRemote, 'rev-parse', 'main'), git(repo.root, 'rev-parse', 'HEAD'));
  });

  it('put a new folder under DVC when told to', async () => {
    writeFiles(repo.root, { 'more/x.jpg': 'x' });
    const made = await run('version', '--add', 'more/');
    assert.equal(made.code, 0, made.stderr);
    assert.match(git(repo.root, 'show', '--name-only', '--format=', 'HEAD'), /\.gitignore\n[\s\S]*more\.dvc/);
  });

  it('refuse what makes no sense', async () => {
    const cases = [
      ['--notes', 'x'],
      ['--tag', '-d'],
      ['--tag', 'a..b'],
      ['--add', '../x'],
      ['--resume'],
      ['--undo'],
    ];
    for (const args of cases) assert.equal((await run('version', ...args)).code, 2, args.join(' '));
    git(repo.root, 'tag', 'v1');
    assert.match((await run('version', '--tag', 'v1')).stderr, /tag v1 already/);
    delete process.env['RELABEL_DVC'];
    const without = await relabel(repo.root, ['status']);
    assert.match(without.stderr, /DVC is not installed here/);
    assert.match(without.stdout, /data: 1 added/);
  });
});
