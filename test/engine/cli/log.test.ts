import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import { boxOf } from '../../../src/core/shapes/box';
import { relabel } from '../../helpers/cli';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 64, heightPx: 48 });

function box(id: string, label: string, x: number): Annotation {
  return { id, label, shape: boxOf({ x, y: 1, width: 9, height: 9 }) };
}

function save(root: string, name: string, ...annotations: Annotation[]): void {
  const image = { file: `${name}.png`, widthPx: 64, heightPx: 48 };
  const text = printSidecar({ image, tags: [], annotations, kept: [] });
  writeFiles(root, { [`data/${name}.png.labels.json`]: text, [`data/${name}.png`]: PNG });
}

function commit(root: string, message: string, author = 'Ann <ann@example.org>'): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', message, `--author=${author}`, '--date=2026-01-31T12:00:00Z');
}

/** Two images, four commits, one of which is not about labels. */
function history(): string {
  const root = gitFolder();
  save(root, 'a', box('a00001', 'car', 1), box('a00002', 'bus', 30));
  commit(root, 'Begin');
  save(root, 'b', box('b00001', 'car', 1));
  commit(root, 'Second image', 'Bob <bob@example.org>');
  writeFiles(root, { 'train.py': 'print()\n', 'notes.txt': 'no labels\n' });
  commit(root, 'Train');
  save(root, 'a', box('a00001', 'car', 4), box('a00002', 'bus', 30), box('a00003', 'car', 50));
  commit(root, 'Look again', 'Bob <bob@example.org>');
  return root;
}

/** Without the hashes. */
const told = (stdout: string) => stdout.replace(/^[0-9a-f]{7,} /gm, '');

describe('relabel log', function () {
  this.timeout(60_000);

  it('lists commits that changed labels, and what they did', async () => {
    const { code, stdout } = await relabel(history(), ['log']);
    assert.equal(code, 0);
    assert.equal(
      told(stdout),
      [
        '2026-01-31 Bob: Look again',
        '    1 image, +1 car, 1 moved',
        '2026-01-31 Bob: Second image',
        '    1 image, +1 car',
        '2026-01-31 Ann: Begin',
        '    1 image, +1 bus, +1 car',
        '',
      ].join('\n'),
    );
  });

  it('is of one image, one annotation, so many commits, or since a version', async () => {
    const root = history();
    const subjects = async (...args: string[]) =>
      [...(await relabel(root, ['log', ...args])).stdout.matchAll(/^\S+ 2026-01-31 \w+: (.*)$/gm)].map(
        ([, s]) => s,
      );
    assert.deepEqual(await subjects('data/a.png'), ['Look again', 'Begin']);
    assert.deepEqual(await subjects('data/a.png.labels.json', '-n', '1'), ['Look again']);
    assert.deepEqual(await subjects('data/a.png', '--instance', 'a00002'), ['Begin']);
    assert.deepEqual(await subjects('HEAD~1', 'data/a.png'), ['Begin']);
    assert.deepEqual(await subjects('HEAD~2..'), ['Look again']);
    assert.deepEqual(await subjects('HEAD~3..HEAD', 'data/b.png'), ['Second image']);
    assert.deepEqual(await subjects('data', '-n', '2'), ['Look again', 'Second image']);
    assert.deepEqual(await subjects('train.py'), []);
  });

  it('tells every change with --patch, and short hashes', async () => {
    const { stdout } = await relabel(history(), ['log', 'data/a.png', '-p', '-n', '1']);
    assert.match(stdout, /^[0-9a-f]{7,12} /);
    assert.match(
      stdout,
      /\n {4}data\/a\.png\n {6}\+ car a00003 added\n {6}~ car a00001 moved 3 px right, IoU 0\.50\n$/,
    );
  });

  it('is JSON', async () => {
    const root = history();
    const json = JSON.parse((await relabel(root, ['log', 'data/a.png', '--json'])).stdout) as {
      commits: readonly { subject: string; author: string; at: string; commit: string; images: unknown }[];
    };
    assert.deepEqual(
      json.commits.map(({ subject, author, at, images }) => [subject, author, at, images]),
      [
        ['Look again', 'Bob', '2026-01-31T12:00:00.000Z', ['data/a.png']],
        ['Begin', 'Ann', '2026-01-31T12:00:00.000Z', ['data/a.png']],
      ],
    );
    assert.equal(json.commits[0]?.commit, git(root, 'rev-parse', 'HEAD').trim());
    const none = JSON.parse((await relabel(root, ['log', 'train.py', '--json'])).stdout) as {
      commits: unknown;
    };
    assert.deepEqual(none.commits, []);
  });

  it('shows of a merge what is as in none of its parents, and nothing that they brought', async () => {
    const root = history();
    const at = (image: string, x: number): void => save(root, image, box(`${image}00001`, 'car', x));
    git(root, 'checkout', '-qb', 'side');
    at('b', 10);
    at('c', 10);
    commit(root, 'Side');
    git(root, 'checkout', '-q', 'main');
    at('b', 20);
    at('d', 20);
    commit(root, 'Main');
    assert.throws(() => git(root, 'merge', '-q', 'side'));
    at('b', 30);
    commit(root, 'Met in the middle');
    git(root, 'checkout', '-qb', 'other', 'HEAD~1');
    at('d', 5);
    commit(root, 'Other');
    git(root, 'checkout', '-q', 'main');
    git(root, 'merge', '-q', '-m', 'Clean', 'other');
    for (const args of [[], ['data/b.png'], ['data/b.png.labels.json', 'data/c.png']]) {
      const { stdout } = await relabel(root, ['log', '-p', 'HEAD~3..', ...args]);
      assert.match(told(stdout), /Met in the middle\n {4}data\/b\.png\n.*b00001 moved/);
      assert.doesNotMatch(stdout, /Clean/);
    }
    assert.equal((await relabel(root, ['log', '-n', '1', 'HEAD~1..HEAD', 'data/c.png'])).stdout, '');
  });

  it('is of an image that is gone, too', async () => {
    const root = history();
    const labels = readFileSync(join(root, 'data', 'b.png.labels.json'), 'utf8');
    writeFiles(root, { 'top.png.labels.json': labels });
    commit(root, 'Came');
    rmSync(join(root, 'top.png.labels.json'));
    commit(root, 'Went');
    for (const name of ['top.png', 'top.png.labels.json'])
      assert.match(told((await relabel(root, ['log', name])).stdout), /Went\n.*\n.*Came/);
    assert.equal(
      (await relabel(root, ['diff', 'HEAD~1', 'HEAD', 'top.png', '--name-only'])).stdout,
      'top.png\n',
    );
  });

  it('says where a shallow clone ends, and what is asked for wrongly', async () => {
    const root = history();
    const clone = join(root, '..', `${root.slice(-6)}-clone`);
    git(root, 'clone', '-q', '--depth=1', `file://${root}`, clone);
    const [one, all, json] = await Promise.all(
      [['data/a.png'], [], ['--json']].map((args) => relabel(clone, ['log', ...args])),
    );
    const blame = await relabel(clone, ['blame', 'data/a.png']);
    rmSync(clone, { recursive: true, force: true });
    for (const log of [one, all]) assert.match(log?.stderr ?? '', /shallow/);
    assert.match(json?.stdout ?? '', /"boundary":true/);
    assert.match(blame.stdout, /^\^[0-9a-f]+ /);
    for (const args of [['--instance', 'x'], ['v9'], ['-n', '0'], ['HEAD', 'HEAD~1']])
      assert.equal((await relabel(root, ['log', ...args])).code, 2, args.join(' '));
    assert.equal((await relabel(gitFolder(), ['log'])).code, 0);
  });
});

describe('relabel blame', function () {
  this.timeout(60_000);

  it('says of each annotation who last changed it, and what is not committed', async () => {
    const root = history();
    save(root, 'a', box('a00001', 'car', 4), box('a00002', 'truck', 30), box('a00003', 'car', 50));
    const { code, stdout } = await relabel(root, ['blame', 'data/a.png']);
    assert.equal(code, 0);
    assert.deepEqual(
      stdout.split('\n').map((line) => line.replace(/^[0-9a-f]{7,} +/, '').replace(/ {2,}/g, ' | ')),
      [
        '2026-01-31 | Bob | car a00001 box | Look again',
        '- | - | not committed | truck a00002 box',
        '2026-01-31 | Bob | car a00003 box | Look again',
        '',
      ],
    );
  });

  it('is of any version, and JSON', async () => {
    const root = history();
    const { stdout } = await relabel(root, ['blame', 'HEAD~1', 'data/a.png.labels.json', '--json']);
    const json = JSON.parse(stdout) as { path: string; annotations: readonly Record<string, unknown>[] };
    assert.equal(json.path, 'data/a.png');
    assert.deepEqual(
      json.annotations.map(({ id, label, shape, author, subject }) => [id, label, shape, author, subject]),
      [
        ['a00001', 'car', 'box', 'Ann', 'Begin'],
        ['a00002', 'bus', 'box', 'Ann', 'Begin'],
      ],
    );
  });

  it('says when there is nothing to tell', async () => {
    const root = history();
    assert.equal((await relabel(root, ['blame', 'data/none.png'])).code, 1);
    assert.equal((await relabel(root, ['blame', 'train.py'])).code, 2);
    assert.equal((await relabel(root, ['blame'])).code, 2);
    assert.equal((await relabel(root, ['blame', 'v9', 'data/a.png'])).code, 2);
  });
});
