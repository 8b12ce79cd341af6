import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGit } from '../../../src/engine/versioning/git';
import { GitError } from '../../../src/engine/versioning/gitError';
import { ends } from '../../helpers/ends';

const GLOBS = ['**/*.labels.json', '**/relabel.yaml'];

describe('git', function () {
  this.timeout(30_000);
  let root: string;
  const git = openGit();
  const run = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'relabel-git-')));
    run('init', '-q', '-b', 'main');
    run('config', 'user.name', 'Tester');
    run('config', 'user.email', 'tester@example.com');
    run('config', 'commit.gpgsign', 'false');
    write('code.py', 'one\n');
    write('a.jpg.labels.json', '{"a": 1}\n');
    run('add', '.');
    run('commit', '-q', '-m', 'first');
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function rejectsWith(work: Promise<unknown>): Promise<GitError> {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof GitError, String(thrown));
    return thrown;
  }

  it('finds the root, or says that there is none', async () => {
    mkdirSync(join(root, 'deep'));
    assert.equal(await git.rootOf(join(root, 'deep')), root);
    assert.equal(await git.rootOf(tmpdir()), undefined);
  });

  it('lists changed, new and deleted label files and nothing else', async () => {
    write('b.jpg.labels.json', '{}\n');
    write('b.jpg.labels.json', '{"b": 1}\n');
    run('add', 'b.jpg.labels.json');
    run('commit', '-q', '-m', 'second');
    write('a.jpg.labels.json', '{"a": 2}\n');
    rmSync(join(root, 'b.jpg.labels.json'));
    mkdirSync(join(root, 'in ner'));
    write('in ner/ü "q" [1].jpg.labels.json', '{}\n');
    write('relabel.yaml', 'classes: []\n');
    write('code.py', 'two\n');
    const files = await git.changed(root, GLOBS);
    assert.deepEqual(files.map(({ path, change, untracked }) => [path, change, untracked]).sort(), [
      ['a.jpg.labels.json', 'modified', false],
      ['b.jpg.labels.json', 'deleted', false],
      ['in ner/ü "q" [1].jpg.labels.json', 'added', true],
      ['relabel.yaml', 'added', true],
    ]);
  });

  it('commits only the label files: what else is staged stays staged, in the version that was staged', async () => {
    write('code.py', 'staged\n');
    run('add', 'code.py');
    write('code.py', 'staged and then changed\n');
    write('new.py', 'new\n');
    run('add', 'new.py');
    write('a.jpg.labels.json', '{"a": 2}\n');
    write('-odd *[1].jpg.labels.json', '{}\n');
    const result = await git.commitOnly(root, await git.changed(root, GLOBS), 'Label: +1 "car" -- $HOME');
    assert.equal(run('rev-parse', '--short', 'HEAD').trim(), result.commit);
    assert.equal(run('log', '-1', '--format=%B').trim(), 'Label: +1 "car" -- $HOME');
    assert.deepEqual(
      run('show', '--name-only', '--format=', '-z', 'HEAD').split('\0').filter(Boolean).sort(),
      ['-odd *[1].jpg.labels.json', 'a.jpg.labels.json'],
    );
    assert.equal(run('show', ':code.py'), 'staged\n');
    assert.equal(run('status', '--porcelain'), 'MM code.py\nA  new.py\n');
  });

  it('takes a label file as it is on disk even when another version of it is staged', async () => {
    write('a.jpg.labels.json', '{"a": "staged"}\n');
    run('add', 'a.jpg.labels.json');
    write('a.jpg.labels.json', '{"a": "on disk"}\n');
    await git.commitOnly(root, await git.changed(root, GLOBS), 'x');
    assert.equal(await git.committedText(root, 'a.jpg.labels.json'), '{"a": "on disk"}\n');
    assert.equal(run('status', '--porcelain'), '');
  });

  it('commits deletions and reads committed texts', async () => {
    assert.equal(await git.committedText(root, 'a.jpg.labels.json'), '{"a": 1}\n');
    assert.equal(await git.committedText(root, 'none.labels.json'), undefined);
    rmSync(join(root, 'a.jpg.labels.json'));
    await git.commitOnly(root, await git.changed(root, GLOBS), 'gone');
    assert.equal(await git.committedText(root, 'a.jpg.labels.json'), undefined);
  });

  it('does not take a git that fails for a file that is not committed', async () => {
    const fresh = join(root, 'fresh');
    mkdirSync(fresh);
    await git.init(fresh);
    assert.equal(await git.committedText(fresh, 'a.jpg.labels.json'), undefined);
    const absent = openGit({ program: join(root, 'no-git') });
    assert.equal((await rejectsWith(absent.committedText(root, 'a.jpg.labels.json'))).kind, 'notInstalled');
    const hash = run('rev-parse', 'HEAD:a.jpg.labels.json').trim();
    rmSync(join(root, '.git/objects', hash.slice(0, 2), hash.slice(2)));
    assert.equal((await rejectsWith(git.committedText(root, 'a.jpg.labels.json'))).kind, 'refused');
  });

  it('makes a repository and the first commit in it', async () => {
    const fresh = join(root, 'fresh');
    mkdirSync(fresh);
    await git.init(fresh);
    assert.equal(await git.rootOf(fresh), fresh);
    assert.equal((await git.state(fresh)).hasCommits, false);
    writeFileSync(join(fresh, 'c.jpg.labels.json'), '{}\n');
    execFileSync('git', ['config', 'user.name', 'T'], { cwd: fresh });
    execFileSync('git', ['config', 'user.email', 't@example.com'], { cwd: fresh });
    await git.commitOnly(fresh, await git.changed(fresh, GLOBS), 'first labels');
    assert.equal((await git.state(fresh)).hasCommits, true);
  });

  it('leaves the index as it was when a hook refuses, and passes on what the hook said', async () => {
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    const hook = join(root, '.git/hooks/pre-commit');
    writeFileSync(hook, '#!/bin/sh\necho "labels look wrong" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    write('new.jpg.labels.json', '{}\n');
    write('a.jpg.labels.json', '{"a": 2}\n');
    const error = await rejectsWith(git.commitOnly(root, await git.changed(root, GLOBS), 'x'));
    assert.equal(error.kind, 'refused');
    assert.match(error.message, /labels look wrong/);
    assert.equal(run('status', '--porcelain'), ' M a.jpg.labels.json\n?? new.jpg.labels.json\n');
  });

  it('names the lock that a killed git left', async () => {
    write('a.jpg.labels.json', '{"a": 2}\n');
    const files = await git.changed(root, GLOBS);
    write('.git/index.lock', '');
    const error = await rejectsWith(git.commitOnly(root, files, 'x'));
    assert.equal(error.kind, 'locked');
    assert.ok(error.message.includes(join(root, '.git', 'index.lock')));
  });

  it('says how to introduce oneself', async () => {
    run('config', '--unset', 'user.name');
    run('config', '--unset', 'user.email');
    run('config', 'user.useConfigOnly', 'true');
    write('a.jpg.labels.json', '{"a": 2}\n');
    const home = process.env['HOME'];
    process.env['HOME'] = root;
    try {
      const error = await rejectsWith(git.commitOnly(root, await git.changed(root, GLOBS), 'x'));
      assert.equal(error.kind, 'noIdentity');
      assert.match(error.message, /git config --global user\.name/);
    } finally {
      process.env['HOME'] = home;
    }
  });

  it('tells a detached HEAD and a merge under way, and refuses to commit in its midst', async () => {
    assert.equal((await git.state(root)).branch, 'main');
    run('checkout', '-q', '-b', 'other');
    write('code.py', 'theirs\n');
    run('commit', '-q', '-am', 'theirs');
    run('checkout', '-q', 'main');
    write('code.py', 'ours\n');
    run('commit', '-q', '-am', 'ours');
    assert.throws(() => run('merge', 'other'));
    assert.equal((await git.state(root)).operation, 'merge');
    write('a.jpg.labels.json', '{"a": 2}\n');
    const error = await rejectsWith(git.commitOnly(root, await git.changed(root, GLOBS), 'x'));
    assert.equal(error.kind, 'midOperation');
    run('merge', '--abort');
    run('checkout', '-q', '--detach');
    assert.equal((await git.state(root)).branch, undefined);
  });

  it('can be cancelled', async () => {
    const hook = join(root, '.git/hooks/pre-commit');
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\nexec sleep 20\n');
    chmodSync(hook, 0o755);
    write('a.jpg.labels.json', '{"a": 2}\n');
    const files = await git.changed(root, GLOBS);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const slow = openGit({ signal: controller.signal });
    const error = await rejectsWith(slow.commitOnly(root, files, 'x'));
    assert.equal(error.kind, 'cancelled');
    assert.equal(run('log', '--oneline').trim().split('\n').length, 1);
    await new Promise((done) => setTimeout(done, 300));
    assert.equal(existsSync(join(root, '.git/index.lock')), false);
  });

  it('forgets new files again when it is cancelled, and ends the hook', async () => {
    const [hook, pidFile] = [join(root, '.git/hooks/pre-commit'), join(root, '.git/hook.pid')];
    mkdirSync(join(root, '.git/hooks'), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\necho $$ > '${pidFile}'\nexec sleep 20\n`);
    chmodSync(hook, 0o755);
    write('new.jpg.labels.json', '{}\n');
    const files = await git.changed(root, GLOBS);
    const controller = new AbortController();
    const committing = rejectsWith(openGit({ signal: controller.signal }).commitOnly(root, files, 'x'));
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '')
      await new Promise((done) => setTimeout(done, 20));
    controller.abort();
    assert.equal((await committing).kind, 'cancelled');
    assert.equal(run('status', '--porcelain'), '?? new.jpg.labels.json\n');
    assert.equal(await ends(Number(readFileSync(pidFile, 'utf8'))), true);
  });

  it('commits new files outside of a sparse checkout, and leaves the index alone when one cannot be', async () => {
    run('sparse-checkout', 'set', 'in');
    mkdirSync(join(root, 'out'));
    mkdirSync(join(root, 'in'));
    write('out/new.jpg.labels.json', '{}\n');
    write('in/new.jpg.labels.json', '{}\n');
    const files = await git.changed(root, GLOBS);
    const gone = { path: 'in/gone.jpg.labels.json', change: 'added', untracked: true } as const;
    await rejectsWith(git.commitOnly(root, [...files, gone], 'x'));
    assert.equal(run('status', '--porcelain'), '?? in/\n?? out/\n');
    await git.commitOnly(root, files, 'both');
    assert.equal(run('status', '--porcelain'), '');
  });

  it('waits a moment for another git that has the lock', async () => {
    write('new.jpg.labels.json', '{}\n');
    const files = await git.changed(root, GLOBS);
    write('.git/index.lock', '');
    setTimeout(() => rmSync(join(root, '.git/index.lock')), 150);
    await git.commitOnly(root, files, 'new');
    assert.equal(run('status', '--porcelain'), '');
  });

  it('lets two commit at once: what one cannot commit is left as it was, and why is said', async () => {
    const names = ['x', 'y', 'z'].map((name) => `${name}.jpg.labels.json`);
    for (const name of names) write(name, '{}\n');
    const files = await git.changed(root, GLOBS);
    const made = await Promise.allSettled(
      files.map((file) => openGit().commitOnly(root, [file], `labels of ${file.path}`)),
    );
    const failed = names.filter((_, i) => made[i]?.status === 'rejected');
    for (const each of made)
      if (each.status === 'rejected')
        assert.match(String((each.reason as GitError).kind), /^locked$/, String(each.reason));
    assert.ok(failed.length < names.length);
    assert.equal(run('status', '--porcelain'), failed.map((name) => `?? ${name}\n`).join(''));
    for (const name of failed)
      await git.commitOnly(
        root,
        files.filter(({ path }) => path === name),
        'again',
      );
    assert.equal(
      run('ls-tree', '--name-only', 'HEAD', '--', ...names)
        .trim()
        .split('\n').length,
      3,
    );
  });

  it('does not commit conflict marks in a rebase', async () => {
    run('checkout', '-q', '-b', 'side');
    write('a.jpg.labels.json', '{"a": 2}\n');
    run('commit', '-q', '-am', 'side');
    run('checkout', '-q', 'main');
    write('a.jpg.labels.json', '{"a": 3}\n');
    run('commit', '-q', '-am', 'main');
    run('checkout', '-q', 'side');
    assert.throws(() => execFileSync('git', ['rebase', '-q', 'main'], { cwd: root, stdio: 'pipe' }));
    const error = await rejectsWith(git.commitOnly(root, await git.changed(root, GLOBS), 'x'));
    assert.equal(error.kind, 'midOperation');
    assert.match(error.message, /^a\.jpg\.labels\.json is in conflict/);
    assert.equal(run('status', '--porcelain'), 'UU a.jpg.labels.json\n');
  });

  it('looks without starting a watcher of the repository, without locks, and whatever waits for input', async () => {
    const watcher = join(root, '.git/watcher');
    writeFileSync(watcher, `#!/bin/sh\ntouch '${join(root, '.git/ran')}'\ncat\n`);
    chmodSync(watcher, 0o755);
    run('config', 'core.fsmonitor', watcher);
    write('a.jpg.labels.json', '{"a": 2}\n');
    const before = statSync(join(root, '.git/index')).mtimeMs;
    write('.git/index.lock', '');
    assert.equal((await git.changed(root, GLOBS)).length, 1);
    assert.equal(existsSync(join(root, '.git/ran')), false);
    assert.equal(statSync(join(root, '.git/index')).mtimeMs, before);
  });

  it('says when the program is not there', async () => {
    const error = await rejectsWith(openGit({ program: join(root, 'no git here') }).changed(root, GLOBS));
    assert.equal(error.kind, 'notInstalled');
  });
});
