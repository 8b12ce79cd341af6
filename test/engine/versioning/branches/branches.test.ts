import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { openBranches } from '../../../../src/engine/versioning/branches/branches';
import { GitError, type GitErrorKind } from '../../../../src/engine/versioning/gitError';
import { git, gitFolder } from '../../../helpers/gitRepo';
import { tempFolder } from '../../../helpers/tempFolder';

const isPosix = process.platform !== 'win32';

describe('branches and their way to a remote', function () {
  this.timeout(60_000);
  const branches = openBranches();
  let root: string;
  let remote: string;
  const write = (path: string, text: string): void => writeFileSync(join(root, path), text);
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const commit = (folder: string, message: string): void => {
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', message);
  };

  beforeEach(() => {
    root = gitFolder();
    git(root, 'config', 'user.name', 'Anna Example');
    git(root, 'config', 'user.email', 'anna@example.org');
    write('a.jpg.labels.json', '{"a": 1}\n');
    write('code.py', 'one\n');
    commit(root, 'first');
    remote = join(tempFolder(), 'bare.git');
    git(root, 'init', '-q', '--bare', '-b', 'main', remote);
    git(root, 'remote', 'add', 'origin', remote);
    git(root, 'push', '-q', 'origin', 'main');
  });

  async function failsWith(work: Promise<unknown>, kind: GitErrorKind): Promise<GitError> {
    const thrown: unknown = await work.then(
      () => undefined,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof GitError, String(thrown));
    assert.equal(thrown.kind, kind, thrown.message + thrown.output);
    return thrown;
  }

  /** Somebody else's commit on a branch of the remote. */
  function elsewhere(branch: string, path: string, text: string): void {
    const other = join(tempFolder(), 'clone');
    git(root, 'clone', '-q', remote, other);
    git(other, 'switch', '-q', branch);
    writeFileSync(join(other, path), text);
    commit(other, 'theirs');
    git(other, 'push', '-q', 'origin', branch);
  }

  it('starts a branch and carries along what is not committed', async () => {
    write('a.jpg.labels.json', '{"a": 2}\n');
    write('new.jpg.labels.json', '{}\n');
    assert.equal((await branches.state(root)).uncommitted, 2);
    await branches.start(root, 'labels/anna-ü', 'HEAD');
    const { branch, uncommitted, upstream, userName } = await branches.state(root);
    assert.deepEqual(
      [branch, uncommitted, upstream, userName],
      ['labels/anna-ü', 2, undefined, 'Anna Example'],
    );
    assert.equal(read('a.jpg.labels.json'), '{"a": 2}\n');
  });

  it('does nothing where git would overwrite a change', async () => {
    git(root, 'switch', '-q', '-c', 'other');
    write('a.jpg.labels.json', '{"a": 3}\n');
    commit(root, 'second');
    write('a.jpg.labels.json', '{"a": 4}\n');
    const error = await failsWith(branches.start(root, 'labels/x', 'main'), 'wouldOverwrite');
    assert.match(error.message, /a\.jpg\.labels\.json, so nothing was done\. Commit or stash/);
    assert.equal((await branches.state(root)).branch, 'other');
    assert.equal(read('a.jpg.labels.json'), '{"a": 4}\n');
    assert.equal(git(root, 'branch', '--list', 'labels/x'), '');
  });

  it('refuses names that are none, that look like options, and that are taken', async () => {
    const bad = [
      '',
      '-f',
      '--upload-pack=x',
      'a..b',
      'a b',
      '@{-1}',
      '@',
      'HEAD',
      'a/',
      'x.lock',
      'a\nb',
      'a~1',
    ];
    for (const name of [...bad, 'main']) {
      assert.notEqual(await branches.refusedName(root, name), undefined, name);
      await failsWith(branches.start(root, name, 'HEAD'), 'refused');
    }
    assert.equal(await branches.refusedName(root, 'labels/anna'), undefined);
    await failsWith(branches.start(root, 'main/deeper', 'HEAD'), 'exists');
    await failsWith(branches.start(root, 'fine', '--upload-pack=touch x'), 'refused');
    assert.equal((await branches.state(root)).branch, 'main');
  });

  it('starts from a detached HEAD, and before the first commit', async () => {
    git(root, 'checkout', '-q', '--detach');
    assert.equal((await branches.state(root)).branch, undefined);
    await branches.start(root, 'labels/saved', 'HEAD');
    assert.equal((await branches.state(root)).branch, 'labels/saved');
    const fresh = gitFolder();
    await branches.start(fresh, 'labels/first', 'HEAD');
    const state = await branches.state(fresh);
    assert.deepEqual([state.branch, state.hasCommits], ['labels/first', false]);
  });

  it('does not switch in the middle of a merge, and says so', async () => {
    git(root, 'switch', '-q', '-c', 'theirs');
    write('code.py', 'theirs\n');
    commit(root, 'theirs');
    git(root, 'switch', '-q', 'main');
    write('code.py', 'ours\n');
    commit(root, 'ours');
    assert.throws(() => git(root, 'merge', 'theirs'));
    const error = await failsWith(branches.start(root, 'labels/x', 'HEAD'), 'midOperation');
    assert.match(error.message, /middle of merging/);
  });

  it('finds the branch that others start from', async () => {
    assert.deepEqual(await branches.defaultBranch(root, undefined), { name: 'main', revision: 'main' });
    assert.deepEqual(await branches.defaultBranch(root, 'origin'), { name: 'main', revision: 'origin/main' });
    git(root, 'update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    git(root, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    assert.deepEqual(await branches.defaultBranch(root, 'origin'), {
      name: 'trunk',
      revision: 'origin/trunk',
    });
  });

  it('pushes a branch, follows it there, and counts what it proposes', async () => {
    await branches.start(root, 'labels/anna', 'HEAD');
    write('a.jpg.labels.json', '{"a": 2}\n');
    write('code.py', 'two\n');
    commit(root, 'labels');
    await branches.push(root, 'origin', 'labels/anna');
    assert.equal(git(remote, 'rev-parse', 'labels/anna'), git(root, 'rev-parse', 'HEAD'));
    const { upstream } = await branches.state(root);
    assert.deepEqual(upstream, { remote: 'origin', branch: 'labels/anna' });
    assert.deepEqual(await branches.summary(root, 'main'), { commits: 1, labelFiles: 1, otherFiles: 1 });
    await failsWith(branches.push(root, '--receive-pack=x', 'labels/anna'), 'noRemote');
  });

  it('tells a rejected push, and fetching and merging makes it go', async () => {
    await branches.start(root, 'labels/anna', 'HEAD');
    await branches.push(root, 'origin', 'labels/anna');
    elsewhere('labels/anna', 'b.jpg.labels.json', '{}\n');
    write('a.jpg.labels.json', '{"a": 2}\n');
    commit(root, 'ours');
    const error = await failsWith(branches.push(root, 'origin', 'labels/anna'), 'rejected');
    assert.match(error.message, /nothing was pushed/);
    await branches.fetch(root, 'origin', 'labels/anna');
    assert.deepEqual(await branches.mergeFetched(root), { conflicts: 0 });
    await branches.push(root, 'origin', 'labels/anna');
    assert.equal(read('b.jpg.labels.json'), '{}\n');
  });

  it('counts conflicts that a merge stops at, and leaves what is not committed alone', async () => {
    await branches.start(root, 'labels/anna', 'HEAD');
    await branches.push(root, 'origin', 'labels/anna');
    elsewhere('labels/anna', 'a.jpg.labels.json', '{"a": "theirs"}\n');
    await branches.fetch(root, 'origin', 'labels/anna');
    write('a.jpg.labels.json', '{"a": "unsaved"}\n');
    await failsWith(branches.mergeFetched(root), 'wouldOverwrite');
    assert.equal(read('a.jpg.labels.json'), '{"a": "unsaved"}\n');
    write('a.jpg.labels.json', '{"a": "ours"}\n');
    commit(root, 'ours');
    await branches.fetch(root, 'origin', 'labels/anna');
    assert.deepEqual(await branches.mergeFetched(root), { conflicts: 1 });
  });

  it('shows what a hook of the repository said, and names one of the remote', async function () {
    if (!isPosix) this.skip();
    await branches.start(root, 'labels/anna', 'HEAD');
    hook(join(root, '.git', 'hooks'), 'pre-push', 'echo "labels are frozen" >&2; exit 1');
    const ours = await failsWith(branches.push(root, 'origin', 'labels/anna'), 'refused');
    assert.match(ours.message, /hook.*labels are frozen/s);
    hook(join(root, '.git', 'hooks'), 'pre-push', 'exit 0');
    hook(join(remote, 'hooks'), 'pre-receive', 'echo "no labels today" >&2; exit 1');
    const theirs = await failsWith(branches.push(root, 'origin', 'labels/anna'), 'hook');
    assert.match(theirs.output, /no labels today/);
    assert.match(theirs.message, /pre-receive hook declined/);
  });

  it('names a lock that was left behind', async () => {
    write('.git/index.lock', '');
    const error = await failsWith(branches.start(root, 'labels/x', 'HEAD'), 'locked');
    assert.match(error.message, /index\.lock/);
  });

  it('says of a remote that is away that it could not be reached', async () => {
    git(root, 'remote', 'set-url', 'origin', join(tempFolder(), 'gone.git'));
    await failsWith(branches.push(root, 'origin', 'main'), 'unreachable');
    git(root, 'remote', 'set-url', 'origin', 'http://127.0.0.1:9/nuts.git');
    await failsWith(branches.push(root, 'origin', 'main'), 'unreachable');
  });

  it('ends a remote that hangs, by time and by cancelling, with everything it started', async function () {
    if (!isPosix) this.skip();
    const started = join(tempFolder(), 'pid');
    const ssh = join(tempFolder(), 'ssh');
    writeFileSync(ssh, `#!/bin/sh\necho $$ > '${started}'\nexec sleep 600\n`);
    chmodSync(ssh, 0o755);
    git(root, 'config', 'core.sshCommand', `'${ssh}'`);
    git(root, 'remote', 'set-url', 'origin', 'ssh://git@example.org/nuts.git');
    await failsWith(branches.push(root, 'origin', 'main', { timeoutMs: 1500 }), 'timedOut');
    await isGone(Number(readFileSync(started, 'utf8')));
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 700);
    await failsWith(branches.fetch(root, 'origin', 'main', { signal: stop.signal }), 'cancelled');
    await isGone(Number(readFileSync(started, 'utf8')));
    assert.equal((await branches.state(root)).branch, 'main');
  });

  it('asks nobody for a password', async function () {
    if (!isPosix) this.skip();
    const folder = tempFolder();
    mkdirSync(join(folder, 'bin'));
    const asked = join(folder, 'asked');
    writeFileSync(join(folder, 'askpass'), `#!/bin/sh\ntouch '${asked}'; sleep 600\n`);
    chmodSync(join(folder, 'askpass'), 0o755);
    git(root, 'config', 'core.askPass', join(folder, 'askpass'));
    git(root, 'remote', 'set-url', 'origin', 'asking::https://example.org/nuts.git');
    writeFileSync(join(folder, 'bin', 'git-remote-asking'), `#!/bin/sh\n${CREDENTIAL_FILL}\n`);
    chmodSync(join(folder, 'bin', 'git-remote-asking'), 0o755);
    const before = process.env['PATH'];
    process.env['PATH'] = `${join(folder, 'bin')}${delimiter}${before}`;
    try {
      await failsWith(branches.push(root, 'origin', 'main', { timeoutMs: 10_000 }), 'unauthorised');
      assert.throws(() => readFileSync(asked));
    } finally {
      process.env['PATH'] = before;
    }
  });
});

/** A transport of its own (`asking::`) that asks as git's does. */
const CREDENTIAL_FILL = `printf 'protocol=https\\nhost=example.org\\n\\n' | git credential fill >/dev/null || exit 128`;

function hook(folder: string, name: string, body: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Waits until a process has ended. */
async function isGone(pid: number): Promise<void> {
  for (let i = 0; i < 40; i++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`process ${pid} still runs`);
}
