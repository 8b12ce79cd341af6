import assert from 'node:assert/strict';
import { GitError } from '../../../src/engine/versioning/gitError';
import { RevisionError, type Revision } from '../../../src/engine/versioning/revision';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { gitFolder } from '../../helpers/gitRepo';
import { labelRepo, type LabelRepo } from '../../helpers/labelRepo';
import { tempFolder } from '../../helpers/tempFolder';

describe('names of versions', function () {
  this.timeout(30_000);
  let repo: LabelRepo;
  let versions: Versions;
  let first: string;
  let second: string;
  let side: string;

  before(async () => {
    repo = labelRepo();
    const at = (date: string): void => {
      process.env['GIT_COMMITTER_DATE'] = process.env['GIT_AUTHOR_DATE'] = date;
    };
    try {
      at('2026-01-10T12:00:00Z');
      repo.label('a.jpg', { aaaaaa: 1 });
      first = repo.commit('first');
      repo.git('tag', '-a', 'v2.0', '-m', 'the tag says this');
      at('2026-02-10T12:00:00Z');
      repo.label('a.jpg', { aaaaaa: 2 });
      second = repo.commit('second: "ü"');
      repo.git('checkout', '-q', '-b', 'side/one', 'HEAD~1');
      side = repo.commit('side');
      repo.git('checkout', '-q', 'main');
      repo.label('a.jpg', { aaaaaa: 3 });
      repo.git('stash', 'push', '-q', '-m', 'put away');
    } finally {
      delete process.env['GIT_COMMITTER_DATE'];
      delete process.env['GIT_AUTHOR_DATE'];
    }
    repo.git('update-ref', 'refs/heads/--upload-pack=x', side);
    repo.git('update-ref', 'refs/heads/INDEX', side);
    repo.git('update-ref', 'refs/heads/2026-03-03', side);
    repo.git('update-ref', 'refs/pull/12/head', side);
    repo.git('update-ref', 'refs/merge-requests/7/head', side);
    repo.git('update-ref', 'refs/remotes/origin/main', first);
    repo.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    repo.git('tag', 'of-a-file', 'HEAD:a.jpg');
    repo.git('config', 'log.date', 'iso');
    repo.git('config', 'log.showSignature', 'true');
    versions = await openVersions(repo.root);
  });

  after(() => versions.dispose());

  const commitOf = async (name: string): Promise<string> => {
    const revision = await versions.resolve(name);
    assert.equal(revision.kind, 'commit');
    return revision.kind === 'commit' ? revision.commit : '';
  };

  const refused = async (name: string): Promise<string> => {
    const thrown: unknown = await versions.resolve(name).catch((error: unknown) => error);
    assert.ok(thrown instanceof RevisionError, `${JSON.stringify(name)} gave ${JSON.stringify(thrown)}`);
    return thrown.message;
  };

  it('resolves branches, tags, remote branches, stashes, hashes and parents', async () => {
    for (const name of ['main', 'HEAD', '@', second.slice(0, 8), 'refs/heads/main', 'heads/main'])
      assert.equal(await commitOf(name), second, name);
    for (const name of ['v2.0', 'HEAD~1', 'main^', 'origin/main', 'main...side/one', '...side/one'])
      assert.equal(await commitOf(name), first, name);
    assert.equal(await commitOf('stash@{0}'), repo.git('rev-parse', 'stash@{0}'));
    const asked = await versions.resolve('v2.0');
    assert.deepEqual(asked, { kind: 'commit', commit: first, name: 'v2.0' });
  });

  it('resolves what is no commit, and a branch of such a name by its full name', async () => {
    const kinds: [string, Revision][] = [
      ['WORKTREE', { kind: 'worktree' }],
      ['INDEX', { kind: 'index' }],
      ['INDEX:2', { kind: 'index', stage: 2 }],
      ['EMPTY', { kind: 'empty' }],
      [`${first}^`, { kind: 'empty' }],
    ];
    for (const [name, revision] of kinds) assert.deepEqual(await versions.resolve(name), revision, name);
    assert.equal(await commitOf('refs/heads/INDEX'), side);
  });

  it('takes a date for the last commit of HEAD that is not later', async () => {
    assert.equal(await commitOf('2026-01-31'), first);
    assert.equal(await commitOf('2026-01-10'), first);
    assert.equal(await commitOf('2026-02-10T11:59:59Z'), first);
    assert.equal(await commitOf('2026-02-10 13:00 +00:00'), second);
    assert.equal(await commitOf('main@{2026-01-31}'), first);
    assert.equal(await commitOf('@{2026-06-01}'), second);
    assert.match(await refused('2025-01-01'), /HEAD has no commit as old as 2025-01-01/);
    assert.equal(await commitOf('2026-03-03'), side, 'a branch of that name comes first');
  });

  it('finds the heads of proposals that were fetched, and says how to fetch others', async () => {
    assert.equal(await commitOf('pr/12'), side);
    assert.equal(await commitOf('mr/7'), side);
    assert.match(await refused('pr/13'), /git fetch origin refs\/pull\/13\/head/);
  });

  it('refuses what git could take for an option or more than one word, without asking it', async () => {
    for (const name of ['--upload-pack=x', '-h', '', 'a\0b', 'a\nb', 'main..side/one', '--output=/tmp/x'])
      assert.notEqual(await refused(name), '');
    assert.match(await refused('--upload-pack=x'), /write refs\/heads\/--upload-pack=x/);
    assert.equal(await commitOf('refs/heads/--upload-pack=x'), side);
  });

  it('says what may have been meant', async () => {
    assert.equal(await refused('v2'), 'No branch, tag or commit is called v2; did you mean v2.0?');
    assert.match(await refused('mian'), /did you mean main/);
    assert.match(await refused('one'), /did you mean side\/one/);
    assert.equal(await refused('quite-different'), 'No branch, tag or commit is called quite-different.');
    assert.match(await refused('of-a-file'), /No branch, tag or commit/);
  });

  it('lists branches, tags, stashes, proposals and commits, each under a name that resolves', async () => {
    const listed = await versions.list();
    const names = (kind: string): string[] =>
      listed.filter((each) => each.kind === kind).map(({ name }) => name);
    assert.deepEqual(names('branch').sort(), [
      '2026-03-03',
      'main',
      'refs/heads/--upload-pack=x',
      'refs/heads/INDEX',
      'side/one',
    ]);
    assert.deepEqual(names('tag'), ['v2.0']);
    assert.deepEqual(names('remote'), ['origin/main']);
    assert.deepEqual(names('stash'), ['stash@{0}']);
    assert.deepEqual(names('proposal').sort(), ['refs/merge-requests/7/head', 'refs/pull/12/head']);
    for (const each of listed) assert.equal(await commitOf(each.name), each.commit, each.name);
    const tag = listed.find(({ kind }) => kind === 'tag');
    assert.deepEqual(
      { ...tag, shortHash: '' },
      {
        ...{ kind: 'tag', name: 'v2.0', commit: first, shortHash: '', author: 'Test' },
        ...{ atMs: Date.UTC(2026, 0, 10, 12), subject: 'first' },
      },
    );
    assert.deepEqual(
      listed.filter(({ kind }) => kind === 'commit').map(({ subject }) => subject),
      ['second: "ü"', 'first'],
    );
    assert.deepEqual(
      listed.filter(({ isCurrent }) => isCurrent).map(({ name }) => name),
      ['main'],
    );
  });

  it('tells a branch and a tag of one name apart, and what is no commit but all others', async () => {
    repo.git('update-ref', 'refs/heads/twice', second);
    repo.git('update-ref', 'refs/tags/twice', first);
    const named = (await versions.list()).filter(({ name }) => name.endsWith('twice'));
    assert.deepEqual(
      named.map(({ name, commit }) => [name, commit]),
      [
        ['refs/heads/twice', second],
        ['refs/tags/twice', first],
      ],
    );
    await assert.rejects(versions.resolve('^HEAD'), /No branch, tag or commit is called \^HEAD/);
  });

  it('knows a repository without commits', async () => {
    const empty = await openVersions(gitFolder());
    assert.deepEqual(await empty.resolve('HEAD'), { kind: 'empty' });
    assert.deepEqual(await empty.list(), []);
    await assert.rejects(empty.resolve('main~2'), RevisionError);
    empty.dispose();
  });

  it('says when there is no repository, no folder, no git', async () => {
    const kinds = async (folder: string, program?: string): Promise<string> => {
      const error: unknown = await openVersions(folder, { program }).catch((thrown: unknown) => thrown);
      return error instanceof GitError ? error.kind : String(error);
    };
    assert.equal(await kinds(tempFolder()), 'notARepository');
    assert.equal(await kinds(`${tempFolder()}/none`), 'notARepository');
    assert.equal(await kinds(repo.root, 'no-such-git-program'), 'notInstalled');
  });
});
