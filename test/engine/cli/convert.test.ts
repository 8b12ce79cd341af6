import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, relabel } from '../../helpers/cli';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });

interface CocoSpec {
  readonly images: number;
  readonly each: number;
}

/** A COCO file of boxes: `each` for every image, of three classes whose ids have gaps. */
function coco({ images, each }: CocoSpec): string {
  const annotations = Array.from({ length: images * each }, (_, i) => ({
    id: i + 1,
    image_id: 1 + Math.floor(i / each),
    category_id: [3, 7, 90][i % 3],
    bbox: [1 + (i % 20), 2, 10.25, 5],
    area: 51.25,
    iscrowd: 0,
  }));
  const names = [
    { id: 3, name: 'car' },
    { id: 7, name: 'person' },
    { id: 90, name: 'never used' },
  ];
  return JSON.stringify({
    images: Array.from({ length: images }, (_, i) => ({
      id: i + 1,
      file_name: `${i}.png`,
      width: 40,
      height: 30,
    })),
    categories: names,
    annotations,
  });
}

function cocoFolder(spec: CocoSpec = { images: 4, each: 3 }, withImages = true): string {
  const root = tempFolder();
  writeFiles(root, { 'src/instances.json': coco(spec) });
  if (withImages) for (let i = 0; i < spec.images; i++) writeFiles(root, { [`src/${i}.png`]: PNG });
  return root;
}

describe('relabel convert', function () {
  this.timeout(120_000);

  it('says what was found and why, what is lost, and that nothing else is', async () => {
    const root = cocoFolder();
    const { code, stdout } = await relabel(root, ['convert', 'src', 'out', '--to', 'voc']);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^coco to voc: instances\.json has/);
    assert.match(stdout, /lost: 3 classes get other numbers.* \[class-ids-dropped\]/);
    assert.match(stdout, /car {8,}4 {2,}4\n/);
    assert.match(stdout, /annotations: 12 in = 12 out \+ 0 lost; images: 4 in, 4 out\nout: \d+ files\n$/);
    assert.match(readFileSync(join(root, 'out/Annotations/0.xml'), 'utf8'), /<name>car<\/name>/);
  });

  it('comes back as it was, through archives, and the images with it', async () => {
    const root = cocoFolder();
    const there = await relabel(root, ['convert', 'src', 'a.zip', '--to', 'voc', '--copy-images']);
    assert.equal(there.code, 0, there.stdout + there.stderr);
    const back = await relabel(root, ['convert', 'a.zip', 'back', '--to', 'coco', '--copy-images']);
    assert.equal(back.code, 0, back.stdout + back.stderr);
    const files = readdirSync(join(root, 'back'), { recursive: true, encoding: 'utf8' });
    const file = files.find((name) => name.endsWith('.json')) ?? '';
    const made = JSON.parse(readFileSync(join(root, 'back', file), 'utf8')) as {
      annotations: { bbox: number[] }[];
      categories: { name: string }[];
    };
    const boxes = JSON.parse(coco({ images: 4, each: 3 })) as typeof made;
    assert.deepEqual(
      made.annotations.map(({ bbox }) => bbox).sort(),
      boxes.annotations.map(({ bbox }) => bbox).sort(),
    );
    assert.deepEqual(
      made.categories.map(({ name }) => name),
      ['car', 'person', 'never used'],
    );
    assert.equal(files.filter((name) => name.endsWith('.png')).length, 4);
  });

  it('writes nothing in a preview, and nothing with --strict when something would be lost', async () => {
    const root = cocoFolder();
    const dry = await relabel(root, ['convert', 'src', 'out', '--to', 'voc', '--dry-run']);
    assert.deepEqual([dry.code, readdirSync(root)], [0, ['src']]);
    assert.match(dry.stdout, /Nothing was written: this was a preview\.\n$/);
    const strict = await relabel(root, ['convert', 'src', 'out', '--to', 'voc', '--strict']);
    assert.deepEqual([strict.code, readdirSync(root)], [1, ['src']]);
    assert.match(strict.stdout, /Nothing was written, because of --strict\.\n$/);
    const fine = await relabel(root, ['convert', 'src', 'out', '--to', 'coco', '--strict']);
    assert.equal(fine.code, 0, fine.stdout);
  });

  it('replaces a target only with --force, never the source, and tells a tie or nothing', async () => {
    const root = cocoFolder();
    writeFiles(root, { 'out/mine.txt': 'mine', 'empty/readme.md': '' });
    const refused = await relabel(root, ['convert', 'src', 'out', '--to', 'voc']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /out is there already and was left as it is\. Use --force/);
    assert.deepEqual(readdirSync(join(root, 'out')), ['mine.txt']);
    assert.equal((await relabel(root, ['convert', 'src', 'out', '--to', 'voc', '--force'])).code, 0);
    assert.equal(existsSync(join(root, 'out/mine.txt')), false);
    for (const target of ['src', '.']) {
      const own = await relabel(root, ['convert', 'src', target, '--to', 'voc', '--force']);
      assert.match(own.stderr, /holds what is to be read: name another target/);
    }
    const nothing = await relabel(root, ['convert', 'empty', 'x', '--to', 'voc']);
    assert.match(nothing.stderr, /was not recognised\. Name its format with --from/);
    const typo = await relabel(root, ['convert', 'src', 'x', '--to', 'vco']);
    assert.match(typo.stderr, /There is no format "vco"; did you mean "?voc/i);
    const option = await relabel(root, [
      'convert',
      'src',
      'x',
      '--to',
      'voc',
      '--write-option',
      'box-origin=7',
    ]);
    assert.match(option.stderr, /box-origin of voc is one of 0, 1, not "7"/);
    assert.equal((await relabel(root, ['convert', 'src', 'x'])).code, 2);
    assert.equal((await relabel(root, ['convert', 'nowhere', 'x', '--to', 'voc'])).code, 1);
    assert.deepEqual(readdirSync(root).sort(), ['empty', 'out', 'src']);
  });

  it('prints JSON and writes a report of every loss by image', async () => {
    const root = cocoFolder();
    const args = ['convert', 'src', 'out', '--to', 'voc', '--json', '--report', 'r.json'];
    const { stdout } = await relabel(root, args);
    const said = JSON.parse(stdout) as {
      text: string[];
      balance: { total: unknown };
      from: string;
      losses: { code: string }[];
    };
    assert.deepEqual(said.balance.total, { in: 12, out: 12, lost: 0, added: 0 });
    assert.equal(said.from, 'coco');
    assert.match(said.text.at(-1) ?? '', /^out: \d+ files$/);
    const report = JSON.parse(readFileSync(join(root, 'r.json'), 'utf8')) as typeof said;
    assert.deepEqual(
      report.losses.map(({ code }) => code),
      said.losses.map(({ code }) => code),
    );
  });

  it('splits for formats that hold splits, and makes folders for those that do not', async () => {
    const root = cocoFolder({ images: 10, each: 3 });
    const split = ['--split', 'train=0.8,val=0.2', '--by', 'class', '--seed', 'x'];
    const yolo = await relabel(root, [
      'convert',
      'src',
      'yolo',
      '--to',
      'yolo-detect',
      '--copy-images',
      ...split,
    ]);
    assert.match(yolo.stdout, /splits: .*\nannotations: 30 in = 30 out/);
    const inYolo = readdirSync(join(root, 'yolo'), { recursive: true, encoding: 'utf8' });
    const val = (name: string): boolean => /\bval\b.*\.txt$/.test(name);
    assert.equal(inYolo.filter(val).length, 2);
    const json = await relabel(root, ['convert', 'src', 'parts', '--to', 'labelme', ...split]);
    assert.match(json.stdout, /annotations: 30 in = 30 out/);
    assert.deepEqual(readdirSync(join(root, 'parts')).sort(), ['train', 'val']);
    const same = (names: readonly string[]): string[] => names.map((name) => name.replace(/\..*/, '')).sort();
    assert.deepEqual(
      same(readdirSync(join(root, 'parts/val')).filter((name) => /^\d/.test(name))),
      same(inYolo.filter(val).map((name) => name.slice(name.lastIndexOf('/') + 1))),
    );
  });

  it('follows no link out of the source, and says so', async function () {
    if (process.platform === 'win32') return this.skip();
    const root = cocoFolder();
    writeFiles(root, { 'secret/9.json': '{}' });
    symlinkSync(join(root, 'secret'), join(root, 'src/secret'));
    const { stdout } = await relabel(root, ['check', 'src', '--format', 'labelme']);
    assert.match(stdout, /secret:1:1 {2}warning {2}link-leads-out/);
    return undefined;
  });

  it('leaves the old target when it is killed, and the next run clears up and says so', async () => {
    const root = cocoFolder({ images: 20_000, each: 2 }, false);
    writeFiles(root, { 'out/old.txt': 'old' });
    const child = spawn(process.execPath, [CLI, 'convert', 'src', 'out', '--to', 'voc', '--force'], {
      cwd: root,
    });
    const isStaged = (): boolean => readdirSync(root).some((name) => name.startsWith('.out.relabel-new-'));
    while (!isStaged()) await new Promise((done) => setTimeout(done, 5));
    const ended = new Promise((done) => child.once('close', done));
    child.kill('SIGKILL');
    await ended;
    assert.deepEqual(readdirSync(join(root, 'out')), ['old.txt']);
    writeFileSync(join(root, 'src/instances.json'), coco({ images: 2, each: 1 }));
    const next = await relabel(root, ['convert', 'src', 'out', '--to', 'voc', '--force']);
    assert.match(next.stdout, /Removed .*left by a run that was interrupted before/);
    assert.deepEqual(readdirSync(root).sort(), ['out', 'src']);
    assert.equal(existsSync(join(root, 'out/old.txt')), false);
  });

  it('ends on Ctrl-C in the middle, says what is there, and leaves nothing behind', async function () {
    if (process.platform === 'win32') return this.skip();
    const root = cocoFolder({ images: 20_000, each: 2 }, false);
    writeFiles(root, { 'out/old.txt': 'old' });
    const isStaged = (): boolean => readdirSync(root).some((name) => name.startsWith('.out.relabel-new-'));
    const { code, stderr } = await relabel(
      root,
      ['convert', 'src', 'out', '--to', 'voc', '--force'],
      (child) => {
        const timer = setInterval(() => {
          if (isStaged()) {
            clearInterval(timer);
            child.kill('SIGINT');
          }
        }, 5);
      },
    );
    assert.deepEqual([code, stderr], [130, 'Interrupted: out was left as it was.\n']);
    assert.deepEqual(readdirSync(root).sort(), ['out', 'src']);
    assert.deepEqual(readdirSync(join(root, 'out')), ['old.txt']);
    return undefined;
  });
});

describe('relabel check of label files', function () {
  this.timeout(60_000);

  it('finds their own mistakes by file and line where there are no sidecars, and when a format is named', async () => {
    const root = tempFolder();
    const rows = '0 0.5 0.5 0.2 0.2\n0 0.5 0.5 7 0.2\n0 0.5 0.5 x 0.1\n';
    writeFiles(root, {
      'd/data.yaml': 'names: [car]\ntrain: images/train\n',
      'd/images/train/a.png': PNG,
      'd/labels/train/a.txt': rows,
    });
    for (const args of [
      ['check', 'd'],
      ['check', 'd', '--format', 'yolo-detect'],
      ['check', 'd', '--json'],
    ]) {
      const { code, stdout, stderr } = await relabel(root, args);
      assert.equal(code, 1, stderr);
      if (args.includes('--json'))
        assert.equal((JSON.parse(stdout) as { format: string }).format, 'yolo-detect');
      else assert.match(stdout, /^labels\/train\/a\.txt:3:\d+ {2}(?:error|warning) {2}/m);
      assert.match(stderr, /^yolo-detect.*: 1 image, /);
    }
  });
});

describe('relabel split', function () {
  this.timeout(60_000);

  it('writes lists, the same for the same seed, and replaces them only when told', async () => {
    const root = cocoFolder({ images: 10, each: 3 });
    const args = ['split', 'src', '--ratio', 'train=0.7,val=0.3', '--seed', '5'];
    const { code, stdout } = await relabel(root, args);
    assert.deepEqual([code, stdout], [0, 'src/train.txt: 7 images\nsrc/val.txt: 3 images\n']);
    const before = readFileSync(join(root, 'src/val.txt'), 'utf8');
    assert.match(before, /^(?:\d\.png\n){3}$/);
    assert.match((await relabel(root, args)).stderr, /train\.txt is there already\. Use --force/);
    assert.equal((await relabel(root, [...args, '--force', '--by', 'random'])).code, 0);
    assert.equal(readFileSync(join(root, 'src/val.txt'), 'utf8'), before);
    const bad = await relabel(root, ['split', 'src', '--ratio', 'train']);
    assert.equal(bad.code, 2);
    assert.match(bad.stderr, /is no part of a split/);
    const group = await relabel(root, ['split', 'src', '--by', 'group', '--group', '(', '--force']);
    assert.match(group.stderr, /pattern of groups cannot be understood/);
  });
});
