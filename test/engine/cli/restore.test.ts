import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { relabel } from '../../helpers/cli';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });
const entry = (id: string, x: number): string => `{"id": "${id}", "label": "bolt", "box": [${x}, 1, 5, 5]}`;
const sidecar = (...entries: readonly string[]): string =>
  `{"relabel": 1,\n"image": {"file": "a.png", "width": 40, "height": 30},\n"annotations": [\n${entries.join(',\n')}\n]}\n`;

const OLD = sidecar(entry('aaaaaa', 1), entry('bbbbbb', 10));
const NEW = sidecar(entry('aaaaaa', 2), entry('bbbbbb', 20));

describe('relabel restore', function () {
  this.timeout(60_000);
  let root: string;
  const file = (): string => join(root, 'd', 'a.png.labels.json');

  beforeEach(() => {
    root = gitFolder();
    writeFiles(root, { 'd/a.png': PNG, 'd/a.png.labels.json': OLD });
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'First');
    git(root, 'tag', 'v1');
    writeFileSync(file(), NEW);
    git(root, 'commit', '-q', '-am', 'Second');
  });

  it('says what would change and changes nothing in a dry run', async () => {
    const { code, stdout, stderr } = await relabel(root, ['restore', 'v1', 'd', '--dry-run']);
    assert.deepEqual([code, stdout], [0, 'd/a.png\n']);
    assert.match(
      stderr,
      /1 image would be restored: 0 annotations come back, 0 go away, 2 become what they were/,
    );
    assert.equal(readFileSync(file(), 'utf8'), NEW);
  });

  it('restores an image, named by itself or by its sidecar', async () => {
    const { code, stderr } = await relabel(root, ['restore', 'v1', 'd/a.png.labels.json']);
    assert.equal(code, 0, stderr);
    assert.equal(readFileSync(file(), 'utf8'), OLD);
    assert.equal((await relabel(root, ['restore', 'HEAD', join(root, 'd', 'a.png'), '--force'])).code, 0);
    assert.equal(readFileSync(file(), 'utf8'), NEW);
  });

  it('restores one instance', async () => {
    const { code } = await relabel(root, ['restore', 'v1', 'd/a.png', '--instance', 'bbbbbb']);
    assert.equal(code, 0);
    assert.equal(readFileSync(file(), 'utf8'), sidecar(entry('aaaaaa', 2), entry('bbbbbb', 10)));
  });

  it('does not replace what is in no commit unless told to', async () => {
    const mine = sidecar(entry('aaaaaa', 3));
    writeFileSync(file(), mine);
    const refused = await relabel(root, ['restore', 'v1', '.']);
    assert.deepEqual([refused.code, refused.stdout], [1, 'd/a.png\n']);
    assert.match(refused.stderr, /labels that are in no commit/);
    assert.equal(readFileSync(file(), 'utf8'), mine);
    const forced = await relabel(root, ['restore', 'v1', '.', '--force', '--json']);
    assert.equal(forced.code, 0);
    const { images, written, returning, changing } = JSON.parse(forced.stdout) as Record<string, unknown>;
    assert.deepEqual([images, written, returning, changing], [1, 1, 1, 1]);
    assert.equal(readFileSync(file(), 'utf8'), OLD);
  });

  it('tells misuse from trouble', async () => {
    for (const args of [
      ['restore'],
      ['restore', 'v1'],
      ['restore', 'nope', 'd'],
      ['restore', 'v1', 'nothing'],
    ])
      assert.equal((await relabel(root, args)).code, 2, args.join(' '));
  });
});
