import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSidecar, printSidecar } from '../../../src/core/annotation/sidecar';
import type { Annotation } from '../../../src/core/annotation/annotation';
import { boxOf } from '../../../src/core/shapes/box';
import { relabel, type CliResult } from '../../helpers/cli';
import { gitFolder } from '../../helpers/gitRepo';
import { encodePng } from '../../helpers/png';
import { tempFolder, writeFiles } from '../../helpers/tempFolder';
import { constantModel, slowModel } from '../../helpers/tinyOnnx';

const WHITE = encodePng({ widthPx: 128, heightPx: 64, sample: () => [255, 255, 255] });
const CELLS = 64 + 16 + 4;

/** A YOLOv8-shaped model of the classes a and b that finds a `b` of that score at [48, 24, 32, 16] on white. */
function model(score = 0.9): Buffer {
  const columns = [32, 32, 16, 8, 0.2, score];
  const data = new Float32Array(6 * CELLS);
  columns.forEach((value, i) => (data[i * CELLS + 5] = value));
  const input = { name: 'images', dims: [1, 3, 64, 64] };
  return constantModel({ input, outputs: [{ name: 'output0', dims: [1, 6, CELLS], data }] });
}

const MANIFEST = JSON.stringify({ classes: ['a', 'b'] });

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = tempFolder();
  writeFiles(root, { 'm.onnx': model(), 'm.model.json': MANIFEST, ...files });
  return root;
}

function annotationsOf(root: string, name: string): readonly Annotation[] {
  const parsed = parseSidecar(readFileSync(join(root, `${name}.labels.json`), 'utf8'));
  assert.ok(parsed.ok);
  return parsed.doc.annotations;
}

function sidecar(file: string, annotations: readonly Annotation[], widthPx = 128): string {
  return printSidecar({ image: { file, widthPx, heightPx: 64 }, tags: [], annotations, kept: [] });
}

const detect = (root: string, ...args: string[]): Promise<CliResult> =>
  relabel(root, ['detect', '--model', 'm.onnx', ...args]);

describe('relabel detect', function () {
  this.timeout(120_000);

  it('writes proposals, and nothing when it runs again', async () => {
    const root = folderWith({ 'images/a 1%.png': WHITE, 'images/-b.png': WHITE, 'images/notes.txt': '' });
    const first = await detect(root, 'images');
    assert.deepEqual(
      [first.code, first.stdout],
      [0, 'images/-b.png  1 proposal (+1 -0)\nimages/a 1%.png  1 proposal (+1 -0)\n'],
    );
    assert.match(first.stderr, /^m@[0-9a-f]{4}: 2 proposals on 2 images\.\n$/);
    const [found] = annotationsOf(root, 'images/-b.png');
    const { id, ...rest } = found as Annotation;
    assert.match(id, /^[0-9a-z]{6}$/);
    assert.match(rest.model ?? '', /^m@[0-9a-f]{4}$/);
    assert.deepEqual(
      { ...rest, model: '' },
      {
        label: 'b',
        shape: boxOf({ x: 48, y: 24, width: 32, height: 16 }),
        score: 0.9,
        model: '',
        proposed: true,
      },
    );
    const path = join(root, 'images/-b.png.labels.json');
    const [before, stamp] = [readFileSync(path), statSync(path, { bigint: true }).ino];
    const second = await detect(root, 'images');
    assert.match(second.stdout, /1 proposal \(unchanged\)/);
    assert.deepEqual([readFileSync(path), statSync(path, { bigint: true }).ino], [before, stamp]);
  });

  it('replaces its own proposals only, and proposes nothing that is labelled', async () => {
    const box = (x: number): Annotation['shape'] => boxOf({ x, y: 24, width: 32, height: 16 });
    const others: Annotation[] = [
      { id: 'mine', label: 'a', shape: box(1), extra: { note: 'kept' } },
      { id: 'other', label: 'b', shape: box(2), proposed: true, model: 'n@1111', score: 0.5 },
      { id: 'taken', label: 'b', shape: box(80), model: 'm@0000', score: 0.5 },
    ];
    const old: Annotation = {
      id: 'old',
      label: 'a',
      shape: box(30),
      proposed: true,
      model: 'm@0000',
      score: 0.3,
    };
    const root = folderWith({ 'x.png': WHITE, 'x.png.labels.json': sidecar('x.png', [...others, old]) });
    assert.match((await detect(root, 'x.png')).stdout, /x\.png {2}1 proposal \(\+1 -1\)/);
    const after = annotationsOf(root, 'x.png');
    assert.deepEqual(
      after.filter(({ id }) => ['mine', 'other', 'taken'].includes(id)),
      others,
    );
    assert.equal(
      after.some(({ id }) => id === 'old'),
      false,
    );
    const labelled = folderWith({
      'y.png': WHITE,
      'y.png.labels.json': sidecar('y.png', [{ id: 'k', label: 'b', shape: box(49) }]),
    });
    assert.match((await detect(labelled, 'y.png')).stdout, /0 proposals \(unchanged, 1 labelled already\)/);
  });

  it('keeps to score and classes', async () => {
    const root = folderWith({ 'x.png': WHITE });
    assert.match((await detect(root, 'x.png', '--conf', '0.95')).stdout, /0 proposals \(unchanged\)/);
    assert.match((await detect(root, 'x.png', '--classes', 'a')).stdout, /0 proposals \(unchanged\)/);
    assert.throws(() => statSync(join(root, 'x.png.labels.json')));
    assert.match(
      (await detect(root, 'x.png', '--classes', 'a, b', '--conf', '0.8', '--iou', '0.5')).stdout,
      /1 proposal \(\+1 -0\)/,
    );
  });

  it('prints JSON for programs', async () => {
    const root = folderWith({ 'x.png': WHITE, 'broken.png': WHITE.subarray(0, 40) });
    const { code, stdout } = await detect(root, '.', '--json');
    const report = JSON.parse(stdout) as {
      model: string;
      images: Record<string, unknown>[];
      summary: unknown;
    };
    assert.equal(code, 1);
    assert.match(report.model, /^m@/);
    assert.deepEqual(report.summary, { images: 2, failed: 1, proposals: 1, interrupted: false });
    assert.deepEqual(Object.keys(report.images[0] ?? {}), ['path', 'at', 'error']);
    assert.deepEqual(report.images[1], {
      path: 'x.png',
      sidecar: 'x.png.labels.json',
      detections: [
        {
          classIndex: 1,
          label: 'b',
          score: (report.images[1] as { detections: { score: number }[] }).detections[0]?.score,
          box: [48, 24, 32, 16],
        },
      ],
      proposals: 1,
      known: 0,
      added: 1,
      removed: 0,
      updated: 0,
    });
  });

  it('leaves alone what it cannot read, says why, and goes on', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 42\n';
    const cut = sidecar('b.png', []).slice(0, -10);
    const frame = sidecar(
      'c.png',
      [{ id: 'a', label: 'a', shape: boxOf({ x: 1, y: 1, width: 5, height: 5 }) }],
      999,
    );
    const root = folderWith({
      'a.png': WHITE,
      'b.png': WHITE,
      'b.png.labels.json': cut,
      'c.png': WHITE,
      'c.png.labels.json': frame,
      'd.png': pointer,
      'e.png': 'no image at all',
      'f.png': '',
    });
    const { code, stdout, stderr } = await detect(root, '.');
    assert.deepEqual([code, stdout], [1, 'a.png  1 proposal (+1 -0)\n']);
    const expected = [
      /^b\.png\.labels\.json:\d+: The sidecar cannot be read and was left as it is\. /m,
      /^c\.png\.labels\.json: The image is 128 × 64 pixels, its labels say 999 × 64\. /m,
      /^d\.png: d\.png is in Git LFS \(42 bytes\)/m,
      /^e\.png: /m,
      /^f\.png: f\.png is empty \(0 bytes\)/m,
      /1 proposal on 1 image, 5 images left alone\.$/m,
    ];
    for (const message of expected) assert.match(stderr, message);
    assert.equal(readFileSync(join(root, 'b.png.labels.json'), 'utf8'), cut);
    assert.equal(readFileSync(join(root, 'c.png.labels.json'), 'utf8'), frame);
  });

  it('takes the size anew when there is no label that it would put in another frame', async () => {
    const root = folderWith({ 'x.png': WHITE, 'x.png.labels.json': sidecar('x.png', [], 999) });
    assert.equal((await detect(root, 'x.png')).code, 0);
    const parsed = parseSidecar(readFileSync(join(root, 'x.png.labels.json'), 'utf8'));
    assert.equal(parsed.ok && parsed.doc.image.widthPx, 128);
  });

  it('writes where the data set keeps its sidecars', async () => {
    const root = gitFolder();
    writeFiles(root, {
      'm.onnx': model(),
      'm.model.json': MANIFEST,
      '.gitignore': '/data/images\n',
      'data/images/x.png': WHITE,
    });
    const { stdout } = await detect(root, 'data/images', '--json');
    const { images } = JSON.parse(stdout) as { images: { sidecar: string }[] };
    assert.deepEqual(
      images.map(({ sidecar: path }) => path),
      ['data/labels/images/x.png.labels.json'],
    );
    assert.equal(annotationsOf(root, 'data/labels/images/x.png').length, 1);
  });

  it('finds models by name: in models/ here, and those that ship', async () => {
    const root = tempFolder();
    writeFiles(root, { 'models/own.onnx': model(), 'models/own.model.json': MANIFEST, 'x.png': WHITE });
    assert.match((await relabel(root, ['detect', 'x.png', '--model', 'own'])).stdout, /1 proposal/);
    const bundled = await relabel(root, ['detect', 'x.png', '--model', 'parts-nano']);
    assert.equal(bundled.code, 0, bundled.stderr);
    assert.match(bundled.stderr, /^parts-nano@/m);
  });

  it('exits with 2 on wrong arguments and models that cannot be used', async () => {
    const root = folderWith({ 'x.png': WHITE, 'bad.onnx': 'not a model', 'empty/x.txt': '' });
    const cases: readonly [args: string[], message: RegExp][] = [
      [['x.png'], /Which model\?/],
      [['x.png', '--model', 'nope'], /There is no model 'nope'\. Known: .*parts-nano/],
      [['x.png', '--model', 'bad.onnx'], /bad\.onnx/],
      [['x.png', '--model', 'm.onnx', '--conf', '2'], /--conf must be a number from 0 to 1, not "2"/],
      [['x.png', '--model', 'm.onnx', '--iou', 'x'], /--iou/],
      [['x.png', '--model', 'm.onnx', '--classes', 'c'], /does not know the class "c"/],
      [['--model', 'm.onnx'], /Which images\?/],
      [['empty', '--model', 'm.onnx'], /no image in these paths/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await relabel(root, ['detect', ...args]);
      assert.deepEqual([code, stdout], [2, ''], `${args.join(' ')}\n${stderr}`);
      assert.match(stderr, message);
    }
  });

  it('ends on Ctrl-C, with what was saved whole', async () => {
    const images = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i}.png`, WHITE]));
    const root = folderWith({ ...images });
    writeFileSync(join(root, 'slow.onnx'), slowModel(640, 40));
    const start = Date.now();
    const { code, stderr } = await relabel(root, ['detect', '.', '--model', 'slow.onnx'], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    assert.equal(code, 130, stderr);
    assert.match(stderr, /\d+ not reached\.$/m);
    assert.ok(Date.now() - start < 60_000);
  });
});
