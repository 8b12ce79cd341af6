import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSidecar } from '../../../src/core/annotation/sidecar';
import { boxOf } from '../../../src/core/shapes/box';
import { CLI, relabel } from '../../helpers/cli';
import { EVERY_KIND } from '../../helpers/everyKind';
import { git, gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';

const PNG = encodePng({ widthPx: 40, heightPx: 30 });

function sidecar(
  file: string,
  boxes: Record<string, readonly [number, number, number, number]>,
  label = 'bolt',
): string {
  const annotations = Object.entries(boxes).map(([id, [x, y, width, height]]) => ({
    id,
    label,
    shape: boxOf({ x, y, width, height }),
  }));
  return printSidecar({ image: { file, widthPx: 40, heightPx: 30 }, tags: [], annotations, kept: [] });
}

/** A data set with something wrong of every sort, in a folder with an awkward name. */
function brokenDataSet(): string {
  const root = gitFolder();
  writeFiles(root, {
    'd 1%/relabel.yaml': 'classes:\n  - bolt\n  - bolt\nclases: []\n',
    'd 1%/good.png': PNG,
    'd 1%/good.png.labels.json': sidecar('good.png', { a: [1, 1, 5, 5] }),
    'd 1%/none.png': PNG,
    'd 1%/-out.png': PNG,
    'd 1%/-out.png.labels.json': sidecar('-out.png', { a: [1, 1, 5, 5], b: [30, 1, 20, 5] }),
    'd 1%/odd.png': PNG,
    'd 1%/odd.png.labels.json': sidecar('odd.png', { a: [1, 1, 5, 5] }, 'bolts'),
    'd 1%/cut.png': PNG,
    'd 1%/cut.png.labels.json': sidecar('cut.png', { a: [1, 1, 5, 5] }).slice(0, -20),
    'd 1%/gone.png.labels.json': sidecar('gone.png', { a: [1, 1, 5, 5] }),
  });
  return root;
}

describe('relabel check', function () {
  this.timeout(60_000);

  it('is silent on a good data set', async () => {
    const root = tempFolder();
    writeFiles(root, { 'a.png': PNG, 'a.png.labels.json': sidecar('a.png', { a: [1, 1, 5, 5] }) });
    const { code, stdout, stderr } = await relabel(root, ['check', '.']);
    assert.deepEqual(
      [code, stdout, stderr],
      [0, '', '1 image, 1 with labels: 0 errors, 0 warnings, 0 notes.\n'],
    );
  });

  it('knows every kind of annotation, and what is wrong with one', async () => {
    const root = tempFolder();
    const image = { file: 'a.png', widthPx: 640, heightPx: 480 };
    const good = printSidecar({ image, tags: [], annotations: [...EVERY_KIND], kept: [] });
    const wrong = [
      '{"id": "a", "label": "thing", "polyline": [5, 5, 5, 5], "links": [{"to": "gone"}]}',
      '{"id": "b", "label": "thing", "polygon": [[0, 0, 20, 20, 20, 0, 0, 20]]}',
      '{"id": "c", "label": "person", "skeleton": {"nose": [700, 10, 2], "tail": [10, 10, 1]}}',
      '{"id": "d", "label": "car", "ellipse": [100, 100, 20, 10, 0], "attributes": {"doors": 9}}',
      '{"id": "e", "label": "thing", "spline": {"closed": true}}',
    ];
    writeFiles(root, {
      'relabel.yaml':
        'classes: [thing, {name: person, skeleton: coco-person}, {name: car, shapes: [cuboid], attributes: [{name: doors, type: number, max: 5}, {name: side, type: choice, options: [l, r]}]}]\n',
      'a.png': encodePng(image),
      'a.png.labels.json': good,
      'b.png': encodePng(image),
      'b.png.labels.json': `{"relabel": 1,\n"image": {"file": "b.png", "width": 640, "height": 480},\n"annotations": [\n${wrong.join(',\n')}\n]}\n`,
    });
    const { code, stdout } = await relabel(root, ['check', '.', '--json']);
    const found = (JSON.parse(stdout) as { findings: { line: number; code: string; path: string }[] })
      .findings;
    assert.equal(code, 1);
    assert.deepEqual(
      found.map(({ path, line, code: id }) => `${path}:${line} ${id}`),
      [
        'b.png.labels.json:4 broken-link',
        'b.png.labels.json:4 zero-area',
        'b.png.labels.json:5 self-cross',
        'b.png.labels.json:6 unknown-joint',
        'b.png.labels.json:6 outside-image',
        'b.png.labels.json:7 forbidden-shape',
        'b.png.labels.json:7 wrong-attribute',
        'b.png.labels.json:7 missing-attribute',
        'b.png.labels.json:8 sidecar-entry',
      ],
    );
  });

  it('says once that relabel.yaml cannot be read, not for every image', async () => {
    const root = tempFolder();
    writeFiles(root, { 'a.png': PNG, 'b.png': PNG, 'relabel.yaml': 'classes: [\n' });
    const { code, stdout, stderr } = await relabel(root, ['check', '.']);
    assert.equal(code, 1);
    assert.match(stdout, /^relabel\.yaml:\d+:\d+  error  yaml  Not valid YAML: [^\n]+\n$/);
    assert.equal(stderr, '2 images, 0 with labels: 1 error, 0 warnings, 0 notes.\n');
  });

  it('prints a line for every finding and changes nothing', async () => {
    const root = brokenDataSet();
    const before = snapshot(join(root, 'd 1%'));
    const { code, stdout, stderr } = await relabel(root, ['check', '.']);
    assert.equal(code, 1);
    assert.deepEqual(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/  +/g, '  ').split('  ').slice(0, 3).join(' ')),
      [
        'd 1%/-out.png.labels.json:5:1 warning outside-image',
        'd 1%/cut.png.labels.json:4:30 error sidecar-syntax',
        'd 1%/gone.png.labels.json:1:1 warning orphan',
        'd 1%/odd.png.labels.json:4:1 error unknown-class',
        'd 1%/relabel.yaml:3:5 error duplicate-name',
        'd 1%/relabel.yaml:4:1 warning unknown-key',
      ],
    );
    assert.equal(stderr, '6 images, 5 with labels: 3 errors, 3 warnings, 0 notes.\n');
    assert.deepEqual(snapshot(join(root, 'd 1%')), before);
  });

  it('prints the same as JSON', async () => {
    const root = brokenDataSet();
    const { code, stdout } = await relabel(join(root, 'd 1%'), ['check', '--json', '.']);
    const report = JSON.parse(stdout) as {
      summary: unknown;
      images: number;
      findings: Record<string, unknown>[];
    };
    assert.equal(code, 1);
    assert.deepEqual([report.images, report.summary], [6, { error: 3, warning: 3, info: 0 }]);
    assert.deepEqual(report.findings[0], {
      path: '-out.png.labels.json',
      line: 5,
      column: 1,
      severity: 'warning',
      code: 'outside-image',
      message: 'The box "bolt" reaches 10 px over the border of the image (40 × 30).',
      image: '-out.png',
    });
    assert.deepEqual(Object.keys(report.findings.at(-1) ?? {}), [
      'path',
      'line',
      'column',
      'severity',
      'code',
      'message',
    ]);
  });

  it('remembers in a cache file what has not changed', async () => {
    const root = brokenDataSet();
    const cache = join(tempFolder(), 'cache.json');
    const fresh = await relabel(root, ['check', '.', '--cache', cache]);
    const text = readFileSync(cache, 'utf8');
    assert.deepEqual(await relabel(root, ['check', '.', '--cache', cache]), fresh);
    assert.equal(readFileSync(cache, 'utf8'), text);
    // Words put into the file come back: what has not changed was not read again.
    writeFileSync(cache, text.replace('reaches 10 px', 'was remembered'));
    assert.match((await relabel(root, ['check', '.', '--cache', cache])).stdout, /was remembered/);
    writeFiles(root, { 'd 1%/-out.png.labels.json': sidecar('-out.png', { b: [30, 1, 21, 5] }) });
    const { stdout } = await relabel(root, ['check', '.', '--cache', cache]);
    assert.match(stdout, /reaches 11 px/);
    assert.doesNotMatch(stdout, /remembered/);
  });

  it('takes images, sidecars, data set files and globs', async () => {
    const folder = join(brokenDataSet(), 'd 1%');
    const codes = async (...paths: string[]): Promise<unknown[]> => {
      const { code, stdout } = await relabel(folder, ['check', ...paths]);
      return [code, ...[...stdout.matchAll(/(?:error|warning|info) +(\S+)/g)].map(([, found]) => found)];
    };
    const schema = ['duplicate-name', 'unknown-key'];
    assert.deepEqual(await codes('--', '-out.png'), [1, 'outside-image', ...schema]);
    assert.deepEqual(await codes('odd.png.labels.json'), [1, 'unknown-class']);
    assert.deepEqual(await codes('relabel.yaml'), [1, ...schema]);
    assert.deepEqual(await codes('gone.png'), [1, 'orphan', ...schema]);
    assert.deepEqual(await codes('{odd,cut}.png'), [1, 'sidecar-syntax', 'unknown-class', ...schema]);
    assert.deepEqual(await codes('*.png.labels.json'), [
      1,
      'outside-image',
      'sidecar-syntax',
      'orphan',
      'unknown-class',
    ]);
  });

  it('finds labels in a mirrored tree, also of images that are not pulled', async () => {
    const root = gitFolder();
    const labels = 'data/labels/images/a.png.labels.json';
    writeFiles(root, {
      '.gitignore': '/data/images\n',
      'data/images.dvc': 'outs:\n',
      [labels]: sidecar('a.png', { a: [1, 1, 50, 5] }),
    });
    const { stdout } = await relabel(root, ['check', '.', '--json']);
    const { findings } = JSON.parse(stdout) as { findings: { code: string; image: string; path: string }[] };
    assert.deepEqual(
      findings.map(({ code, image, path }) => [code, image, path]),
      [['outside-image', 'data/images/a.png', labels]],
    );
    assert.equal(git(root, 'status', '--porcelain').includes('images/'), false);
  });

  it('says what is wrong with the arguments and exits with 2', async () => {
    const root = tempFolder();
    writeFiles(root, { 'a.txt': '', 'x/b.txt': '' });
    const cases: readonly [args: string[], message: RegExp][] = [
      [['check'], /Which images\?/],
      [['check', 'nowhere'], /nowhere does not exist/],
      [['check', 'a.txt'], /a\.txt is neither an image/],
      [['check', 'x/*.png'], /No image or sidecar matches x\/\*\.png/],
      [['check', '--jsn', '.'], /--jsn/],
      [['chek', '.'], /There is no command "chek"; did you mean "check"\?/],
      [[], /Which command\?/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await relabel(root, args);
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
      assert.match(stderr, /Try relabel (check )?--help\./);
    }
  });

  it('shows its help and version', async () => {
    const root = tempFolder();
    for (const args of [['--help'], ['help'], ['check', '--help'], ['help', 'detect'], ['init', '-h']]) {
      const { code, stdout } = await relabel(root, args);
      assert.equal(code, 0);
      assert.match(stdout, /Usage: relabel[^]*Examples:\n {2}relabel /);
    }
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal((await relabel(root, ['--version'])).stdout, `${version}\n`);
  });

  it('survives a reader that goes away', async () => {
    const root = tempFolder();
    const many = Array.from({ length: 3000 }, (_, i) => `a${String(i).padStart(4, '0')}`);
    const boxes = Object.fromEntries(many.map((id, i) => [id, [35, 0, 20, 1 + i / 100] as const]));
    writeFiles(root, { 'a.png': PNG, 'a.png.labels.json': sidecar('a.png', boxes) });
    const result = await new Promise<[number | null, string]>((done) => {
      const child = spawn(process.execPath, [CLI, 'check', '.'], { cwd: root });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.stdout.once('data', () => child.stdout.destroy());
      child.once('close', (code) => {
        done([code, stderr]);
      });
    });
    assert.equal(result[0], 1);
    assert.doesNotMatch(result[1], /EPIPE|Error/);
  });

  it('writes no control characters of file names to a terminal', async () => {
    const root = tempFolder();
    writeFiles(root, { 'a\u001b[31m.png.labels.json': sidecar('x.png', {}) });
    const { stdout } = await relabel(root, ['check', '.']);
    assert.match(stdout, /^a\\u001b\[31m\.png\.labels\.json:1:1/);
    assert.equal(stdout.includes('\u001b'), false);
  });
});

function snapshot(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}
