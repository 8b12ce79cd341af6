import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { DriverRepo, runGit } from '../../../helpers/driverRepo';
import { relabelSync } from '../../../helpers/relabelSync';
import { skipBecause } from '../../../helpers/skipBecause';
import { tempFolder } from '../../../helpers/tempFolder';

const PATH = 'a.png.labels.json';

function box(id: string, label = 'car', x = 1): Annotation {
  return { id: `id000${id}`, label, shape: { kind: 'box', x, y: 2, width: 3, height: 4 } };
}

function sidecar(...annotations: Annotation[]): string {
  return printSidecar({ ...emptyDoc({ file: 'a.png', widthPx: 100, heightPx: 100 }), annotations });
}

/** Ids, classes and places of what a sidecar says: `a car 1`; in conflict with a `!`. */
function said(text: string): string[] {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, text);
  return parsed.doc.annotations.map(
    ({ id, label, shape, conflict }) =>
      `${id.slice(5)} ${label} ${shape.kind === 'box' ? shape.x : ''}${conflict ? '!' : ''}`,
  );
}

const BASE = sidecar(box('a'), box('b'), box('c'));

describe('git with the merge driver', function () {
  this.timeout(240_000);

  it('merges changes of neighbours, and of two properties of one, without a conflict', () => {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c'), box('d')) },
      { [PATH]: sidecar(box('a', 'car', 9), box('b', 'truck'), box('e')) },
    );
    repo.git('merge', '-q', 'theirs');
    assert.deepEqual(said(repo.read(PATH)), ['a bus 9', 'b truck 1', 'd car 1', 'e car 1']);
    assert.equal(repo.git('status', '--porcelain'), '');
    assert.deepEqual(
      readdirSync(repo.root).sort(),
      ['.git', '.gitattributes', PATH].sort(),
      'nothing is left behind',
    );
  });

  it('keeps what clashes as data, and says that there is a conflict', () => {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a', 'truck'), box('b', 'van'), box('c')) },
    );
    const { code } = repo.run('merge', 'theirs');
    assert.equal(code, 1);
    const text = repo.read(PATH);
    assert.deepEqual(said(text), ['a bus 1!', 'b van 1', 'c car 1']);
    assert.ok(text.includes('truck') && !text.includes('<<<<'));
    assert.equal(repo.git('status', '--porcelain'), `UU ${PATH}\n`);
    const checked = relabelSync(repo.root, ['merge', '--check', PATH]);
    assert.equal(checked.code, 1);
    assert.match(checked.stdout, /id000a/);
  });

  it('renames one of two that were added under one id', () => {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a'), box('b'), box('c'), box('x', 'bus', 1)) },
      { [PATH]: sidecar(box('a'), box('b'), box('c'), box('x', 'van', 50)) },
    );
    repo.git('merge', '-q', 'theirs');
    const parsed = parseSidecar(repo.read(PATH));
    assert.ok(parsed.ok && parsed.doc.annotations.length === 5);
    assert.deepEqual(parsed.doc.annotations.map(({ label }) => label).sort(), [
      'bus',
      'car',
      'car',
      'car',
      'van',
    ]);
  });

  it('merges files that both sides added', () => {
    const repo = new DriverRepo();
    repo.fork(
      { 'readme.txt': 'x' },
      { [PATH]: sidecar(box('a')), 'same.png.labels.json': BASE },
      { [PATH]: sidecar(box('b')), 'same.png.labels.json': BASE },
    );
    repo.git('merge', '-q', 'theirs');
    assert.deepEqual(said(repo.read(PATH)), ['a car 1', 'b car 1']);
  });

  it('works for rebase, cherry-pick, revert and stash', () => {
    const ours = sidecar(box('a', 'bus'), box('b'), box('c'));
    const theirs = sidecar(box('a'), box('b', 'van'), box('c'));
    const both = ['a bus 1', 'b van 1', 'c car 1'];
    for (const act of [
      ['rebase', '-q', 'theirs'],
      ['cherry-pick', 'theirs'],
    ]) {
      const repo = new DriverRepo();
      repo.fork({ [PATH]: BASE }, { [PATH]: ours }, { [PATH]: theirs });
      repo.git(...act);
      assert.deepEqual(said(repo.read(PATH)), both);
    }
    const stashed = new DriverRepo();
    stashed.commit('base', { [PATH]: BASE });
    stashed.write(PATH, theirs);
    stashed.git('stash', '-q');
    stashed.commit('ours', { [PATH]: ours });
    stashed.git('stash', 'pop', '-q');
    assert.deepEqual(said(stashed.read(PATH)), both);
    const repo = new DriverRepo();
    repo.commit('base', { [PATH]: BASE });
    repo.commit('one', { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) });
    repo.commit('two', { [PATH]: sidecar(box('a', 'bus'), box('b', 'van'), box('c')) });
    repo.git('revert', '--no-edit', 'HEAD~1');
    assert.deepEqual(said(repo.read(PATH)), ['a car 1', 'b van 1', 'c car 1']);
  });

  it('works for what else git merges with', function () {
    const ours = sidecar(box('a', 'bus'), box('b'), box('c'));
    const theirs = sidecar(box('a'), box('b', 'van'), box('c'));
    const forked = (): DriverRepo => {
      const repo = new DriverRepo();
      repo.fork({ [PATH]: BASE }, { [PATH]: ours }, { [PATH]: theirs });
      return repo;
    };
    const expect = (repo: DriverRepo, what: string): void => {
      assert.deepEqual(said(repo.read(PATH)), ['a bus 1', 'b van 1', 'c car 1'], what);
      assert.deepEqual(readdirSync(repo.root).sort(), ['.git', '.gitattributes', PATH].sort(), what);
    };
    for (const act of [
      ['cherry-pick', '-x', 'theirs'],
      ['merge', '--squash', 'theirs'],
      ['merge', '--no-ff', '-q', 'theirs'],
      ['rebase', '-q', '--rebase-merges', 'theirs'],
      ['rebase', '-q', '--onto', 'theirs', 'HEAD~1'],
      ['pull', '-q', '--rebase', '.', 'theirs'],
    ]) {
      const repo = forked();
      repo.git(...act);
      expect(repo, act.join(' '));
    }
    const mailed = forked();
    const patch = mailed.git('format-patch', '--stdout', '-1', 'theirs');
    writeFileSync(join(mailed.root, '.git', 'one.patch'), patch);
    mailed.git('am', '-q', '-3', join(mailed.root, '.git', 'one.patch'));
    expect(mailed, 'am -3');
    for (const act of [
      ['checkout', '-q', '-m', 'theirs'],
      ['switch', '-q', '-m', 'theirs'],
    ]) {
      const repo = forked();
      repo.git('reset', '-q', '--soft', 'HEAD~1');
      repo.git('reset', '-q');
      repo.git(...act);
      expect(repo, act.join(' '));
    }
  });

  it('works for a merge without a work tree', function () {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a', 'car', 9), box('b', 'van'), box('c')) },
    );
    const { code, stdout, stderr } = repo.run('merge-tree', '--write-tree', 'main', 'theirs');
    if (code === 129 || /usage/.test(stderr)) skipBecause(this, 'git merge-tree --write-tree needs git 2.38');
    assert.equal(code, 0, stderr);
    assert.deepEqual(said(repo.git('show', `${stdout.trim()}:${PATH}`)), ['a bus 9', 'b van 1', 'c car 1']);
  });

  it('works where two branches merged each other', () => {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a', 'van'), box('b'), box('c')) },
    );
    for (const [branch, other, label] of [
      ['m1', 'theirs', 'bus'],
      ['m2', 'main', 'van'],
    ] as const) {
      repo.git('checkout', '-q', '-b', branch, other === 'theirs' ? 'main' : 'theirs');
      assert.equal(repo.run('merge', other === 'theirs' ? 'theirs' : 'main').code, 1);
      repo.commit(`merged ${branch}`, {
        [PATH]: sidecar(box('a', label), box('b'), box('c'), box(branch.slice(1))),
      });
    }
    assert.equal(repo.run('merge', 'm1').code, 1, 'a bus on one side and a van on the other');
    const text = repo.read(PATH);
    assert.ok(text.includes('"bus"') && text.includes('"van"') && parseSidecar(text).ok);
    assert.deepEqual(
      said(text).map((line) => line[0]),
      ['1', '2', 'a', 'b', 'c'],
    );
    repo.git('merge', '--abort');
  });

  it('merges several branches at once as far as git does it', () => {
    // Of the driver git makes no use here: lines that do not touch each other merge as text.
    const repo = new DriverRepo();
    const boxes = [...'abcdefghi'].map((id) => box(id));
    const but = (at: number) => ({ [PATH]: sidecar(...boxes.with(at, box('abcdefghi'.charAt(at), 'van'))) });
    repo.commit('base', { [PATH]: sidecar(...boxes) });
    for (const [branch, at] of [
      ['p1', 0],
      ['p2', 4],
    ] as const) {
      repo.git('checkout', '-q', '-b', branch, 'main');
      repo.commit(branch, but(at));
    }
    repo.git('checkout', '-q', 'main');
    repo.commit('p0', but(8));
    repo.git('merge', '-q', 'p1', 'p2');
    assert.deepEqual(
      said(repo.read(PATH)).filter((line) => line.includes('van')),
      ['a van 1', 'e van 1', 'i van 1'],
    );
  });

  it('follows a file that one side renamed', () => {
    const repo = new DriverRepo();
    const many = Array.from({ length: 20 }, (_, i) => box(String.fromCharCode(97 + i)));
    repo.commit('base', { [PATH]: sidecar(...many) });
    repo.git('checkout', '-q', '-b', 'theirs');
    repo.git('mv', PATH, 'b.png.labels.json');
    repo.git('commit', '-q', '-m', 'renamed');
    repo.commit('changed', { 'b.png.labels.json': sidecar(box('a', 'van'), ...many.slice(1)) });
    repo.git('checkout', '-q', 'main');
    repo.commit('ours', { [PATH]: sidecar(many[0] as Annotation, box('b', 'bus'), ...many.slice(2)) });
    repo.git('merge', '-q', 'theirs');
    assert.deepEqual(said(repo.read('b.png.labels.json')).slice(0, 3), ['a van 1', 'b bus 1', 'c car 1']);
  });

  it('takes any file name', function () {
    if (process.platform === 'win32') return skipBecause(this, 'Windows has no such names');
    const repo = new DriverRepo();
    const names = [
      ...[
        'with space',
        "it's",
        '"quoted"',
        '-rf',
        '--output=x',
        '$(touch pwned)',
        '`touch pwned`',
        'a;b|c&d',
      ],
      ...['new\nline', 'tab\tx', 'ü日本', '%O %A', 'back\\slash', "folder's/ x", '=', 'a=b'],
    ].map((name) => `${name}.png.labels.json`);
    const of = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
    repo.fork(
      of(BASE),
      of(sidecar(box('a', 'bus'), box('b'), box('c'))),
      of(sidecar(box('a'), box('b', 'van'), box('c'))),
    );
    repo.git('merge', '-q', 'theirs');
    for (const name of names)
      assert.deepEqual(said(repo.read(name)), ['a bus 1', 'b van 1', 'c car 1'], name);
    assert.ok(!existsSync(join(repo.root, 'pwned')));
    return undefined;
  });

  it('works in a folder with any name, in worktrees, and after the repository was moved', function () {
    if (process.platform === 'win32') return skipBecause(this, 'Windows has no such names');
    const root = join(tempFolder(), `it's a "repo" with 100%O $HOME`);
    mkdirSync(root);
    const repo = new DriverRepo(root);
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a'), box('b', 'van'), box('c')) },
    );
    const tree = join(tempFolder(), 'tree');
    repo.git('worktree', 'add', '-q', '-b', 'w', tree, 'main');
    assert.equal(runGit(tree, ['merge', '-q', 'theirs']).code, 0);
    const moved = `${root} moved`;
    spawnSync('mv', ['--', root, moved]);
    const { code, stderr } = runGit(moved, ['merge', '-q', 'theirs']);
    assert.equal(code, 0, stderr);
    return undefined;
  });

  it('works in a submodule', () => {
    const inner = new DriverRepo();
    inner.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a'), box('b', 'van'), box('c')) },
    );
    const outer = tempFolder();
    runGit(outer, ['init', '-q', '-b', 'main']);
    const added = runGit(outer, ['submodule', 'add', '-q', '--', inner.root, 'data set']);
    assert.equal(added.code, 0, added.stderr);
    const sub = join(outer, 'data set');
    assert.equal(relabelSync(sub, ['init', '--git', '--check']).code, 1, 'a clone lacks the configuration');
    assert.equal(relabelSync(sub, ['init', '--git']).code, 0);
    const { code, stderr } = runGit(sub, ['merge', '-q', 'origin/theirs']);
    assert.equal(code, 0, stderr);
    assert.equal(relabelSync(sub, ['init', '--git', '--check']).code, 0);
  });

  it('keeps LF where git would write CRLF', () => {
    const repo = new DriverRepo();
    repo.git('config', 'core.autocrlf', 'true');
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar(box('a', 'bus'), box('b'), box('c')) },
      { [PATH]: sidecar(box('a', 'car', 5), box('b', 'van'), box('c')) },
    );
    repo.git('merge', '-q', 'theirs');
    assert.ok(!repo.read(PATH).includes('\r'));
    assert.equal(repo.git('status', '--porcelain'), '');
  });

  it('never loses a side where nothing can run', function () {
    if (process.platform === 'win32') return skipBecause(this, 'the programs are linked');
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar({ ...box('a', 'bus'), links: [{ to: 'id000b' }] }, box('b'), box('c')) },
      { [PATH]: sidecar({ ...box('a', 'van'), links: [{ to: 'id000c' }] }, box('b'), box('c')) },
    );
    writeFileSync(join(repo.root, '.git/relabel/runtime'), '/nowhere/node\n/nowhere/merge.js\n');
    const bin = tempFolder();
    for (const name of ['git', 'sh', 'awk', 'rm', 'mv', 'cat']) {
      const at = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
      symlinkSync(at, join(bin, name));
    }
    const { code, stderr } = runGit(repo.root, ['merge', 'theirs'], { PATH: bin });
    assert.equal(code, 1);
    assert.match(stderr, /merged as text, because the program that merges labels was not found/);
    const text = repo.read(PATH);
    assert.match(text, /^<{7} /m);
    assert.ok(text.includes('"bus"') && text.includes('"van"'));
    repo.git('merge', '--abort');
    rmSync(join(repo.root, '.git/relabel'), { recursive: true });
    assert.equal(repo.run('merge', 'theirs').code, 1, 'the scripts are gone');
    assert.match(repo.read(PATH), /^<{7} /m);
  });

  it('falls back to text when what should merge fails', function () {
    if (process.platform === 'win32') return skipBecause(this, 'the program is a script');
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: sidecar({ ...box('a', 'bus'), links: [{ to: 'id000b' }] }, box('b'), box('c')) },
      { [PATH]: sidecar({ ...box('a', 'van'), links: [{ to: 'id000c' }] }, box('b'), box('c')) },
    );
    for (const body of ['exit 1', 'exit 0', 'exit 127', 'kill -9 $$', 'echo half >"$4.x"; exit 2']) {
      const program = join(tempFolder(), 'program');
      writeFileSync(program, `#!/bin/sh\n${body}\n`);
      chmodSync(program, 0o755);
      writeFileSync(join(repo.root, '.git/relabel/runtime'), `${program}\n${program}\n`);
      const { code, stderr } = repo.run('merge', 'theirs');
      assert.equal(code, 1, body);
      assert.match(stderr, /merging by instance failed/, body);
      const text = repo.read(PATH);
      assert.ok(/^<{7} /m.test(text) && text.includes('"bus"') && text.includes('"van"'), body);
      repo.git('merge', '--abort');
    }
  });

  for (const [shell, ...flags] of [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']] as const)
    it(`runs in ${[shell, ...flags].join(' ')}`, function () {
      if (spawnSync(shell, [...flags, '-c', 'exit 0']).status !== 0)
        return skipBecause(this, `there is no ${shell} on this machine`);
      const repo = new DriverRepo();
      const command = repo.git('config', 'merge.relabel.driver').trim();
      const merge = (ours: string, theirs: string): { code: number | null; text: string } => {
        for (const [name, text] of Object.entries({ b: BASE, o: ours, t: theirs })) repo.write(name, text);
        const values = { O: 'b', A: 'o', B: 't', L: '7', P: `'it'\\''s ${PATH}'` };
        const filled = command.replace(/%([OABLP])/g, (_, key: keyof typeof values) => values[key]);
        const { status } = spawnSync(shell, [...flags, '-c', filled], { cwd: repo.root });
        return { code: status, text: repo.read('o') };
      };
      const clean = merge(
        sidecar(box('a', 'bus'), box('b')),
        sidecar(box('a', 'car', 7), box('b'), box('c')),
      );
      assert.equal(clean.code, 0);
      assert.deepEqual(said(clean.text), ['a bus 7', 'b car 1']);
      const clash = merge(sidecar(box('a', 'bus')), sidecar(box('a', 'van'), box('b'), box('c')));
      assert.equal(clash.code, 1);
      assert.deepEqual(said(clash.text), ['a bus 1!']);
      const renamed = merge(sidecar(box('x', 'bus')), sidecar(box('x', 'van', 50)));
      assert.equal(renamed.code, 0);
      assert.equal(said(renamed.text).length, 2);
      return undefined;
    });

  it('leaves our version whole where the disk is full', function () {
    if (process.platform === 'win32') return skipBecause(this, 'Windows has no limit on sizes of files');
    const repo = new DriverRepo();
    const many = Array.from({ length: 60 }, (_, i) => box(`${String.fromCharCode(97 + (i % 26))}${i}`));
    const sorted = many.sort((a, b) => (a.id < b.id ? -1 : 1));
    const [base, theirs] = [sidecar(...sorted), sidecar(...sorted.slice(1))];
    const ours = sidecar(...sorted.slice(0, -1));
    for (const [name, text] of Object.entries({ b: base, o: ours, t: theirs })) repo.write(name, text);
    const values = { O: 'b', A: 'o', B: 't', L: '7', P: `'${PATH}'` };
    const command = repo.git('config', 'merge.relabel.driver').trim();
    const filled = command.replace(/%([OABLP])/g, (_, key: keyof typeof values) => values[key]);
    // Writing beyond the limit fails as on a full disk, once the signal that tells of it is ignored.
    const script = `trap '' XFSZ; ulimit -f 2 || exit 1; ${filled}`;
    const { status } = spawnSync('sh', ['-c', script], { cwd: repo.root });
    assert.equal(status, 1);
    assert.equal(repo.read('o'), ours);
    assert.ok(!existsSync(join(repo.root, 'o.relabel')));
    return undefined;
  });

  it('leaves marks in a sidecar that cannot be read', () => {
    const repo = new DriverRepo();
    repo.fork(
      { [PATH]: BASE },
      { [PATH]: BASE.replace('"car"', '"bus') },
      { [PATH]: BASE.replace('"car"', '"van"') },
    );
    const { code, stderr } = repo.run('merge', 'theirs');
    assert.equal(code, 1);
    assert.match(stderr, /merged as text.*not valid JSON/i);
    assert.match(repo.read(PATH), /^<{7} /m);
  });

  it('lets two clones work at once', () => {
    const first = new DriverRepo();
    first.commit('base', { [PATH]: BASE });
    const hub = join(tempFolder(), 'hub.git');
    first.git('clone', '-q', '--bare', '--', first.root, hub);
    const clones = ['one', 'two'].map((name) => {
      const root = join(tempFolder(), name);
      runGit(tempFolder(), ['clone', '-q', '--', hub, root]);
      return new DriverRepo(root);
    }) as [DriverRepo, DriverRepo];
    const ids = 'defghijk';
    for (const [round, id] of [...ids].entries()) {
      for (const [i, repo] of clones.entries()) {
        const lines = repo.read(PATH);
        const parsed = parseSidecar(lines);
        assert.ok(parsed.ok);
        const own = box(`${id}${i}`, i === 0 ? 'bus' : 'van', round);
        const annotations = [...parsed.doc.annotations, own].sort((a, b) => (a.id < b.id ? -1 : 1));
        repo.commit(`round ${round} of ${i}`, { [PATH]: printSidecar({ ...parsed.doc, annotations }) });
      }
      for (const repo of clones) {
        repo.git('pull', '-q', '--no-rebase');
        repo.git('push', '-q', 'origin', 'main');
      }
    }
    clones[0].git('pull', '-q');
    assert.equal(said(clones[0].read(PATH)).length, 3 + 2 * ids.length);
    assert.equal(clones[0].read(PATH), clones[1].read(PATH));
  });
});
