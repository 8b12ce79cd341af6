import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { imageStatus, type ImageStatus } from '../../../src/engine/dataset/imageStatus';
import { gitFolder } from '../../helpers/gitRepo';
import { skipBecause } from '../../helpers/skipBecause';
import { writeFiles } from '../../helpers/tempFolder';

const OID = '4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393';
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 4200000\n`;

type Missing = Extract<ImageStatus, { readonly state: 'missing' }>;

async function missing(path: string): Promise<Missing> {
  const status = await imageStatus(path);
  assert.equal(status.state, 'missing');
  return status as Missing;
}

describe('status of an image file', () => {
  it('is present when it has bytes', async () => {
    const repo = gitFolder();
    writeFiles(repo, { 'a.jpg': 'not decoded here' });
    const status = await imageStatus(join(repo, 'a.jpg'));
    assert.ok(status.state === 'present' && status.sizeBytes === 16 && status.mtimeMs > 0);
  });

  it('recognises a Git LFS pointer and names the command that brings the image', async () => {
    const repo = gitFolder();
    writeFiles(repo, {
      'data/a [1].jpg': POINTER,
      'data/a,b.jpg': POINTER.replace('git-lfs.github', 'hawser.github'),
      'c,d.jpg': POINTER,
      'text.jpg': `about version https://git-lfs.github.com/spec/v1\n`,
    });
    const { reason, isGone, fetch } = await missing(join(repo, 'data/a [1].jpg'));
    assert.equal(
      reason,
      'a [1].jpg is in Git LFS (4.2 MB) and has not been downloaded: there is only its pointer file.',
    );
    assert.equal(isGone, false);
    assert.deepEqual(fetch, {
      kind: 'lfs',
      command: 'git',
      args: ['lfs', 'pull', '--include=data/a \\[1\\].jpg', '--exclude='],
      cwd: repo,
      title: 'Pull This Image',
    });
    assert.deepEqual((await missing(join(repo, 'data/a,b.jpg'))).fetch?.args, [
      'lfs',
      'pull',
      '--include=data',
      '--exclude=',
    ]);
    assert.deepEqual((await missing(join(repo, 'c,d.jpg'))).fetch?.args, ['lfs', 'pull']);
    assert.equal((await imageStatus(join(repo, 'text.jpg'))).state, 'present');
  });

  it('recognises what DVC tracks, as a file and as a folder', async () => {
    const repo = gitFolder();
    writeFiles(repo, { '.dvc/config': '', '-a.jpg.dvc': 'outs:\n', 'data/images.dvc': 'outs:\n' });
    const file = await missing(join(repo, '-a.jpg'));
    assert.deepEqual(
      [file.fetch?.command, file.fetch?.args, file.fetch?.cwd],
      ['dvc', ['pull', './-a.jpg'], repo],
    );
    const inFolder = await missing(join(repo, 'data/images/x/b.png'));
    assert.deepEqual(inFolder.fetch?.args, ['pull', './images/x/b.png']);
    assert.equal(inFolder.fetch?.cwd, join(repo, 'data'));
    assert.match(inFolder.reason, /b\.png is tracked by DVC \(images\.dvc\) and has not been pulled/);
    symlinkSync('/no/cache/1234', join(repo, '-a.jpg'));
    assert.equal((await missing(join(repo, '-a.jpg'))).fetch?.kind, 'dvc');
  });

  it('recognises what a stage of a pipeline makes, where the stage works', async () => {
    const repo = gitFolder();
    writeFiles(repo, {
      '.dvc/config': '',
      'dvc.yaml':
        'stages:\n  crop:\n    cmd: crop\n    wdir: work\n    outs:\n    - crops\n    - kept:\n        cache: false\n',
      'dvc.lock':
        "schema: '2.0'\nstages:\n  crop:\n    cmd: crop\n    outs:\n    - path: crops\n      nfiles: 2\n    - path: kept\n",
    });
    const image = await missing(join(repo, 'work/crops/x/b.png'));
    assert.deepEqual([image.fetch?.args, image.fetch?.cwd], [['pull', './work/crops/x/b.png'], repo]);
    assert.match(image.reason, /b\.png is tracked by DVC \(dvc\.lock\) and has not been pulled/);
    for (const other of ['crops/b.png', 'work/crops2/b.png', 'work/kept/b.png'])
      assert.equal((await missing(join(repo, other))).isGone, true, other);
  });

  it('tells a deleted image from a broken link, an empty file and a folder', async () => {
    const repo = gitFolder();
    writeFiles(repo, { 'empty.jpg': '' });
    mkdirSync(join(repo, 'folder.jpg'));
    symlinkSync('nowhere.jpg', join(repo, 'link.jpg'));
    const gone = await missing(join(repo, 'x', 'gone.jpg'));
    assert.deepEqual([gone.isGone, gone.fetch], [true, undefined]);
    assert.match((await missing(join(repo, 'empty.jpg'))).reason, /empty \(0 bytes\)/);
    assert.match((await missing(join(repo, 'folder.jpg'))).reason, /is not a file/);
    const link = await missing(join(repo, 'link.jpg'));
    assert.deepEqual(
      [link.isGone, link.reason],
      [false, 'link.jpg is a link to nowhere.jpg, which does not exist.'],
    );
  });

  it('says when an image may not be read', async function () {
    if (process.getuid?.() === 0) skipBecause(this, 'root may read every file');
    const repo = gitFolder();
    writeFiles(repo, { 'a.jpg': 'x' });
    chmodSync(join(repo, 'a.jpg'), 0o000);
    assert.match((await missing(join(repo, 'a.jpg'))).reason, /permission denied/);
  });

  it('takes the pointer of the real Git LFS', function () {
    try {
      execFileSync('git', ['lfs', 'version'], { stdio: 'ignore' });
    } catch {
      skipBecause(this, 'git-lfs is not installed');
    }
    const repo = gitFolder();
    const pointer = execFileSync('git', ['lfs', 'pointer', `--file=${__filename}`], {
      cwd: repo,
      encoding: 'utf8',
    });
    writeFiles(repo, { 'a.jpg': pointer });
    return missing(join(repo, 'a.jpg')).then(({ fetch }) => {
      assert.equal(fetch?.kind, 'lfs');
    });
  });
});
