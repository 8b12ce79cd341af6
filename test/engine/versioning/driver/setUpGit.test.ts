import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDoc } from '../../../../src/core/annotation/document';
import { printSidecar } from '../../../../src/core/annotation/sidecar';
import { boxOf } from '../../../../src/core/shapes/box';
import { driverRepository, type DriverRepository } from '../../../../src/engine/versioning/driver/repository';
import { readRuntime, writeRuntime } from '../../../../src/engine/versioning/driver/runtime';
import { lacksConfig, refreshSetUp } from '../../../../src/engine/versioning/driver/setUpGit';
import { DriverRepo, runGit } from '../../../helpers/driverRepo';
import { relabelSync } from '../../../helpers/relabelSync';
import { tempFolder } from '../../../helpers/tempFolder';

const PATH = 'a b.png.labels.json';
const IMAGE = { file: 'a b.png', widthPx: 100, heightPx: 100 };

function sidecar(label: string): string {
  const shape = boxOf({ x: 1, y: 2, width: 3, height: 4 });
  return printSidecar({ ...emptyDoc(IMAGE), annotations: [{ id: 'aaaaaa', label, shape }] });
}

async function repositoryAt(root: string): Promise<DriverRepository> {
  const found = await driverRepository(root);
  if (typeof found === 'string') throw new Error(found);
  return found;
}

describe('setting up git', function () {
  this.timeout(180_000);

  it('is done once, says what a clone lacks, and can be undone', async () => {
    const repo = new DriverRepo();
    repo.write('.gitattributes', '*.jpg binary\n');
    repo.setUp();
    const attributes = repo.read('.gitattributes');
    repo.setUp();
    assert.equal(repo.read('.gitattributes'), attributes);
    assert.match(attributes, /^\*\.jpg binary\n/);
    assert.equal(relabelSync(repo.root, ['init', '--git', '--check']).code, 0);
    repo.commit('set up', { [PATH]: sidecar('car') });
    assert.match(repo.git('check-attr', '-a', '--', PATH), /merge: relabel/);

    const clone = join(tempFolder(), 'clone');
    runGit(repo.root, ['clone', '-q', '--', repo.root, clone]);
    assert.equal(await lacksConfig(await repositoryAt(clone)), true);
    assert.equal(await lacksConfig(await repositoryAt(repo.root)), false);
    const check = relabelSync(clone, ['init', '--git', '--check']);
    assert.equal(check.code, 1);
    assert.match(check.stdout, /merge\.relabel\.driver/);
    assert.equal(runGit(clone, ['status', '--porcelain']).stdout, '', 'a check writes nothing');

    assert.equal(relabelSync(repo.root, ['init', '--git', '--undo']).code, 0);
    assert.equal(repo.read('.gitattributes'), '*.jpg binary\n');
    assert.doesNotMatch(repo.git('config', '--local', '--list'), /relabel/);
    assert.ok(!existsSync(join(repo.root, '.git/relabel')));
  });

  it('is about the repository of the folder, whatever the surroundings name', async () => {
    const [repo, other] = [new DriverRepo(), new DriverRepo()];
    const before = process.env['GIT_DIR'];
    process.env['GIT_DIR'] = join(other.root, '.git');
    try {
      assert.equal((await repositoryAt(repo.root)).scripts, join(repo.root, '.git/relabel'));
    } finally {
      if (before === undefined) delete process.env['GIT_DIR'];
      else process.env['GIT_DIR'] = before;
    }
  });

  it('names label files of other formats, and nothing else', () => {
    const repo = new DriverRepo();
    const coco = JSON.stringify({ images: [], annotations: [], categories: [] });
    const labelme = JSON.stringify({ version: '5', shapes: [], imagePath: 'a.jpg', imageData: null });
    repo.commit('files', {
      'set 1/labels/train/a.txt': '0 0.5 0.5 0.1 0.1\n',
      'set 1/labels/train/b.txt': '',
      'requirements.txt': 'numpy\n',
      'other/labels/notes.txt': 'some words\n',
      'voc/Annotations/a.xml': '<annotation><filename>a.jpg</filename></annotation>',
      'pom.xml': '<project></project>',
      'annotations/train.json': coco,
      'package.json': '{"name": "x"}',
      'lm/a.json': labelme,
      'mixed/a.json': labelme,
      'mixed/tsconfig.json': '{}',
    });
    repo.setUp();
    const lines = repo
      .read('.gitattributes')
      .split('\n')
      .filter((line) => line.endsWith('merge=relabel'));
    assert.deepEqual(lines, [
      '"/set 1/labels/**/*.txt" merge=relabel',
      '/annotations/train.json merge=relabel',
      '/lm/*.json merge=relabel',
      '/voc/Annotations/*.xml merge=relabel',
    ]);
    for (const [path, is] of [
      ['set 1/labels/train/a.txt', true],
      ['requirements.txt', false],
      ['package.json', false],
      ['lm/a.json', true],
      ['lm/x.labels.json', true],
    ] as const)
      assert.equal(/merge: relabel/.test(repo.git('check-attr', 'merge', '--', path)), is, path);
  });

  it('merges YOLO rows and a COCO file by real git', () => {
    const repo = new DriverRepo();
    const rows = '0 0.5 0.5 0.1 0.1\n1 0.2 0.2 0.1 0.1\n';
    const annotation = (id: number, x: number) => ({ id, image_id: 1, category_id: 1, bbox: [x, 1, 2, 3] });
    const coco = (...annotations: object[]): string =>
      JSON.stringify({
        images: [{ id: 1, file_name: 'a.jpg' }],
        annotations,
        categories: [{ id: 1, name: 'a' }],
      });
    repo.commit('files', { 'labels/a.txt': rows, 'train.json': coco(annotation(1, 1)) });
    repo.setUp();
    repo.fork(
      {},
      {
        'labels/a.txt': rows.replace('0 0.5', '3 0.5'),
        'train.json': coco(annotation(1, 1), annotation(2, 5)),
      },
      {
        'labels/a.txt': rows.replace('1 0.2', '4 0.2'),
        'train.json': coco(annotation(1, 9), annotation(2, 7)),
      },
    );
    repo.git('merge', '-q', 'theirs');
    assert.equal(repo.read('labels/a.txt'), '3 0.5 0.5 0.1 0.1\n4 0.2 0.2 0.1 0.1\n');
    assert.equal(repo.read('train.json'), coco(annotation(1, 9), annotation(2, 5), annotation(3, 7)));
  });

  it('lets git diff show labels in words, and difftool print them', () => {
    const repo = new DriverRepo();
    repo.commit('one', { [PATH]: sidecar('car') });
    repo.commit('two', { [PATH]: sidecar('bus') });
    const diff = repo.git('diff', 'HEAD~1', '--', PATH);
    assert.match(diff, /^-car aaaaaa box at 1, 2, 3 x 4$/m);
    assert.match(diff, /^\+bus aaaaaa box at 1, 2, 3 x 4$/m);
    const { code, stdout, stderr } = runGit(
      repo.root,
      ['difftool', '--no-prompt', '--tool=relabel', 'HEAD~1', '--', PATH],
      { TERM_PROGRAM: 'xterm' },
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /car.*bus/s);
    const report = /\S*report\.html/.exec(stderr)?.[0] ?? '';
    assert.match(readFileSync(report, 'utf8'), /^<!doctype html>/i);
  });

  it('shows the text of labels when what shows them is gone', () => {
    const repo = new DriverRepo();
    repo.commit('one', { [PATH]: sidecar('car') });
    repo.write(PATH, sidecar('bus'));
    renameSync(join(repo.root, '.git/relabel'), join(repo.root, '.git/gone'));
    assert.match(repo.git('diff', '--', PATH), /^\+\{"id": "aaaaaa", "label": "bus"/m);
  });

  it('follows an update of the extension where it was set up, and leaves other repositories alone', async () => {
    const repo = new DriverRepo();
    const repository = await repositoryAt(repo.root);
    const [old, fresh] = ['relabel.relabel-0.1.0', 'relabel.relabel-0.2.0'].map((name) => {
      const folder = join(tempFolder(), name, 'out');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'merge.js'), '');
      return { program: process.execPath, script: join(folder, 'merge.js') };
    });
    assert.ok(old && fresh);
    const chosen = await readRuntime(repository.scripts);
    assert.equal(await refreshSetUp(repository, fresh), false, 'what somebody chose stays');
    assert.deepEqual(await readRuntime(repository.scripts), chosen);
    await writeRuntime(repository.scripts, old);
    assert.equal(await refreshSetUp(repository, fresh), true);
    assert.deepEqual(await readRuntime(repository.scripts), fresh);
    await writeRuntime(repository.scripts, { program: '/nowhere', script: '/nowhere.js' });
    assert.equal(await refreshSetUp(repository, fresh), true);
    const other = tempFolder();
    runGit(other, ['init', '-q']);
    assert.equal(await refreshSetUp(await repositoryAt(other), fresh), false);
    assert.ok(!existsSync(join(other, '.git/relabel')));
  });

  it('says why where nothing can be set up', () => {
    const { code, stderr } = relabelSync(tempFolder(), ['init', '--git']);
    assert.equal(code, 1);
    assert.match(stderr, /no working tree of a git repository/);
    const repo = new DriverRepo();
    repo.git('config', '--unset', 'merge.relabel.name');
    writeFileSync(join(repo.root, '.git/config.lock'), '');
    const locked = relabelSync(repo.root, ['init', '--git']);
    assert.equal(locked.code, 1);
    assert.match(locked.stderr, /config.*(lock|File exists)/is);
  });
});

describe('relabel merge', function () {
  this.timeout(120_000);
  const folder = tempFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };

  it('writes into OURS, or where it is told to, and says how it ended', () => {
    const files = [write('b', sidecar('car')), write('o', sidecar('car')), write('t', sidecar('bus'))];
    const merged = relabelSync(folder, ['merge', ...files, '--path', PATH, '--output', 'out', '--json']);
    assert.equal(merged.code, 0, merged.stderr);
    assert.deepEqual(JSON.parse(merged.stdout), { path: PATH, kind: 'clean' });
    assert.equal(readFileSync(join(folder, 'o'), 'utf8'), sidecar('car'));
    assert.equal(readFileSync(join(folder, 'out'), 'utf8'), sidecar('bus'));
    write('o', sidecar('van'));
    assert.equal(relabelSync(folder, ['merge', ...files, '--path', PATH]).code, 1);
    const text = readFileSync(join(folder, 'o'), 'utf8');
    assert.ok(text.includes('"conflict"') && text.includes('"van"') && text.includes('"bus"'));
    assert.equal(relabelSync(folder, ['merge', 'b', 'o']).code, 2);
  });

  it('merges other files as text, and never loses one that cannot be read', () => {
    const files = [write('b', 'a\nb\nc\n'), write('o', 'x\nb\nc\n'), write('t', 'a\nb\ny\n')];
    assert.equal(relabelSync(folder, ['merge', ...files, '--path', 'notes.md']).code, 0);
    assert.equal(readFileSync(join(folder, 'o'), 'utf8'), 'x\nb\ny\n');
    write('t', 'z\nb\nc\n');
    const clash = relabelSync(folder, [
      'merge',
      ...files,
      '--path',
      PATH,
      '--marker-size',
      '9',
      '--ours-label',
      'me',
    ]);
    assert.equal(clash.code, 1);
    assert.match(readFileSync(join(folder, 'o'), 'utf8'), /^<{9} me\nx\n/);
    const gone = relabelSync(folder, ['merge', 'b', 'o', 'nothing', '--path', PATH]);
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /nothing was merged/);
  });

  it('mends marks in a sidecar', () => {
    const [car, bus] = [sidecar('car'), sidecar('bus')].map((text) => text.split('\n'));
    assert.ok(car && bus);
    const marked = [...car.slice(0, 3), '<<<<<<< a', car[3], '=======', bus[3], '>>>>>>> b', ...car.slice(4)];
    write(PATH, marked.join('\n'));
    assert.equal(relabelSync(folder, ['merge', '--check', PATH]).code, 1);
    const mended = relabelSync(folder, ['merge', '--repair', PATH]);
    assert.equal(mended.code, 1, 'two classes are left to decide');
    const text = readFileSync(join(folder, PATH), 'utf8');
    assert.ok(!text.includes('<<<<') && text.includes('"bus"') && text.includes('"car"'));
  });
});
