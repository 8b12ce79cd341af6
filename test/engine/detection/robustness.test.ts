import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { detect, warm } from '../../../src/engine/detection';
import { listModels, resolveModel } from '../../../src/engine/models';
import type { ResolvedModel } from '../../../src/engine/models';
import { WorkerClient } from '../../../src/engine/workerClient';
import { WorkerCrashed } from '../../../src/engine/workerCrashed';
import type { InferenceContract } from '../../../src/protocol/worker';
import { PROTOCOL } from '../../../src/protocol/wire';
import { constantModel, slowModel } from '../../helpers/tinyOnnx';
import { useFolder, useWorkers, WORKER_PATH } from '../../helpers/workerProcess';

const SIDE = 64;
const good = (): Buffer =>
  constantModel({
    input: { name: 'images', dims: [1, 3, SIDE, SIDE] },
    outputs: [{ name: 'output0', dims: [1, 5, 84], data: new Float32Array(5 * 84) }],
    metadata: { names: "['a']" },
  });

describe('what detection withstands', function () {
  this.timeout(60_000);
  const workers = useWorkers();
  const folder = useFolder();
  let picture = '';
  let healthy: ResolvedModel;
  before(async () => {
    picture = folder.path('p.png');
    await sharp({ create: { width: 80, height: 60, channels: 3, background: '#888' } })
      .png()
      .toFile(picture);
    healthy = await resolveModel(folder.write('good.onnx', good()), []);
  });
  const failsWith = async (model: ResolvedModel, name: string, message: RegExp): Promise<void> => {
    await assert.rejects(detect(workers(), picture, model), { name, message });
    assert.deepEqual((await detect(workers(), picture, healthy)).detections, []);
  };

  const noModels: readonly [string, Buffer | string, RegExp][] = [
    ['empty', '', /empty\.onnx is not a readable ONNX model: the file is empty/],
    ['text', 'this is no model at all\n', /text\.onnx is not a readable ONNX model/],
    ['cut', good().subarray(0, 900), /cut\.onnx is not a readable ONNX model.*(truncated|ends)/],
    [
      'pointer',
      'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n',
      /Git LFS pointer: run "git lfs pull"/,
    ],
  ];
  for (const [name, content, message] of noModels)
    it(`a model file that is ${name}`, async () => {
      await failsWith(await resolveModel(folder.write(`${name}.onnx`, content), []), 'ModelError', message);
    });

  it('a model whose graph the runtime refuses', async () => {
    const broken = Buffer.from(good().toString('latin1').replace('Identity', 'Idemtity'), 'latin1');
    const model = await resolveModel(folder.write('refused.onnx', broken), []);
    await failsWith(model, 'ModelError', /ONNX Runtime refuses the model .*Idemtity/);
  });

  it('a model with an input of the wrong rank or type', async () => {
    const outputs = [{ name: 'o', dims: [1, 5, 84], data: new Float32Array(420) }];
    const flat = constantModel({ input: { name: 'x', dims: [1, 12] }, outputs });
    await failsWith(
      await resolveModel(folder.write('flat.onnx', flat), []),
      'ModelError',
      /rank 4.*saw x float32 \[1,12\]/,
    );
    const wide = constantModel({ input: { name: 'x', dims: [1, 3, 64, 64], type: 'int64' }, outputs });
    await failsWith(await resolveModel(folder.write('wide.onnx', wide), []), 'ModelError', /saw x int64/);
  });

  it('a model nobody reads: outputs seen and heads tried are listed', async () => {
    const model = constantModel({
      input: { name: 'images', dims: [1, 3, SIDE, SIDE] },
      outputs: [{ name: 'probs', dims: [1, 10], data: new Float32Array(10) }],
    });
    const path = folder.write('probs.onnx', model);
    await failsWith(
      await resolveModel(path, []),
      'NoHead',
      /probs float32 \[1,10\].*Tried: .*YOLOX: .*x\.model\.json/,
    );
  });

  it('outputs that are not as declared', async () => {
    const lying = constantModel({
      input: { name: 'images', dims: [1, 3, SIDE, SIDE] },
      outputs: [{ name: 'output0', dims: [10], data: new Float32Array(10) }],
      declared: { output0: ['n', 5, 'a'] },
      metadata: { task: 'detect', names: "['a']" },
    });
    const model = await resolveModel(folder.write('lying.onnx', lying), []);
    await failsWith(model, 'ModelError', /output output0 is \[10\]|refuses the model|failed while running/);
  });

  it('a file that is not the one the manifest means', async () => {
    folder.write('other.model.json', JSON.stringify({ sha256: 'ab'.repeat(32), classes: ['a'] }));
    const model = await resolveModel(folder.write('other.onnx', good()), []);
    assert.equal(model.id, 'other@abab');
    await failsWith(model, 'ModelError', /its sha256 is [0-9a-f]{64}, the manifest says abab/);
  });

  it('a manifest that is wrong, with the path of the value', async () => {
    folder.write('bad.onnx', good());
    const manifest = folder.write('bad.model.json', JSON.stringify({ input: { width: 'x' } }));
    await assert.rejects(resolveModel(folder.path('bad.onnx'), []), {
      name: 'ModelNotFound',
      message: /input\.width/,
    });
    const { models, problems } = await listModels([folder.path('.'), folder.path('nowhere')]);
    assert.ok(problems.some(({ path }) => path === manifest));
    assert.deepEqual(
      models.map(({ name }) => name),
      ['other'],
    );
  });

  it('a model that does not exist, by name or by path', async () => {
    const missing = resolveModel('ghost', [folder.path('.')]);
    await assert.rejects(missing, {
      name: 'ModelNotFound',
      message: /no model 'ghost'\. Known: other; looked in/,
    });
    await assert.rejects(resolveModel('/nowhere/x.onnx', []), {
      name: 'ModelNotFound',
      message: /does not exist/,
    });
  });

  it('images that are missing, empty, no image, broken', async () => {
    const data = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#a52' } })
      .jpeg()
      .toBuffer();
    for (const [path, message] of [
      [folder.path('none.png'), /no such file/],
      [folder.write('zero.png', ''), /empty \(0 bytes\)/],
      [folder.write('text.jpg', 'hello'), /text\.jpg cannot be decoded/],
      [folder.write('cut.jpg', data.subarray(0, data.length - 400)), /cut\.jpg cannot be decoded/],
      [folder.path('.'), /cannot be (read|decoded)/],
    ] as const)
      await assert.rejects(detect(workers(), path, healthy), { name: 'ImageError', message });
  });

  it('a decompression bomb is refused with the limit named, and quickly', async () => {
    const bomb = folder.write('bomb.png', pngHeader(60_000, 60_000));
    const start = performance.now();
    await assert.rejects(detect(workers(), bomb, healthy), {
      name: 'ImageTooLarge',
      message: /60000x60000 \(3600 megapixels\); the limit is 268 megapixels/,
      data: { pixels: 3_600_000_000, limit: 268_402_689 },
    });
    assert.ok(performance.now() - start < 1000);
  });

  it('cancel before and during', async () => {
    const model = await resolveModel(folder.write('slow.onnx', slowModel(SIDE, 30)), []);
    await warm(workers(), model);
    await assert.rejects(detect(workers(), picture, model, {}, AbortSignal.abort()), { name: 'AbortError' });
    const stop = new AbortController();
    const running = detect(workers(), picture, model, {}, stop.signal, ({ stage }) => {
      if (stage === 'run') stop.abort();
    });
    await assert.rejects(running, { name: 'AbortError' });
    assert.deepEqual((await detect(workers(), picture, healthy)).detections, []);
  });

  it('a newer detection on an image cancels the older one', async () => {
    const model = await resolveModel(folder.write('slower.onnx', slowModel(SIDE, 31)), []);
    const older = detect(workers(), picture, model);
    const newer = detect(workers(), picture, healthy);
    await assert.rejects(older, { name: 'AbortError' });
    assert.deepEqual((await newer).detections, []);
  });

  it('a worker killed in mid-run costs that detection only', async () => {
    const model = await resolveModel(folder.write('long.onnx', slowModel(SIDE, 200)), []);
    await warm(workers(), model);
    const before = workers().inference.pid;
    assert.ok(before);
    const running = detect(workers(), picture, model, {}, undefined, ({ stage }) => {
      if (stage === 'run') setTimeout(() => process.kill(before, 'SIGKILL'), 30);
    });
    await assert.rejects(running, (error) => {
      assert.ok(error instanceof WorkerCrashed);
      assert.deepEqual([error.role, error.cause], ['inference', 'signal SIGKILL']);
      return true;
    });
    assert.deepEqual((await detect(workers(), picture, healthy)).detections, []);
    assert.notEqual(workers().inference.pid, before);
  });
});

describe('the worker process', function () {
  this.timeout(30_000);
  const folder = useFolder();
  const client = (options: Partial<ConstructorParameters<typeof WorkerClient>[0]> = {}) =>
    new WorkerClient<InferenceContract>({ workerPath: WORKER_PATH, role: 'inference', ...options });

  it('that dies at once is reported with what it wrote, and started later and later', async () => {
    const path = folder.write('dies.js', 'console.error("no such luck"); process.exit(3)');
    const worker = client({ workerPath: path, backOffMs: 60 });
    const start = performance.now();
    for (let i = 0; i < 3; i++)
      await assert.rejects(worker.call('describeModel', { path: 'x' }), (error) => {
        assert.ok(error instanceof WorkerCrashed);
        assert.deepEqual([error.cause, error.outputTail.trim()], ['exit code 3', 'no such luck']);
        return true;
      });
    assert.ok(performance.now() - start >= 60 + 120);
    worker.dispose();
  });

  it('that cannot be started says so', async () => {
    const worker = client({ nodePath: folder.path('no-node') });
    await assert.rejects(worker.call('describeModel', { path: 'x' }), {
      name: 'WorkerCrashed',
      message: /ENOENT/,
    });
    worker.dispose();
  });

  it('reports a native module that is not there as unavailable, with what to do', async () => {
    const copy = folder.path('worker.js');
    copyFileSync(WORKER_PATH, copy);
    const worker = client({ workerPath: copy });
    const model = folder.write('g.onnx', good());
    assert.equal((await worker.call('describeModel', { path: model })).head, 'yoloGrid');
    await assert.rejects(worker.call('warm', { path: model }), {
      name: 'Unavailable',
      message: /onnxruntime-node \(detection\) cannot be loaded on .*Reinstall the extension/,
    });
    worker.dispose();
  });

  it('ends when idle and comes back when asked', async () => {
    const worker = client({ idleMs: 30 });
    const path = folder.write('idle.onnx', good());
    await worker.call('describeModel', { path });
    const first = worker.pid;
    await sleep(120);
    assert.equal(worker.pid, undefined);
    await worker.call('describeModel', { path });
    assert.ok(first !== undefined && worker.pid !== undefined && worker.pid !== first);
    worker.dispose();
  });

  it('that is stuck when its last call is cancelled is ended', async () => {
    const stuck = `process.send({ rl: "hello", from: "x", protocol: ${PROTOCOL} }); for (;;);`;
    const path = folder.write('stuck.js', stuck);
    const worker = client({ workerPath: path, hungMs: 100 });
    const cancelled = new AbortController();
    const call = worker.call('describeModel', { path: 'x' }, { signal: cancelled.signal });
    await sleep(0);
    const { pid } = worker;
    assert.ok(pid !== undefined);
    cancelled.abort();
    await assert.rejects(call, { name: 'AbortError' });
    await until(() => worker.pid === undefined);
    await until(() => isEnded(pid));
    worker.dispose();
  });

  it('that answers after a cancellation goes on', async () => {
    const worker = client({ hungMs: 2000 });
    const model = folder.write('alive.onnx', good());
    await worker.call('describeModel', { path: model });
    const { pid } = worker;
    const cancelled = new AbortController();
    const call = worker.call('warm', { path: model }, { signal: cancelled.signal });
    cancelled.abort();
    await assert.rejects(call, { name: 'AbortError' });
    await sleep(2500);
    assert.equal(worker.pid, pid);
    worker.dispose();
  });

  it('dispose ends the process, rejects what runs and refuses what comes', async () => {
    const worker = client();
    const running = worker.call('describeModel', { path: folder.write('d.onnx', good()) });
    await sleep(0);
    const { pid } = worker;
    worker.dispose();
    await assert.rejects(running, { name: 'RpcError', code: 'disposed' });
    await assert.rejects(worker.call('describeModel', { path: 'x' }), { name: 'RpcError', code: 'disposed' });
    assert.ok(pid);
    await sleep(200);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

/** Resolves once it is so; a machine that halts for a while is no failure. */
async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 800 && !isSo(); i++) await sleep(25);
  assert.ok(isSo(), 'it did not come to pass');
}

function isEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** A PNG that declares a size and holds next to nothing. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(20)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}
