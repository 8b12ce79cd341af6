import assert from 'node:assert/strict';
import sharp from 'sharp';
import type { DetectionOptions, DetectionResult } from '../../../src/engine/detection';
import { describeModel, detect, prefetch, warm } from '../../../src/engine/detection';
import { resolveModel } from '../../../src/engine/models';
import type { ModelManifest } from '../../../src/core/heads/manifest';
import type { TinyWeights } from '../../helpers/tinyOnnx';
import { constantModel } from '../../helpers/tinyOnnx';
import { useFolder, useWorkers } from '../../helpers/workerProcess';

const SIDE = 64;
const CELLS = 64 + 16 + 4;
const input = { name: 'images', dims: [1, 3, SIDE, SIDE] };

/** (1, rows, columns) floats, zero but for the given rows. */
function rows(
  name: string,
  count: number,
  columns: number,
  given: Record<number, readonly number[]>,
): TinyWeights {
  const data = new Float32Array(count * columns);
  for (const [row, values] of Object.entries(given)) data.set(values, Number(row) * columns);
  return { name, dims: [1, count, columns], data };
}

function transposed({ name, dims: [, count = 0, columns = 0], data }: TinyWeights): TinyWeights {
  const values = Float32Array.from({ length: data.length }, (_, i) =>
    Number(data[(i % count) * columns + Math.floor(i / count)]),
  );
  return { name, dims: [1, columns, count], data: values };
}

/** In a 128x64 picture letterboxed to 64x64 (scale 0.5, 16 px above): [32, 32] with 16x8 is [48, 24, 32, 16]. */
const CENTRED = [48, 24, 32, 16];
const grid = (): TinyWeights => transposed(rows('output0', CELLS, 6, { 5: [32, 32, 16, 8, 0.2, 0.9] }));

describe('every head through the true runtime', function () {
  this.timeout(30_000);
  const workers = useWorkers();
  const folder = useFolder();
  let picture = '';
  before(async () => {
    picture = folder.path('white.png');
    await sharp({ create: { width: 128, height: 64, channels: 3, background: '#fff' } })
      .png()
      .toFile(picture);
  });

  const run = async (
    name: string,
    model: Buffer,
    manifest: ModelManifest = { classes: ['a', 'b'] },
    options: DetectionOptions = {},
  ): Promise<DetectionResult> => {
    folder.write(`${name}.model.json`, JSON.stringify(manifest));
    return detect(workers(), picture, await resolveModel(folder.write(`${name}.onnx`, model), []), options);
  };
  const assertOne = ({ detections }: DetectionResult, box: readonly number[]): void => {
    assert.equal(detections.length, 1);
    const [found] = detections;
    assert.deepEqual([found?.label, Number(found?.score.toFixed(4))], ['b', 0.9]);
    found?.box.forEach((value, i) => assert.ok(Math.abs(value - (box[i] ?? NaN)) < 1e-3, String(found.box)));
  };

  it('yoloGrid', async () => {
    const result = await run('v8', constantModel({ input, outputs: [grid()] }));
    assert.equal(result.head, 'yoloGrid');
    assertOne(result, CENTRED);
    assert.match(result.modelId, /^v8@[0-9a-f]{4}$/);
    assert.deepEqual(result.image, { widthPx: 128, heightPx: 64 });
  });

  it('yoloAnchor, with duplicates removed', async () => {
    const same = [32, 32, 16, 8, 1, 0.1, 0.9];
    const near = [32.5, 32, 16, 8, 1, 0.1, 0.8];
    const outputs = [rows('output0', 3 * CELLS, 7, { 7: near, 100: same })];
    const result = await run('v5', constantModel({ input, outputs }));
    assert.equal(result.head, 'yoloAnchor');
    assertOne(result, CENTRED);
  });

  it('yolox, raw, at the top left', async () => {
    const cell = 2 * 8 + 3;
    const raw = [0.5, 0.25, Math.log(2), Math.log(1), 1, 0, 0.9];
    const result = await run(
      'x',
      constantModel({ input, outputs: [rows('output', CELLS, 7, { [cell]: raw })] }),
    );
    assert.equal(result.head, 'yolox');
    assertOne(result, [40, 28, 32, 16]);
  });

  it('yoloEndToEnd', async () => {
    const outputs = [rows('output0', 300, 6, { 0: [24, 28, 40, 36, 0.9, 1] })];
    const result = await run('v10', constantModel({ input, outputs }));
    assert.equal(result.head, 'yoloEndToEnd');
    assertOne(result, CENTRED);
  });

  it('detr, fed with the size of its input', async () => {
    const sizes = { name: 'orig_target_sizes', dims: [1, 2], type: 'int64' } as const;
    const outputs: TinyWeights[] = [
      { name: 'labels', dims: [1, 2], data: BigInt64Array.of(1n, 0n) },
      { name: 'boxes', dims: [1, 2, 4], data: Float32Array.of(24, 16, 40, 32, 0, 0, 1, 1) },
      { name: 'scores', dims: [1, 2], data: Float32Array.of(0.9, 0.01) },
    ];
    const result = await run('detr', constantModel({ input, extraInputs: [sizes], outputs }));
    assert.equal(result.head, 'detr');
    assertOne(result, [48, 16, 32, 16]);
  });

  it('channels last, half floats and bytes go in', async () => {
    for (const [name, type, dims] of [
      ['nhwc', 'float32', [1, SIDE, SIDE, 3]],
      ['half', 'float16', [1, 3, SIDE, SIDE]],
      ['bytes', 'uint8', [1, 3, SIDE, SIDE]],
    ] as const) {
      const lit = type === 'float32';
      assertOne(
        await run(name, constantModel({ input: { name: 'in', dims, type }, outputs: [grid()], lit })),
        CENTRED,
      );
    }
  });

  it('a dynamic input takes the manifest size, dynamic outputs are learned by a run', async () => {
    const outputs = [rows('output', CELLS, 7, { 19: [0.5, 0.25, Math.log(2), 0, 1, 0, 0.9] })];
    const model = constantModel({
      input: { name: 'images', dims: ['n', 3, 'h', 'w'] },
      outputs,
      declared: { output: ['n', 'cells', 7] },
    });
    const manifest = { classes: ['a', 'b'], input: { width: SIDE, height: SIDE } };
    const result = await run('dynamic', model, manifest);
    assert.equal(result.head, 'yolox');
    assertOne(result, [40, 28, 32, 16]);
  });

  it('names and size come from the metadata when there is no manifest', async () => {
    const metadata = { names: "{0: 'a', 1: \"b's\"}", task: 'detect', imgsz: `[${SIDE}, ${SIDE}]` };
    const dynamic = { name: 'images', dims: ['n', 3, 'h', 'w'] };
    const path = folder.write('meta.onnx', constantModel({ input: dynamic, outputs: [grid()], metadata }));
    const result = await detect(workers(), picture, await resolveModel(path, []));
    assert.deepEqual([result.detections[0]?.label, result.warnings], ["b's", []]);
  });

  it('labels beyond the names fall back to the index, with a warning', async () => {
    const result = await run('few', constantModel({ input, outputs: [grid()] }), { classes: ['a'] });
    assert.deepEqual(
      result.detections.map(({ label }) => label),
      ['class 1'],
    );
    assert.match(result.warnings.join(), /2 classes but 1 names/);
  });

  it('threshold, overlap and classes are obeyed, without another run', async () => {
    const outputs = [
      transposed(
        rows('output0', CELLS, 6, {
          1: [20, 30, 8, 8, 0.5, 0],
          2: [21, 30, 8, 8, 0.4, 0],
          3: [50, 32, 6, 6, 0, 0.3],
        }),
      ),
    ];
    const model = constantModel({ input, outputs });
    const scores = async (options: DetectionOptions): Promise<number[]> =>
      (await run('options', model, { classes: ['a', 'b'] }, options)).detections.map(({ score }) =>
        Number(score.toFixed(2)),
      );
    assert.deepEqual(await scores({}), [0.5, 0.3]);
    assert.deepEqual(await scores({ iou: 0.95 }), [0.5, 0.4, 0.3]);
    assert.deepEqual(await scores({ confidence: 0.45 }), [0.5]);
    assert.deepEqual(await scores({ classes: ['b'] }), [0.3]);
    const again = await run('options', model, { classes: ['a', 'b'] }, { confidence: 0.1 });
    assert.ok(again.timesMs.run < 1 && again.timesMs.image < 1, JSON.stringify(again.timesMs));
  });

  it('the pixels arrive: a black picture scales the scores to nothing, a changed file is read again', async () => {
    const model = constantModel({
      input,
      outputs: [rows('output0', 300, 6, { 0: [24, 28, 40, 36, 0.9, 1] })],
      lit: true,
    });
    const path = folder.path('changing.png');
    const paint = (shade: number): Promise<unknown> =>
      sharp({ create: { width: 64, height: 64, channels: 3, background: { r: shade, g: 0, b: 0 } } })
        .png()
        .toFile(path);
    folder.write('lit.model.json', JSON.stringify({ classes: ['a', 'b'], input: { pad: 0 } }));
    const lit = await resolveModel(folder.write('lit.onnx', model), []);
    await paint(255);
    assert.equal((await detect(workers(), path, lit)).detections.length, 1);
    await paint(0);
    assert.equal((await detect(workers(), path, lit)).detections.length, 0);
  });

  it('describes and warms a model, and prefetches a picture', async () => {
    const model = await resolveModel(folder.path('v8.onnx'), []);
    const described = await describeModel(workers(), model);
    assert.deepEqual(
      [described.head, described.inputs, described.outputs, described.provider],
      ['yoloGrid', 'images float32 [1,3,64,64]', `output0 float32 [1,6,${CELLS}]`, undefined],
    );
    assert.equal((await warm(workers(), model)).provider, 'cpu');
    const fresh = folder.path('fresh.png');
    await sharp(picture).toFile(fresh);
    await prefetch(workers(), fresh, model);
    const { timesMs } = await detect(workers(), fresh, model);
    assert.ok(timesMs.image < 1, JSON.stringify(timesMs));
  });

  it('tells the stages', async () => {
    const seen: string[] = [];
    const model = await resolveModel(folder.path('v8.onnx'), []);
    await detect(workers(), picture, model, {}, undefined, ({ stage, fraction }) =>
      seen.push(`${stage} ${fraction}`),
    );
    assert.deepEqual(seen, ['model 0', 'image 0.25', 'run 0.5', 'decode 0.75']);
  });
});

describe('execution providers', function () {
  this.timeout(30_000);
  const workers = useWorkers({ inference: { providers: ['nonsense', 'cpu'], threads: 1 } });
  const folder = useFolder();

  it('are tried in order, and the one that fails is named', async () => {
    const picture = folder.path('p.png');
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fff' } })
      .png()
      .toFile(picture);
    const metadata = { names: "['a', 'b']" };
    const model = await resolveModel(
      folder.write('m.onnx', constantModel({ input, outputs: [grid()], metadata })),
      [],
    );
    const { detections, warnings } = await detect(workers(), picture, model);
    assert.equal(detections.length, 1);
    assert.match(warnings.join(), /nonsense.*Ran on cpu instead/);
  });
});
