import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../../src/core/annotation/annotation';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { parseSidecar, printSidecar } from '../../../../src/core/annotation/sidecar';
import { DriverRepo } from '../../../helpers/driverRepo';
import { needsGitLfs } from '../../../helpers/gitLfs';

const PATH = "sub dir/it's.png.labels.json";

function box(id: string, label: string): Annotation {
  return { id: `id000${id}`, label, shape: { kind: 'box', x: 1, y: 2, width: 3, height: 4 } };
}

function sidecar(...annotations: Annotation[]): string {
  return printSidecar({ ...emptyDoc({ file: "it's.png", widthPx: 100, heightPx: 100 }), annotations });
}

function said(text: string): string[] {
  const parsed = parseSidecar(text);
  assert.ok(parsed.ok, text);
  return parsed.doc.annotations.map(({ label, conflict }) => `${label}${conflict ? '!' : ''}`);
}

describe('labels in Git LFS', function () {
  this.timeout(120_000);
  let repo: DriverRepo;
  before(function () {
    needsGitLfs(this);
  });
  beforeEach(() => {
    repo = new DriverRepo();
    repo.git('lfs', 'install', '--local');
    const own = repo.read('.gitattributes');
    repo.commit('lfs', { '.gitattributes': `*.json filter=lfs diff=lfs merge=lfs -text\n${own}` });
  });

  const pointer = (revision: string): string => repo.git('show', `${revision}:${PATH}`);

  it('merge by instance, and stay in Git LFS', () => {
    repo.fork(
      { [PATH]: sidecar(box('a', 'car'), box('b', 'car')) },
      { [PATH]: sidecar(box('a', 'bus'), box('b', 'car')) },
      { [PATH]: sidecar(box('a', 'car'), box('b', 'van')) },
    );
    repo.git('merge', '-q', 'theirs');
    assert.match(pointer('HEAD'), /^version https:\/\/git-lfs/);
    assert.deepEqual(said(repo.read(PATH)), ['bus', 'van']);
    assert.equal(repo.git('status', '--porcelain'), '');
    assert.deepEqual(readdirSync(repo.root).sort(), ['.git', '.gitattributes', 'sub dir']);
    assert.match(repo.git('diff', 'HEAD~1', '--', PATH), /^\+.*van/m);
  });

  it('are kept as data where they clash', () => {
    repo.fork(
      { [PATH]: sidecar(box('a', 'car')) },
      { [PATH]: sidecar(box('a', 'bus')) },
      { [PATH]: sidecar(box('a', 'van')) },
    );
    assert.equal(repo.run('merge', 'theirs').code, 1);
    assert.deepEqual(said(repo.read(PATH)), ['bus!']);
    assert.match(repo.git('status', '--porcelain'), /^UU /);
    repo.write(PATH, sidecar(box('a', 'van')));
    repo.git('add', '-A');
    repo.git('commit', '-q', '-m', 'merged');
    assert.match(pointer('HEAD'), /^version https:\/\/git-lfs/);
  });

  it('stay our version, and say so, where theirs cannot be had', () => {
    repo.fork(
      { [PATH]: sidecar(box('a', 'car')) },
      { [PATH]: sidecar(box('a', 'bus')) },
      { [PATH]: sidecar(box('a', 'van')) },
    );
    const oid = /oid sha256:(\w+)/.exec(pointer('theirs'))?.[1] ?? '';
    rmSync(join(repo.root, '.git/lfs/objects', oid.slice(0, 2), oid.slice(2, 4), oid));
    const { code, stderr } = repo.run('merge', 'theirs');
    assert.equal(code, 1);
    assert.match(stderr, /is our version, theirs is in git .*git lfs fetch --all/);
    assert.deepEqual(said(repo.read(PATH)), ['bus']);
    assert.deepEqual(readdirSync(repo.root).sort(), ['.git', '.gitattributes', 'sub dir']);
  });
});
