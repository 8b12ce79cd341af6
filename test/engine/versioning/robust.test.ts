import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '../../../src/engine/versioning/gitError';
import { openGit } from '../../../src/engine/versioning/git';
import type { LabelsAt } from '../../../src/engine/versioning/labelVersions';
import { planRestore } from '../../../src/engine/versioning/restore/planRestore';
import { EMPTY, INDEX, WORKTREE, type Revision } from '../../../src/engine/versioning/revision';
import { openVersions, type Versions } from '../../../src/engine/versioning/versions';
import { git } from '../../helpers/gitRepo';
import { all, labelRepo, sidecarText, type LabelRepo } from '../../helpers/labelRepo';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder } from '../../helpers/tempFolder';

/** Left edges of the boxes, in the order of their ids. */
function edges(labels: LabelsAt | undefined): string {
  if (labels?.kind !== 'labels') return labels?.reason ?? 'none';
  return labels.doc.annotations.map(({ shape }) => (shape.kind === 'box' ? shape.x : '?')).join(' ');
}

describe('versions of labels, whatever the repository', function () {
  this.timeout(60_000);
  let repo: LabelRepo;
  const opened: Versions[] = [];

  const open = async (root = repo.root): Promise<Versions> => {
    const versions = await openVersions(root);
    opened.push(versions);
    return versions;
  };
  const path = (name: string): string => join(repo.root, name);
  const changes = async (
    versions: Versions,
    from: Revision,
    to: Revision,
    paths?: readonly string[],
  ): Promise<string[]> =>
    (await all(versions.changesBetween(from, to, paths && { paths }))).map(
      ({ imagePath, before, after }) =>
        `${imagePath.slice(versions.root.length + 1)}: ${edges(before)} > ${edges(after)}`,
    );
  const subjects = async (versions: Versions, image: string): Promise<string[]> =>
    (await all(versions.historyOf(image))).map(({ subject }) => subject);

  beforeEach(() => {
    repo = labelRepo();
  });

  afterEach(() => {
    for (const versions of opened.splice(0)) versions.dispose();
  });

  it('a rebase that stopped: the sides of the conflict, and the history of both', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('base');
    repo.git('checkout', '-q', '-b', 'side');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.commit('ours to be moved');
    repo.git('checkout', '-q', 'main');
    repo.label('a.jpg', { aaaaaa: 3 });
    repo.label('b.jpg', { bbbbbb: 3 });
    repo.commit('theirs');
    repo.git('checkout', '-q', 'side');
    assert.throws(() => execFileSync('git', ['rebase', 'main'], { cwd: repo.root, stdio: 'pipe' }));
    const versions = await open();
    const at = async (revision: Revision): Promise<string> =>
      edges(await versions.labelsAt(revision, path('a.jpg')));
    assert.equal(await at({ kind: 'index', stage: 1 }), '1');
    assert.equal(await at({ kind: 'index', stage: 2 }), '3');
    assert.equal(await at(await versions.resolve('INDEX:3')), '2');
    assert.equal(await at(INDEX), 'none');
    assert.match(await at(WORKTREE), /git conflict markers/);
    assert.deepEqual(await subjects(versions, path('a.jpg')), ['theirs', 'base']);
    const [change, none] = await changes(versions, await versions.resolve('HEAD'), WORKTREE);
    assert.match(change ?? '', /^a\.jpg: 3 > Line 4: The sidecar has git conflict markers/);
    assert.equal(none, undefined);
    const current = (await versions.list()).filter(({ isCurrent }) => isCurrent);
    assert.deepEqual(current, [], 'HEAD is detached');
  });

  it('a linked work tree, and a folder in it', async () => {
    repo.label('in/a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    const linked = join(tempFolder(), 'linked');
    repo.git('worktree', 'add', '-q', '-b', 'other', linked);
    repo.write({
      [`../${linked.split('/').slice(-2).join('/')}/in/a.jpg.labels.json`]: sidecarText('a.jpg', {
        aaaaaa: 2,
      }),
    });
    const versions = await open(join(linked, 'in'));
    assert.equal(versions.root, linked);
    assert.deepEqual(await changes(versions, INDEX, WORKTREE), ['in/a.jpg: 1 > 2']);
    assert.deepEqual(await subjects(versions, join(linked, 'in/a.jpg')), ['first']);
    assert.equal(edges(await (await open()).labelsAt(WORKTREE, path('in/a.jpg'))), '1');
  });

  it('a submodule is a repository of its own, and nothing to the one around it', async () => {
    const inner = labelRepo();
    inner.label('a.jpg', { aaaaaa: 1 });
    inner.commit('inner');
    repo.label('b.jpg', { bbbbbb: 1 });
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'data');
    repo.commit('outer');
    repo.write({ 'data/a.jpg.labels.json': sidecarText('a.jpg', { aaaaaa: 5 }) });
    const outer = await open();
    assert.deepEqual(await changes(outer, EMPTY, await outer.resolve('HEAD')), ['b.jpg: none > 1']);
    assert.deepEqual(await changes(outer, INDEX, WORKTREE), []);
    const files = await all(outer.labelFilesAt(await outer.resolve('HEAD')));
    assert.deepEqual(
      files.map(({ imagePath }) => imagePath),
      [path('b.jpg')],
    );
    const isOthers = (error: unknown): boolean =>
      error instanceof GitError && /is in a repository of its own, at .*data, and not/.test(error.message);
    for (const ask of [
      () => changes(outer, INDEX, WORKTREE, [path('data/a.jpg')]),
      () => subjects(outer, path('data/a.jpg')),
      () => all(outer.labelFilesAt(INDEX, { folder: path('data') })),
    ])
      await assert.rejects(ask(), isOthers);
    const versions = await open(path('data'));
    assert.equal(versions.root, path('data'));
    assert.deepEqual(await changes(versions, INDEX, WORKTREE), ['a.jpg: 1 > 5']);
  });

  it('a sparse checkout: what is left out is not deleted', async () => {
    repo.label('in/a.jpg', { aaaaaa: 1 });
    repo.label('out/b.jpg', { bbbbbb: 2 });
    repo.commit('first');
    repo.git('sparse-checkout', 'set', 'in');
    assert.equal(existsSync(path('out/b.jpg.labels.json')), false);
    const versions = await open();
    assert.equal(edges(await versions.labelsAt(WORKTREE, path('out/b.jpg'))), '2');
    assert.deepEqual(await changes(versions, await versions.resolve('HEAD'), WORKTREE), []);
    assert.deepEqual(await openGit().changed(repo.root, ['**/*.labels.json']), []);
    const listed = await all(versions.labelFilesAt(WORKTREE));
    assert.deepEqual(listed.map(({ imagePath }) => imagePath).sort(), [path('in/a.jpg'), path('out/b.jpg')]);
  });

  it('a partial clone: fetches what it needs, and goes on without what it cannot get', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.commit('second');
    repo.git('config', 'uploadpack.allowFilter', 'true');
    repo.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const clone = (): string => {
      const folder = tempFolder();
      git(folder, 'clone', '-q', '--filter=blob:none', `file://${repo.root}`, '.');
      return folder;
    };
    const near = clone();
    const versions = await open(near);
    assert.equal(edges(await versions.labelsAt(await versions.resolve(first), join(near, 'a.jpg'))), '1');
    const far = clone();
    git(far, 'remote', 'set-url', 'origin', join(far, 'nowhere'));
    const alone = await open(far);
    const old = await alone.labelsAt(await alone.resolve(first), join(far, 'a.jpg'));
    assert.match(edges(old), /this clone is partial, and its remote did not bring it/);
    assert.equal(edges(await alone.labelsAt(await alone.resolve('HEAD'), join(far, 'a.jpg'))), '2');
    assert.deepEqual((await subjects(alone, join(far, 'a.jpg')))[0], 'second');
  });

  it('names with line ends, quotes, dashes, globs, blanks, and letters in two Unicode forms', async () => {
    const names = [
      'new\nline',
      'q"uo\'te',
      '-dash',
      '--upload-pack=x',
      '[a]*?',
      ' blank ',
      'ü',
      'u\u0308',
      ':(top)x',
      'tab\t',
    ];
    for (const name of names) repo.label(`${name}.jpg`, { aaaaaa: 1 });
    repo.commit('first');
    for (const name of names) repo.label(`${name}.jpg`, { aaaaaa: 2 });
    const versions = await open();
    const head = await versions.resolve('HEAD');
    const expected = names.map((name) => `${name}.jpg: 1 > 2`).sort();
    assert.deepEqual((await changes(versions, head, WORKTREE)).sort(), expected);
    repo.commit('second');
    assert.deepEqual((await changes(versions, head, await versions.resolve('HEAD'))).sort(), expected);
    for (const name of names) {
      const image = path(`${name}.jpg`);
      assert.deepEqual(await subjects(versions, image), ['second', 'first'], JSON.stringify(name));
      assert.equal(edges(await versions.labelsAt(head, image)), '1');
      const limited = await all(versions.changesBetween(head, INDEX, { paths: [image] }));
      assert.deepEqual(
        limited.map(({ imagePath }) => imagePath),
        [image],
      );
    }
    const listed = await all(versions.labelFilesAt(head));
    assert.equal(listed.length, names.length);
  });

  it('names that are not UTF-8 are told, and not taken for deleted', async () => {
    const [image, sidecar] = ['.jpg', '.jpg.labels.json'].map((end) =>
      Buffer.concat([Buffer.from(path('b')), Buffer.from([0xff]), Buffer.from(end)]),
    );
    repo.label('a.jpg', { aaaaaa: 1 });
    try {
      writeFileSync(image ?? '', 'b');
      writeFileSync(sidecar ?? '', sidecarText('b.jpg', { bbbbbb: 1 }));
    } catch {
      skipBecause(this.ctx, 'this disk takes only names in UTF-8');
    }
    const first = repo.commit('first');
    writeFileSync(sidecar ?? '', sidecarText('b.jpg', { bbbbbb: 2 }));
    const versions = await open();
    const old = await versions.resolve(first);
    const [change, none] = await changes(versions, old, WORKTREE);
    assert.match(change ?? '', /^b\uFFFD\.jpg: Its name is not valid UTF-8.* > Its name/);
    assert.equal(none, undefined);
    const { items, unreadable } = await planRestore(versions, old);
    assert.deepEqual([items.length, unreadable.length], [0, 1]);
    const second: Revision = { kind: 'commit', commit: repo.commit('second'), name: 'HEAD' };
    assert.deepEqual(await changes(versions, old, second), ['b\uFFFD.jpg: 1 > 2']);
  });

  it('a commit without an author, and times that are none', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.git('add', '.');
    const text = `tree ${repo.git('write-tree')}\nparent ${repo.git('rev-parse', 'HEAD')}\nauthor x\ncommitter x\n\nnobody\n`;
    const args = ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'];
    const odd = execFileSync('git', args, { cwd: repo.root, input: text, encoding: 'utf8' }).trim();
    repo.git('update-ref', 'refs/heads/main', odd);
    const [entry] = await all((await open()).historyOf(path('a.jpg')));
    assert.deepEqual([entry?.subject, entry?.author, entry?.email, entry?.atMs], ['nobody', '', '', 0]);
  });

  it('whatever the user set git to', async () => {
    const settings = {
      'color.ui': 'always',
      'core.quotePath': 'true',
      'log.showSignature': 'true',
      'log.showRoot': 'false',
      'log.date': 'relative',
      'log.follow': 'true',
      'log.mailmap': 'false',
      'log.diffMerges': 'separate',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.renames': 'false',
      'diff.relative': 'true',
      'diff.external': 'false',
      'diff.labels.textconv': 'false',
      'diff.indentHeuristic': 'false',
      'status.showUntrackedFiles': 'no',
      'status.short': 'true',
      'core.pager': 'false',
      'pager.log': 'true',
      'core.abbrev': '4',
      'i18n.logOutputEncoding': 'ISO-8859-1',
      'format.pretty': 'oneline',
      'core.autocrlf': 'true',
      'core.ignoreCase': 'true',
      'core.precomposeUnicode': 'true',
      'column.ui': 'always',
      'diff.ignoreSubmodules': 'none',
    };
    for (const [key, value] of Object.entries(settings)) repo.git('config', key, value);
    repo.write({ '.gitattributes': '*.json diff=labels\n' });
    repo.label('in/ü.jpg', { aaaaaa: 1 });
    repo.commit('first ü');
    repo.label('in/ü.jpg', { aaaaaa: 2 });
    repo.label('new.jpg', { aaaaaa: 7 });
    const versions = await open(path('in'));
    assert.deepEqual(await subjects(versions, path('in/ü.jpg')), ['first ü']);
    const head = await versions.resolve('HEAD');
    assert.deepEqual(await changes(versions, head, WORKTREE), ['in/ü.jpg: 1 > 2', 'new.jpg: none > 7']);
    assert.deepEqual(
      (await openGit().changed(repo.root, ['**/*.labels.json']))
        .map((file) => [file.path, file.change])
        .sort(),
      [
        ['in/ü.jpg.labels.json', 'modified'],
        ['new.jpg.labels.json', 'added'],
      ],
    );
    assert.deepEqual(
      (await versions.list()).map(({ kind, subject }) => [kind, subject]),
      [
        ['branch', 'first ü'],
        ['commit', 'first ü'],
      ],
    );
  });

  it('names that differ in capitals, or in the form of their letters, where these are the same to the disk', async () => {
    repo.label('Images/Grün.JPG', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('Images/Grün.JPG', { aaaaaa: 2 });
    repo.commit('second');
    const asked = path('images/gru\u0308n.jpg');
    const [head, before]: Revision[] = ['HEAD', 'HEAD~1'].map((name) => ({
      ...{ kind: 'commit', name, commit: repo.git('rev-parse', name) },
    }));
    const strict = await open();
    assert.equal(await strict.labelsAt(head ?? EMPTY, asked), undefined);
    repo.git('config', 'core.ignoreCase', 'true');
    const versions = await open();
    assert.equal(edges(await versions.labelsAt(before ?? EMPTY, asked)), '1');
    assert.deepEqual(await subjects(versions, path('images/Grün.jpg')), ['second', 'first']);
    const found = await all(
      versions.changesBetween(before ?? EMPTY, head ?? EMPTY, { paths: [path('IMAGES')] }),
    );
    assert.deepEqual(
      found.map(({ imagePath }) => imagePath),
      [path('Images/Grün.JPG')],
    );
  });

  it('line ends that git changes are no change of labels', async () => {
    repo.git('config', 'core.autocrlf', 'true');
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.write({ 'a.jpg.labels.json': sidecarText('a.jpg', { aaaaaa: 1 }).replaceAll('\n', '\r\n') });
    const versions = await open();
    assert.deepEqual(await changes(versions, await versions.resolve('HEAD'), WORKTREE), []);
  });

  it('a bare repository', async () => {
    repo.label('in/a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('in/a.jpg', { aaaaaa: 2 });
    repo.commit('second');
    const bare = join(tempFolder(), 'bare.git');
    git(repo.root, 'clone', '-q', '--bare', '.', bare);
    const versions = await open(bare);
    assert.equal(versions.root, bare);
    const image = join(bare, 'in/a.jpg');
    assert.deepEqual(await subjects(versions, image), ['second', 'first']);
    const [head, before] = [await versions.resolve('HEAD'), await versions.resolve('HEAD~1')];
    assert.deepEqual(await changes(versions, before, head), ['in/a.jpg: 1 > 2']);
    assert.deepEqual(
      (await all(versions.labelFilesAt(head))).map(({ imagePath }) => imagePath),
      [image],
    );
    await assert.rejects(
      changes(versions, head, WORKTREE),
      (error) => error instanceof GitError && /a bare repository/.test(error.message),
    );
  });

  it('an empty repository', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    const versions = await open();
    const head = await versions.resolve('HEAD');
    assert.deepEqual(await changes(versions, head, WORKTREE), ['a.jpg: none > 1']);
    repo.git('add', '.');
    assert.deepEqual(await changes(versions, head, INDEX), ['a.jpg: none > 1']);
    assert.deepEqual(await changes(versions, INDEX, head), ['a.jpg: 1 > none']);
    assert.deepEqual(await all(versions.labelFilesAt(head)), []);
  });

  it('a repository with SHA-256', async () => {
    const root = tempFolder();
    try {
      git(root, 'init', '-q', '-b', 'main', '--object-format=sha256');
    } catch {
      skipBecause(this.ctx, 'this git knows no SHA-256 repositories');
    }
    repo = labelRepo(root);
    repo.label('in/a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    repo.label('in/a.jpg', { aaaaaa: 2 });
    repo.commit('second');
    const versions = await open();
    assert.equal(first.length, 64);
    assert.deepEqual(await subjects(versions, path('in/a.jpg')), ['second', 'first']);
    assert.deepEqual(await changes(versions, EMPTY, await versions.resolve(first.slice(0, 10))), [
      'in/a.jpg: none > 1',
    ]);
  });

  it('symbolic links: of a sidecar, of a folder, out of the repository, in a circle', async () => {
    repo.label('real/a.jpg', { aaaaaa: 1 });
    symlinkSync('a.jpg.labels.json', path('real/b.jpg.labels.json'));
    writeFileSync(path('real/b.jpg'), 'b');
    symlinkSync('../../outside.json', path('real/c.jpg.labels.json'));
    symlinkSync('d.jpg.labels.json', path('real/d.jpg.labels.json'));
    symlinkSync('real', path('linked'));
    const head: Revision = { kind: 'commit', commit: repo.commit('first'), name: 'HEAD' };
    const versions = await open();
    const at = async (name: string): Promise<string> => edges(await versions.labelsAt(head, path(name)));
    assert.deepEqual(await Promise.all(['real/a.jpg', 'real/b.jpg', 'real/c.jpg', 'real/d.jpg'].map(at)), [
      '1',
      '1',
      'none',
      'none',
    ]);
    const root = join(tempFolder(), 'way');
    symlinkSync(repo.root, root);
    const through = await open(root);
    assert.equal(through.root, root);
    assert.equal(edges(await through.labelsAt(head, join(root, 'real/a.jpg'))), '1');
    assert.deepEqual(await subjects(through, path('real/a.jpg')), ['first'], 'named without the link');
  });

  it('a damaged object is told, and the rest goes on', async () => {
    for (const name of ['a', 'b', 'c']) repo.label(`${name}.jpg`, { [`${name}aaaaa`]: 1 });
    const head: Revision = { kind: 'commit', commit: repo.commit('first'), name: 'HEAD' };
    const id = repo.git('rev-parse', 'HEAD:b.jpg.labels.json');
    const object = path(`.git/objects/${id.slice(0, 2)}/${id.slice(2)}`);
    chmodSync(object, 0o644);
    writeFileSync(object, 'no zlib');
    const found = await changes(await open(), EMPTY, head);
    assert.equal(found[0], 'a.jpg: none > 1');
    assert.match(
      found[1] ?? '',
      /^b\.jpg: none > Could not read .*b\.jpg\.labels\.json at this version: git says/,
    );
    assert.equal(found[2], 'c.jpg: none > 1');
    rmSync(object);
    const again = await changes(await open(), EMPTY, head);
    assert.match(again[1] ?? '', /not in this clone/);
    assert.equal(again.length, 3);
  });

  it('a version that is lost is not taken for an empty one', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    const clone = tempFolder();
    git(clone, 'clone', '-q', '--shared', repo.root, '.');
    rmSync(join(clone, '.git/objects/info/alternates'));
    const versions = await open(clone);
    const isLost = (error: unknown): boolean =>
      error instanceof GitError && error.message.includes(`${first}, which is damaged or not in this clone`);
    for (const name of ['HEAD', 'main', 'origin/main', '@'])
      await assert.rejects(versions.resolve(name), isLost, name);
    await assert.rejects(planRestore(versions, EMPTY), isLost, 'and nothing is restored from it');
  });

  it('replaced objects, as git shows them', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    const first = repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    const second = repo.commit('second');
    repo.git('replace', first, second);
    const versions = await open();
    assert.equal(edges(await versions.labelsAt(await versions.resolve(first), path('a.jpg'))), '2');
  });

  it('a lock that was left behind is none of our business', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    writeFileSync(path('.git/index.lock'), '');
    const versions = await open();
    assert.deepEqual(await changes(versions, await versions.resolve('HEAD'), WORKTREE), ['a.jpg: 1 > 2']);
    assert.deepEqual(
      readdirSync(path('.git')).filter((name) => name.endsWith('.lock')),
      ['index.lock'],
    );
  });

  it('changes nothing: no ref, no index, no file', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    repo.label('a.jpg', { aaaaaa: 2 });
    repo.git('add', '.');
    repo.label('a.jpg', { aaaaaa: 3 });
    const state = (): string =>
      [
        'for-each-ref',
        'ls-files -s',
        'status --porcelain',
        'count-objects -v',
        'hash-object .git/index a.jpg.labels.json',
      ]
        .map((command) => repo.git(...command.split(' ')))
        .join('\n');
    const before = state();
    const versions = await open();
    const head = await versions.resolve('HEAD');
    await changes(versions, head, WORKTREE);
    await changes(versions, EMPTY, INDEX);
    await subjects(versions, path('a.jpg'));
    await versions.blameOf(path('a.jpg'));
    await all(versions.labelFilesAt(INDEX));
    await versions.list();
    assert.equal(state(), before);
  });

  it('a repository of somebody else is not read, and why is said', async () => {
    if (process.getuid?.() !== 0) skipBecause(this.ctx, 'only root can give folders away');
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    execFileSync('chown', ['-R', '12345:12345', repo.root]);
    const thrown: unknown = await openVersions(repo.root).catch((error: unknown) => error);
    assert.ok(thrown instanceof GitError, String(thrown));
    assert.equal(thrown.kind, 'unsafeRepository');
  });

  it('ends when told to, in the midst of a history and of a comparison', async () => {
    for (let i = 0; i < 40; i++) repo.label(`${i}.jpg`, { aaaaaa: i + 1 });
    const head: Revision = { kind: 'commit', commit: repo.commit('first'), name: 'HEAD' };
    const stop = new AbortController();
    const versions = await open();
    const seen: string[] = [];
    await assert.rejects(
      async () => {
        for await (const { imagePath } of versions.changesBetween(EMPTY, head, { signal: stop.signal })) {
          seen.push(imagePath);
          stop.abort();
        }
      },
      (error) => error instanceof GitError && error.kind === 'cancelled',
    );
    assert.equal(seen.length, 1);
    await assert.rejects(
      all(versions.historyOf(path('1.jpg'), { signal: stop.signal })),
      (error) => error instanceof GitError && error.kind === 'cancelled',
    );
    assert.equal(edges(await versions.labelsAt(head, path('1.jpg'))), '2', 'and others go on');
  });

  it('paths outside of the repository are refused', async () => {
    repo.label('a.jpg', { aaaaaa: 1 });
    repo.commit('first');
    const versions = await open();
    const outside = join(tempFolder(), 'a.jpg');
    mkdirSync(path('deep'));
    await assert.rejects(all(versions.historyOf(outside)), /is not in the repository/);
    assert.equal(await versions.labelsAt(await versions.resolve('HEAD'), outside), undefined);
    assert.deepEqual(await all(versions.changesBetween(INDEX, WORKTREE, { paths: [path('deep')] })), []);
  });
});
