import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import { boxOf } from '../../../src/core/shapes/box';
import { CLI, relabel } from '../../helpers/cli';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { skipBecause } from '../../helpers/skipBecause';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 640, heightPx: 480 });

function box(id: string, label: string, x: number, more: Partial<Annotation> = {}): Annotation {
  return { id, label, shape: boxOf({ x, y: 10, width: 100, height: 50 }), ...more };
}

function sidecar(file: string, ...annotations: Annotation[]): string {
  return printSidecar({ image: { file, widthPx: 640, heightPx: 480 }, tags: [], annotations, kept: [] });
}

function commit(root: string, message: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', message);
}

/** Three images on main; a branch from there moves, relabels and adds. */
function dataSet(): string {
  const root = gitFolder();
  writeFiles(root, {
    'data/a.png': PNG,
    'data/a.png.labels.json': sidecar('a.png', box('k3v9q2', 'car', 10), box('m81x0p', 'person', 300)),
    'data/b.png': PNG,
    'data/b.png.labels.json': sidecar('b.png', box('b00001', 'car', 10)),
    'other/c.png': PNG,
    'other/c.png.labels.json': sidecar('c.png', box('c00001', 'car', 10)),
  });
  commit(root, 'Begin');
  git(root, 'tag', 'v1');
  git(root, 'switch', '-qc', 'ann');
  writeFiles(root, {
    'data/a.png.labels.json': sidecar('a.png', box('k3v9q2', 'car', 22), box('m81x0p', 'cyclist', 300)),
    'other/c.png.labels.json': sidecar('c.png', box('c00001', 'car', 10), box('c00002', 'bus', 200)),
  });
  commit(root, 'Label more');
  return root;
}

interface DiffJson {
  readonly version: number;
  readonly from: { readonly name: string; readonly commit?: string };
  readonly to: { readonly name: string };
  readonly images: readonly {
    readonly path: string;
    readonly was?: string;
    readonly changes: readonly {
      readonly id: string;
      readonly kinds: readonly string[];
      readonly iou?: number;
    }[];
  }[];
  readonly unreadable: readonly { readonly path: string; readonly side: string }[];
  readonly summary: {
    readonly text: string;
    readonly balance: { readonly scope: string; readonly after: number };
  };
}

describe('relabel diff', function () {
  this.timeout(60_000);

  it('says what differs between two versions, instance by instance', async () => {
    const { code, stdout, stderr } = await relabel(dataSet(), ['diff', 'v1', 'ann']);
    assert.equal(
      stdout,
      [
        'data/a.png',
        '  ~ person m81x0p relabelled cyclist',
        '  ~ car k3v9q2 moved 12 px right, IoU 0.79',
        'other/c.png',
        '  + bus c00002 added',
        '',
      ].join('\n'),
    );
    assert.equal(stderr, '2 images, +1 bus, 1 relabelled, 1 moved\n');
    assert.equal(code, 0);
  });

  it('compares the working tree with HEAD, and the index when asked to', async () => {
    const root = dataSet();
    writeFiles(root, { 'data/b.png.labels.json': sidecar('b.png') });
    assert.match((await relabel(root, ['diff'])).stdout, /^data\/b\.png\n {2}- car b00001 removed\n$/);
    assert.equal((await relabel(root, ['diff', '--staged'])).stdout, '');
    git(root, 'add', '-A');
    writeFiles(root, { 'data/b.png.labels.json': sidecar('b.png', box('b00001', 'car', 10)) });
    assert.equal((await relabel(root, ['diff'])).stdout, '');
    assert.match((await relabel(root, ['diff', '--staged'])).stdout, /car b00001 removed/);
    assert.equal((await relabel(root, ['diff', '--exit-code'])).code, 0);
    assert.equal((await relabel(root, ['diff', '--staged', '--exit-code'])).code, 1);
  });

  it('knows A..B, A...B, one version, and paths', async () => {
    const root = dataSet();
    git(root, 'switch', '-q', 'main');
    writeFiles(root, { 'data/b.png.labels.json': sidecar('b.png', box('b00001', 'truck', 10)) });
    commit(root, 'Meanwhile');
    const names = async (...args: string[]) =>
      (await relabel(root, ['diff', '--name-only', ...args])).stdout.split('\n').slice(0, -1);
    assert.deepEqual(await names('main..ann'), ['data/a.png', 'data/b.png', 'other/c.png']);
    assert.deepEqual(await names('main...ann'), ['data/a.png', 'other/c.png']);
    assert.deepEqual(await names('...ann'), ['data/a.png', 'other/c.png']);
    assert.deepEqual(await names('v1..'), ['data/b.png']);
    assert.deepEqual(await names('v1'), ['data/b.png']);
    assert.deepEqual(await names('main...ann', 'data'), ['data/a.png']);
    assert.deepEqual(await names('v1', 'ann', 'other/c.png'), ['other/c.png']);
    assert.deepEqual(await names('EMPTY', 'v1', 'data'), ['data/a.png', 'data/b.png']);
  });

  it('is JSON with everything, whose form stays', async () => {
    const root = dataSet();
    const { stdout } = await relabel(root, ['diff', 'v1', 'HEAD', '--json', '--balance']);
    const json = JSON.parse(stdout) as DiffJson;
    assert.equal(json.version, 1);
    assert.deepEqual(json.from, { name: 'v1', commit: git(root, 'rev-parse', 'v1').trim() });
    assert.deepEqual(
      json.images.map(({ path, changes }) => [path, changes.map(({ id, kinds, iou }) => [id, kinds, iou])]),
      [
        [
          'data/a.png',
          [
            ['m81x0p', ['relabelled'], undefined],
            ['k3v9q2', ['moved'], 0.7857],
          ],
        ],
        ['other/c.png', [['c00002', ['added'], undefined]]],
      ],
    );
    assert.deepEqual([json.summary.balance.scope, json.summary.balance.after], ['all', 5]);
    const empty = JSON.parse((await relabel(root, ['diff', '--json'])).stdout) as DiffJson;
    assert.deepEqual([empty.images, empty.to], [[], { name: 'WORKTREE' }]);
  });

  it('counts by class', async () => {
    const { stdout } = await relabel(dataSet(), ['diff', 'v1', 'ann', '--stat']);
    assert.match(stdout, /^2 images, \+1 bus, 1 relabelled, 1 moved\n/);
    assert.match(stdout, /\nbus +1 +1 +0 +25\.0% +0\.0%\n/);
    assert.match(stdout, /\nrelabelled: 1 person → cyclist\n/);
  });

  it('follows an image that was renamed', async () => {
    const root = dataSet();
    renameSync(join(root, 'data/b.png'), join(root, 'data/z.png'));
    rmSync(join(root, 'data/b.png.labels.json'));
    writeFiles(root, { 'data/z.png.labels.json': sidecar('z.png', box('b00001', 'car', 16)) });
    commit(root, 'Rename');
    const { images } = JSON.parse(
      (await relabel(root, ['diff', 'ann~1', 'ann', '--json'])).stdout,
    ) as DiffJson;
    const [renamed] = images.filter(({ path }) => path === 'data/z.png');
    assert.deepEqual([renamed?.was, renamed?.changes.map(({ kinds }) => kinds)], ['data/b.png', [['moved']]]);
  });

  it('tells of labels that cannot be read, goes on with the others and ends with 1', async () => {
    const root = dataSet();
    writeFiles(root, {
      'data/a.png.labels.json': '{"relabel": 1,\n<<<<<<< ours\n',
      'data/b.png.labels.json': sidecar('b.png'),
    });
    const { code, stdout, stderr } = await relabel(root, ['diff']);
    assert.deepEqual([code, stdout], [1, 'data/b.png\n  - car b00001 removed\n']);
    assert.match(stderr, /data\/a\.png\.labels\.json \(after\): Line 2: /);
    const { unreadable } = JSON.parse((await relabel(root, ['diff', '--json'])).stdout) as DiffJson;
    assert.deepEqual(
      unreadable.map(({ path, side }) => [path, side]),
      [['data/a.png', 'after']],
    );
  });

  it('compares two files without a repository', async () => {
    const folder = tempFolder();
    writeFiles(folder, {
      'old.labels.json': sidecar('a.png', box('k3v9q2', 'car', 10)),
      'new.labels.json': sidecar('a.png', box('k3v9q2', 'car', 22)),
      'broken.labels.json': '{',
    });
    const { code, stdout } = await relabel(folder, ['diff', 'old.labels.json', 'new.labels.json']);
    assert.equal(code, 0);
    assert.equal(stdout.split('\n')[1], '  ~ car k3v9q2 moved 12 px right, IoU 0.79');
    assert.equal((await relabel(folder, ['diff', 'old.labels.json', 'broken.labels.json'])).code, 1);
    const alone = await relabel(folder, ['diff']);
    assert.deepEqual([alone.code, alone.stderr], [1, 'relabel: This folder is not in a git repository.\n']);
  });

  it('refuses what is no version, and says so', async () => {
    const root = dataSet();
    for (const args of [
      ['nope'],
      ['v1', 'nope'],
      ['v1..nope'],
      ['--json', '--stat'],
      ['--max-images', '0'],
    ]) {
      const { code, stdout, stderr } = await relabel(root, ['diff', ...args]);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /^relabel: .+\nTry relabel diff --help\.\n$/s);
    }
    git(root, 'branch', 'data');
    assert.match((await relabel(root, ['diff', 'data'])).stderr, /both a version and a file/);
    assert.equal((await relabel(root, ['diff', './data'])).code, 0);
    const evil = await relabel(root, ['diff', '--', '--output=stolen', 'HEAD']);
    assert.equal(evil.code, 2);
  });

  it('writes a report that holds its own pictures, and only as many as asked for', async () => {
    const root = dataSet();
    const { code, stdout, stderr } = await relabel(root, [
      ...['diff', 'v1...ann', '--html', 'out/report.html', '--title', 'A & B', '--max-images', '1'],
    ]);
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /^out\/report\.html: 2 images, /);
    const html = readFileSync(join(root, 'out/report.html'), 'utf8');
    assert.ok(html.includes('<bdi>A &amp; B</bdi>') && html.includes('1 image more without pictures'));
    assert.equal(html.split('data:image/jpeg;base64,').length - 1, 1);
    for (const [tag, policy] of [
      ['style', 'style-src'],
      ['script', 'script-src'],
    ] as const) {
      const [, text = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html) ?? [];
      const hash = createHash('sha256').update(text).digest('base64');
      assert.ok(text.length > 100 && html.includes(`${policy} 'sha256-${hash}'`), tag);
    }
    const rest = html.replace(/data:image\/jpeg;base64,[A-Za-z0-9+/=]+/, '');
    assert.ok(rest.includes('moved 12 px right') && !rest.includes('bus c00002'));
  });

  it('writes a report without pictures where there are none', async () => {
    const root = dataSet();
    for (const path of ['data/a.png', 'other/c.png']) git(root, 'rm', '-q', path);
    commit(root, 'Images are elsewhere');
    writeFileSync(join(root, 'data/a.png.labels.json'), sidecar('a.png'));
    assert.equal((await relabel(root, ['diff', '--html', 'r.html'])).code, 0);
    const html = readFileSync(join(root, 'r.html'), 'utf8');
    assert.ok(html.includes('class="blank"') && html.includes('This version has no such image.'));
    assert.equal((await relabel(root, ['diff', '--html', 'r.html/no.html'])).code, 1);
  });

  it('sees what a commit is made of in a hook, and what is being pushed', async function () {
    if (process.platform === 'win32') skipBecause(this, 'hooks are shell scripts');
    const root = gitFolder();
    const said = join(root, '.git', 'said');
    const hook = (folder: string, name: string, args: string): void => {
      const text = `#!/bin/sh\n${name === 'pre-receive' ? 'read old new ref\n' : ''}'${process.execPath}' '${CLI}' diff ${args} --name-only > '${said}' 2>&1\n`;
      writeFiles(folder, { [`hooks/${name}`]: text });
      chmodSync(join(folder, 'hooks', name), 0o755);
    };
    const commit = (...args: string[]): string => {
      git(root, 'commit', '-qm', 'x', ...args);
      return readFileSync(said, 'utf8');
    };
    const save = (name: string, x: number): void =>
      writeFiles(root, {
        [`${name}.png`]: PNG,
        [`${name}.png.labels.json`]: sidecar(`${name}.png`, box('a00001', 'car', x)),
      });
    save('a', 1);
    save('b', 1);
    git(root, 'add', '.');
    git(root, 'commit', '-qm', 'first');
    hook(join(root, '.git'), 'pre-commit', '--staged');
    save('a', 2);
    save('b', 2);
    assert.equal(commit('b.png.labels.json'), 'b.png\n', 'of a commit of paths');
    assert.equal(commit('-a'), 'a.png\n');
    const bare = join(root, '.git', 'bare');
    git(root, 'clone', '-q', '--bare', '.', bare);
    save('a', 3);
    git(root, 'add', '.');
    assert.equal(commit(), 'a.png\n');
    hook(bare, 'pre-receive', '$old $new');
    git(root, 'push', '-q', bare, 'main');
    assert.equal(readFileSync(said, 'utf8'), 'a.png\n');
  });

  it('ends with 130 on Ctrl-C', async () => {
    const root = gitFolder();
    writeFiles(
      root,
      Object.fromEntries(
        Array.from({ length: 3000 }, (_, i) => [
          `d/${i}.png.labels.json`,
          sidecar(`${i}.png`, box('k3v9q2', 'car', 1)),
        ]),
      ),
    );
    const { code, stdout } = await relabel(root, ['diff'], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    assert.equal(code, 130);
    assert.ok(stdout.split('\n').length < 6000);
  });
});
